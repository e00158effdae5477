using System.Text.Json;

namespace Onair.Orders;

/// <summary>Enum members as the API spells them: <c>SoldOut</c> is <c>sold-out</c>. Made once per member.</summary>
internal static class OrderWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.Of(value);

    private static class Words<T>
        where T : struct, Enum
    {
        private static readonly Dictionary<T, string> words = Enum.GetValues<T>()
            .ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static string Of(T value) => words[value];
    }
}
