using System.Globalization;

namespace Onair.Sandbox.Toss;

/// <param name="Amount">Null: all that is left.</param>
internal sealed record TossCancelRequest(
    string? Reason, long? Amount, long TaxFree, long? Refundable, string? Currency, RefundReceiver? Receiver);

/// <summary>Whether a cancel may be, in the provider's order and with its codes. Pure.</summary>
internal static class TossCancels
{
    public const int ReasonLengthMax = 200;

    /// <summary>
    /// A payment that was cancelled a won at a time would grow without end; the provider has a limit too.
    /// </summary>
    public const int CancelsMax = 100;

    private const int accountDigitsMax = 20;
    private const int holderLengthMax = 60;
    private const int transferDays = 180;
    private const int accountDays = 365;

    public static bool AllowsPartial(TossPayment payment) =>
        payment.Order is { UseEscrow: false, Method: not TossMethod.MOBILE_PHONE };

    /// <returns>A code, or null: it may be.</returns>
    public static string? Refuse(TossPayment payment, TossCancelRequest request, string? receiverProblem,
        DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(request.Reason) || request.Reason.Length > ReasonLengthMax) return "INVALID_REQUEST";
        if (request.Amount <= 0 || request.Currency is not (null or "KRW")) return "INVALID_REQUEST";
        // On demand: a reason that is a code is answered with it.
        if (TossErrors.Find(request.Reason) is { } wanted) return wanted.Code;

        // Measured by others: what a second full cancel is told depends on whether there was a partial one before.
        if (payment.Status == TossStatus.CANCELED) return "ALREADY_CANCELED_PAYMENT";
        if (payment.Balance == 0) return "NOT_CANCELABLE_AMOUNT";
        if (payment.Status is not (TossStatus.DONE or TossStatus.PARTIAL_CANCELED or TossStatus.WAITING_FOR_DEPOSIT))
            return "NOT_CANCELABLE_PAYMENT";
        if (request.Refundable is { } refundable && refundable != payment.Balance)
            return "NOT_MATCHES_REFUNDABLE_AMOUNT";
        var amount = request.Amount ?? payment.Balance;
        if (amount > payment.Balance) return "NOT_CANCELABLE_AMOUNT";
        if (request.TaxFree < 0 || request.TaxFree > amount || request.TaxFree > payment.TaxFreeBalance)
            return "INVALID_REQUEST";
        var partial = amount < payment.Balance;
        if (payment.Status == TossStatus.WAITING_FOR_DEPOSIT)
        {
            if (partial) return "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT";
            return request.Receiver is null ? null : "INVALID_REQUEST";
        }

        if (partial && !AllowsPartial(payment)) return "NOT_ALLOWED_PARTIAL_REFUND";
        if (payment.Cancels.Count >= CancelsMax) return "EXCEED_CANCEL_LIMIT";
        if (IsTooLate(payment, now)) return "EXCEED_MAX_REFUND_DUE";
        return payment.Order.Method == TossMethod.VIRTUAL_ACCOUNT ? receiverProblem : null;
    }

    /// <summary>The provider's own codes: a shop that lets people choose a bank sends one of them.</summary>
    private static readonly HashSet<string> bankCodes = new(StringComparer.Ordinal)
    {
        "02", "03", "06", "07", "11", "12", "20", "23", "27", "31", "32", "34", "35", "37", "39", "45", "48", "50",
        "54", "64", "71", "81", "88", "89", "90", "92",
    };

    /// <returns>A code, or null: money can go there.</returns>
    public static string? Refuse(RefundReceiver? receiver)
    {
        if (receiver is null) return "INVALID_REQUEST";
        if (Windows.InventedBanks.Find(receiver.Bank) is null && !bankCodes.Contains(receiver.Bank))
            return "INVALID_BANK";
        if (receiver.AccountNumber.Length is 0 or > accountDigitsMax || !receiver.AccountNumber.All(char.IsAsciiDigit))
            return "INVALID_REFUND_ACCOUNT_NUMBER";
        return receiver.HolderName.Length is 0 or > holderLengthMax ? "INVALID_REFUND_ACCOUNT_INFO" : null;
    }

    private static bool IsTooLate(TossPayment payment, DateTimeOffset now)
    {
        var approved = payment.ApprovedAt!.Value;
        return payment.Order.Method switch
        {
            TossMethod.CARD => false,
            TossMethod.TRANSFER => now > approved.AddDays(transferDays),
            TossMethod.VIRTUAL_ACCOUNT => now > approved.AddDays(accountDays),
            // A phone bill can be changed only in its month.
            TossMethod.MOBILE_PHONE => Month(now) != Month(approved),
        };
    }

    private static string Month(DateTimeOffset at) => Kst.Of(at).ToString("yyyyMM", CultureInfo.InvariantCulture);
}
