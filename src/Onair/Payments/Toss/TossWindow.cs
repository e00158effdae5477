using System.Globalization;
using System.Text.RegularExpressions;

namespace Onair.Payments.Toss;

/// <summary>The window in the browser: what it is opened with, and what it brings back. Pure.</summary>
internal static partial class TossWindow
{
    private const int nameLengthMax = 100;
    private const int phoneDigitsMin = 8;
    private const int phoneDigitsMax = 15;

    public static readonly IReadOnlyList<PaymentMethod> Methods =
        [PaymentMethod.Card, PaymentMethod.Transfer, PaymentMethod.VirtualAccount, PaymentMethod.Phone];

    /// <summary>What the script's <c>requestPayment</c> takes, flat: <c>amount</c> is <c>amount.value</c>.</summary>
    public static BrowserStep Open(Attempt attempt, WindowRequest window, TossOptions options, TossKeys keys)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["clientKey"] = keys.ClientKey,
            ["method"] = WordOf(window.Method),
            ["currency"] = attempt.Currency,
            ["amount"] = attempt.Amount.ToString(CultureInfo.InvariantCulture),
            ["orderId"] = attempt.ProviderOrderId,
            ["orderName"] = Cut(window.OrderName),
            ["successUrl"] = window.ReturnUrl.AbsoluteUri,
            ["failUrl"] = window.ReturnUrl.AbsoluteUri,
        };
        // The shop issues receipts of cash itself: two over the same money would be one too many.
        if (window.Method is PaymentMethod.Transfer or PaymentMethod.VirtualAccount)
            fields["cashReceiptType"] = "미발행";
        if (window.BuyerName.Length > 0) fields["customerName"] = Cut(window.BuyerName);
        if (window.BuyerEmail is { Length: > 0 and <= nameLengthMax } email) fields["customerEmail"] = email;
        var digits = string.Concat((window.BuyerPhone ?? "").Where(char.IsAsciiDigit));
        if (digits.Length is >= phoneDigitsMin and <= phoneDigitsMax) fields["customerMobilePhone"] = digits;
        return new BrowserStep(BrowserStepKind.Script, options.ScriptAddress, fields);
    }

    /// <summary>
    /// <c>successUrl</c> brings paymentType, orderId, paymentKey and amount; <c>failUrl</c> brings code, message and
    /// mostly orderId. The message is not kept: whoever has the address can write one.
    /// </summary>
    public static ReturnReading Read(Attempt attempt, BrowserReturn returned)
    {
        var query = returned.Query;
        var order = query.GetValueOrDefault("orderId");
        if (order is not null && order != attempt.ProviderOrderId) return ReturnReading.Invalid("ORDER_ID_DIFFERS");
        var (code, key) = (query.GetValueOrDefault("code"), query.GetValueOrDefault("paymentKey"));
        if (code is not null)
        {
            if (key is not null || !Code().IsMatch(code)) return ReturnReading.Invalid("MALFORMED");
            return code is "PAY_PROCESS_CANCELED" or "USER_CANCEL"
                ? ReturnReading.GivenUp(code)
                : ReturnReading.Refused(code, null);
        }

        var isNumber = long.TryParse(
            query.GetValueOrDefault("amount"), NumberStyles.None, CultureInfo.InvariantCulture, out var amount);
        if (order is null || key is null || !TossCalls.PathSafe().IsMatch(key) || !isNumber)
        {
            return ReturnReading.Invalid("MALFORMED");
        }

        return amount == attempt.Amount
            ? ReturnReading.Authenticated(amount, key, session: null)
            : ReturnReading.Invalid("AMOUNT_DIFFERS");
    }

    private static string WordOf(PaymentMethod method) => method switch
    {
        PaymentMethod.Card => "CARD",
        PaymentMethod.Transfer => "TRANSFER",
        PaymentMethod.VirtualAccount => "VIRTUAL_ACCOUNT",
        PaymentMethod.Phone => "MOBILE_PHONE",
        PaymentMethod.EasyPay =>
            throw new ArgumentException("Wallets are chosen inside the card window.", nameof(method)),
    };

    /// <summary>On a character's border: half of a pair is no text.</summary>
    private static string Cut(string text)
    {
        if (text.Length <= nameLengthMax) return text;
        return char.IsHighSurrogate(text[nameLengthMax - 1]) ? text[..(nameLengthMax - 1)] : text[..nameLengthMax];
    }

    [GeneratedRegex(@"\A[A-Z0-9_]{1,64}\z", RegexOptions.None, 1000)]
    private static partial Regex Code();
}
