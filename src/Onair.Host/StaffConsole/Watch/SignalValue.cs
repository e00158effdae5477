using System.Globalization;

namespace Onair.Host.StaffConsole.Watch;

/// <summary>Pure: a signal's number as people read it.</summary>
internal static class SignalValue
{
    public static string Of(string unit, double value) => unit switch
    {
        "%" => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.##} %"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} s"),
        "/min" => string.Create(CultureInfo.InvariantCulture, $"{value:0.#}/min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
    };
}
