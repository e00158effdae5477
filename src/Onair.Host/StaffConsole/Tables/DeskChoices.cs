using System.Globalization;

namespace Onair.Host.StaffConsole.Tables;

/// <summary>The members of an enum as a filter offers them.</summary>
internal static class DeskChoices
{
    public static IReadOnlyList<(string Value, string Label)> Of<T>(
        Func<T, string> label, params IReadOnlyCollection<T> without)
        where T : struct, Enum =>
        [.. Enum.GetValues<T>().Except(without).Select(one => (
            Convert.ToInt32(one, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture), label(one)))];
}
