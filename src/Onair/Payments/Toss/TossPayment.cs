using System.Text.Json;

namespace Onair.Payments.Toss;

/// <param name="Amount">Won.</param>
/// <param name="Reason">As we gave it.</param>
/// <param name="TransactionKey">Of the cancel.</param>
/// <param name="Status">DONE, IN_PROGRESS or ABORTED; a cancel without a word is done.</param>
internal sealed record TossCancel(long Amount, string Reason, string? TransactionKey, string Status)
{
    public bool IsDone => Status == "DONE";
}

/// <summary>What we read of a Payment object.</summary>
internal sealed record TossPayment
{
    private const int cardNumberLengthMax = 20;

    public required string PaymentKey { get; init; }

    public required string OrderId { get; init; }

    /// <summary>READY, IN_PROGRESS, WAITING_FOR_DEPOSIT, DONE, CANCELED, PARTIAL_CANCELED, ABORTED, EXPIRED.</summary>
    public required string Status { get; init; }

    /// <summary>Won; cancels do not change it.</summary>
    public required long TotalAmount { get; init; }

    public required string Currency { get; init; }

    /// <summary>Won that can still be cancelled.</summary>
    public long? BalanceAmount { get; init; }

    public string? Method { get; init; }

    public IReadOnlyList<TossCancel> Cancels { get; init; } = [];

    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public required AnswerDetail Detail { get; init; }

    /// <summary>
    /// The status is no help: after a partial and a remaining cancel it stays PARTIAL_CANCELED. An account nobody paid
    /// into may have no cancels.
    /// </summary>
    public bool IsFullyCanceled => Status == "CANCELED"
        || (BalanceAmount == 0 && Cancels.Any(c => c.IsDone) && Status == "PARTIAL_CANCELED");

    public bool IsVirtualAccount => Detail.Method == PaymentMethod.VirtualAccount;

    /// <summary>
    /// Null when what we compare is not all there: that is a broken answer, not one that differs from ours.
    /// </summary>
    public static TossPayment? Read(JsonElement from)
    {
        var (key, order, status) = (from.Text("paymentKey"), from.Text("orderId"), from.Text("status"));
        var (total, currency) = (from.Won("totalAmount"), from.Text("currency"));
        if (key is null || order is null || status is null || total is null || currency is null) return null;
        var failure = from.Field("failure");
        return new TossPayment
        {
            PaymentKey = key,
            OrderId = order,
            Status = status,
            TotalAmount = total.Value,
            Currency = currency,
            BalanceAmount = from.Won("balanceAmount"),
            Method = MethodOf(from.Text("method")) is { } known ? PaymentMethods.Word(known) : from.Text("method"),
            Cancels = [.. from.Field("cancels").Items().Select(ReadCancel)],
            FailureCode = failure.Text("code"),
            FailureMessage = failure.Text("message"),
            Detail = ReadDetail(from),
        };
    }

    private static TossCancel ReadCancel(JsonElement from) => new(
        from.Won("cancelAmount") ?? 0,
        from.Text("cancelReason") ?? "",
        from.Text("transactionKey"),
        from.Text("cancelStatus") ?? "DONE");

    private static AnswerDetail ReadDetail(JsonElement from)
    {
        var card = from.Field("card");
        return new AnswerDetail
        {
            Raw = TossRaw.Of(from),
            Method = MethodOf(from.Text("method")),
            CardNumber = card.Text("number") is { } number ? Mask(number) : null,
            ApprovalNumber = card.Text("approveNo") ?? from.Field("giftCertificate").Text("approveNo"),
            Receipt = AddressOf(from.Field("receipt").Text("url"))
                ?? AddressOf(from.Field("mobilePhone").Text("receiptUrl")),
            Deposit = ReadDeposit(from.Field("virtualAccount")),
            CashReceipt = ReadReceipt(from.Field("cashReceipt")),
            Secret = from.Text("secret"),
        };
    }

    private static DepositAccount? ReadDeposit(JsonElement from)
    {
        var number = from.Text("accountNumber");
        if (number is null || from.Instant("dueDate") is not { } until) return null;
        return new DepositAccount(
            from.Text("bankCode") ?? from.Text("bank") ?? "", number, from.Text("customerName"), until);
    }

    /// <summary>What the window issued; we ask it not to, but a contract may be set otherwise.</summary>
    private static IssuedReceipt? ReadReceipt(JsonElement from) => from.Text("receiptKey") is not { } key
        ? null
        : new IssuedReceipt(
            key,
            from.Text("type") == "지출증빙" ? CashReceiptPurpose.ExpenseProof : CashReceiptPurpose.IncomeDeduction,
            from.Text("issueNumber"),
            AddressOf(from.Text("receiptUrl")));

    /// <summary>Toss masks; should it once not, at most the first six and the last four digits are kept.</summary>
    internal static string Mask(string number)
    {
        const int digitsMax = 10;
        var cut = number.Length > cardNumberLengthMax ? number[..cardNumberLengthMax] : number;
        if (cut.Contains('*') || cut.Count(char.IsAsciiDigit) <= digitsMax) return cut;
        return string.Concat(cut.AsSpan(0, 6), new string('*', cut.Length - digitsMax), cut.AsSpan(cut.Length - 4));
    }

    /// <summary>Korean unless the account is set to English; both occur.</summary>
    private static PaymentMethod? MethodOf(string? word) => word switch
    {
        "카드" or "CARD" => PaymentMethod.Card,
        "계좌이체" or "TRANSFER" => PaymentMethod.Transfer,
        "가상계좌" or "VIRTUAL_ACCOUNT" => PaymentMethod.VirtualAccount,
        "휴대폰" or "MOBILE_PHONE" => PaymentMethod.Phone,
        "간편결제" or "EASY_PAY" => PaymentMethod.EasyPay,
        _ => null,
    };

    private static Uri? AddressOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps ? address : null;
}
