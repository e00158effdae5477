using System.Text.Json;

namespace Onair.Payments.Reconciliation;

/// <summary>The words of the room's enums on the wire, in signals and on the command line: <c>ours-only</c>.</summary>
public static class ReconciliationWords
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <summary>The value of a word; false for any other text.</summary>
    public static bool TryParse<T>(string? word, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            value = candidate;
            if (Of(candidate) == word) return true;
        }

        value = default;
        return false;
    }
}
