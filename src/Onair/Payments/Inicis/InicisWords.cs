namespace Onair.Payments.Inicis;

/// <summary>The gateway's words for ways to pay, in each of its interfaces, and ours.</summary>
internal static class InicisWords
{
    /// <summary>Null when one of the words is not known.</summary>
    public static IReadOnlyList<PaymentMethod>? Methods(string words)
    {
        var methods = words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(PaymentMethods.Find).ToList();
        return methods.TrueForAll(m => m is not null and not PaymentMethod.EasyPay)
            ? [.. methods.Select(m => m!.Value).Distinct()]
            : null;
    }

    /// <summary><c>gopaymethod</c>.</summary>
    public static string Pc(PaymentMethod method) => method switch
    {
        PaymentMethod.Card or PaymentMethod.EasyPay => "Card",
        PaymentMethod.Transfer => "DirectBank",
        PaymentMethod.VirtualAccount => "VBank",
        PaymentMethod.Phone => "HPP",
    };

    /// <summary><c>P_INI_PAYMENT</c>.</summary>
    public static string Mobile(PaymentMethod method) => method switch
    {
        PaymentMethod.Card or PaymentMethod.EasyPay => "CARD",
        PaymentMethod.Transfer => "BANK",
        PaymentMethod.VirtualAccount => "VBANK",
        PaymentMethod.Phone => "MOBILE",
    };

    /// <summary><c>paymethod</c> of a refund by INIAPI v1.</summary>
    public static string Refund(PaymentMethod method) => method switch
    {
        PaymentMethod.Card or PaymentMethod.EasyPay => "Card",
        PaymentMethod.Transfer => "Acct",
        PaymentMethod.VirtualAccount => "Vacct",
        PaymentMethod.Phone => "HPP",
    };

    /// <summary>What an answer calls the way to pay; null for a word that is new to us.</summary>
    public static PaymentMethod? Find(string? word) => word?.ToUpperInvariant() switch
    {
        "CARD" or "VCARD" or "ISP" => PaymentMethod.Card,
        "DIRECTBANK" or "IDIRECTBANK" or "BANK" or "ACCT" => PaymentMethod.Transfer,
        "VBANK" or "VACCT" => PaymentMethod.VirtualAccount,
        "HPP" or "MOBILE" => PaymentMethod.Phone,
        _ => null,
    };
}
