namespace Onair.Host.StaffConsole.Settings;

/// <summary>A setting as it says itself.</summary>
/// <param name="Key"><c>Onair:Orders:Hold</c>.</param>
/// <param name="Kind">What is written: <c>time span</c>, <c>whole number</c>, <c>yes or no</c>, <c>text</c>.</param>
/// <param name="Value">What counts now; empty for a secret.</param>
/// <param name="Default">What counts when nobody says anything.</param>
/// <param name="Range">From and to; empty where there is none.</param>
/// <param name="Text">Its description in the program.</param>
/// <param name="IsSecret">True: its value is shown to nobody.</param>
/// <param name="IsSet">True: somebody has said something.</param>
public sealed record SettingRow(
    string Key, string Kind, string Value, string Default, string Range, string Text, bool IsSecret, bool IsSet)
{
    /// <summary>The environment variable that sets it.</summary>
    public string Variable => Key.ToUpperInvariant().Replace(":", "__", StringComparison.Ordinal);
}
