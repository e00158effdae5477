namespace Onair.Payments.Receipts;

/// <summary>
/// Numbers that receipts bear: personal data. Sealed before they come near the database, opened only while the provider
/// is asked, shown masked.
/// </summary>
public sealed class ReceiptNumbers
{
    /// <summary>Characters that a person may type for one.</summary>
    public const int TextLengthMax = 30;

    private const int businessDigits = 10;
    private const int headDigits = 3;
    private const int tailDigits = 4;

    private static readonly int[] weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];

    private readonly SealedTexts texts;

    internal ReceiptNumbers(SealedTexts texts) => this.texts = texts;

    /// <summary>
    /// The digits of what a person typed; null when it is no mobile number (for an income deduction) or no business
    /// registration number with its check digit (for a proof of expense). Hyphens, spaces and +82 are taken off.
    /// </summary>
    public static string? Digits(CashReceiptPurpose purpose, string text)
    {
        if (text.Length > TextLengthMax) return null;
        var bare = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (bare.StartsWith("+82", StringComparison.Ordinal)) bare = "0" + bare[3..].TrimStart('0');
        if (!bare.All(char.IsAsciiDigit)) return null;
        return purpose switch
        {
            CashReceiptPurpose.IncomeDeduction => IsMobile(bare) ? bare : null,
            CashReceiptPurpose.ExpenseProof => IsBusiness(bare) ? bare : null,
        };
    }

    /// <param name="purpose">What the receipt is for.</param>
    /// <param name="digits">From <see cref="Digits"/>.</param>
    /// <param name="orderNumber">The order it is for: elsewhere it does not open.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ReceiptChoice> SealAsync(
        CashReceiptPurpose purpose, string digits, string orderNumber, CancellationToken cancel) =>
        new(purpose, await texts.SealAsync(digits, PurposeOf(orderNumber), cancel), Mask(digits));

    internal Task<string> OpenAsync(string sealedNumber, string orderNumber, CancellationToken cancel) =>
        texts.OpenAsync(sealedNumber, PurposeOf(orderNumber), cancel);

    /// <summary>As <c>010****5678</c>.</summary>
    internal static string Mask(string digits) => string.Concat(
        digits.AsSpan(0, headDigits),
        new string('*', digits.Length - headDigits - tailDigits),
        digits.AsSpan(digits.Length - tailDigits));

    private static bool IsMobile(string digits) =>
        digits.Length is 10 or 11 && digits.StartsWith("01", StringComparison.Ordinal);

    /// <summary>Ten digits; the last checks the others, and the ninth counts once more in tens.</summary>
    private static bool IsBusiness(string digits)
    {
        if (digits.Length != businessDigits) return false;
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        sum += (digits[^2] - '0') * weights[^1] / 10;
        return (10 - (sum % 10)) % 10 == digits[^1] - '0';
    }

    private static string PurposeOf(string orderNumber) => "cash-receipt:" + orderNumber;
}
