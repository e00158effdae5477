using System.Globalization;

namespace Onair.Sandbox.Inicis;

/// <summary>The gateway's words for ways to pay, and the times on its wall.</summary>
internal static class InicisWords
{
    /// <summary><c>gopaymethod</c>, <c>payMethod</c>, and an inquiry's <c>paymethod</c>.</summary>
    public static string Pc(InicisMethod method) => method switch
    {
        InicisMethod.Card => "Card",
        InicisMethod.Transfer => "DirectBank",
        InicisMethod.VirtualAccount => "VBank",
        InicisMethod.Phone => "HPP",
    };

    /// <summary><c>P_INI_PAYMENT</c> and <c>P_TYPE</c>.</summary>
    public static string Mobile(InicisMethod method) => method switch
    {
        InicisMethod.Card => "CARD",
        InicisMethod.Transfer => "BANK",
        InicisMethod.VirtualAccount => "VBANK",
        InicisMethod.Phone => "MOBILE",
    };

    /// <summary><c>paymethod</c> of a refund.</summary>
    public static string Refund(InicisMethod method) => method switch
    {
        InicisMethod.Card => "Card",
        InicisMethod.Transfer => "Acct",
        InicisMethod.VirtualAccount => "Vacct",
        InicisMethod.Phone => "HPP",
    };

    /// <summary>Null for a word that is none.</summary>
    public static InicisMethod? Find(string word, Func<InicisMethod, string> words)
    {
        foreach (var method in Enum.GetValues<InicisMethod>())
        {
            if (words(method) == word) return method;
        }

        return null;
    }

    public static string Day(DateTimeOffset at) => Kst.Of(at).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string Clock(DateTimeOffset at) => Kst.Of(at).ToString("HHmmss", CultureInfo.InvariantCulture);

    public static string Stamp(DateTimeOffset at) => Day(at) + Clock(at);

    /// <summary>Null for what is no time.</summary>
    public static DateTimeOffset? Parse(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall)
            ? Kst.At(wall)
            : null;

    /// <summary>Digits only, above 0; null for anything else.</summary>
    public static long? Won(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var won) && won > 0 ? won : null;
}
