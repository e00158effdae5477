using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Toss;

/// <summary>The provider's own words, as they stand in its answers.</summary>
internal enum TossStatus
{
    READY = 1,
    IN_PROGRESS = 2,
    WAITING_FOR_DEPOSIT = 3,
    DONE = 4,
    CANCELED = 5,
    PARTIAL_CANCELED = 6,
    ABORTED = 7,
    EXPIRED = 8,
}

internal enum TossMethod
{
    CARD = 1,
    TRANSFER = 2,
    VIRTUAL_ACCOUNT = 3,
    MOBILE_PHONE = 4,
}

/// <summary>What a shop asks a window for.</summary>
internal sealed record TossOrder(
    string ClientKey, TossMethod Method, long Amount, string OrderId, string OrderName, string SuccessUrl,
    string FailUrl, string? CustomerName = null, string? CustomerEmail = null, string? CustomerMobilePhone = null,
    long TaxFreeAmount = 0, bool UseEscrow = false, int ValidHours = TossOrder.ValidHoursDefault)
{
    /// <summary>A week, as the provider's.</summary>
    public const int ValidHoursDefault = 168;

    public const int ValidHoursMax = 720;
}

internal sealed record TossCancel(
    long Amount, string Reason, long TaxFree, long Refundable, DateTimeOffset At, string TransactionKey);

internal sealed record RefundReceiver(string Bank, string AccountNumber, string HolderName);

/// <summary>Changed only under the gate of <see cref="TossBooks"/>.</summary>
internal sealed class TossPayment(string key, TossOrder order, DateTimeOffset requestedAt)
{
    private List<TossCancel>? cancels;

    public string Key => key;

    public TossOrder Order => order;

    public DateTimeOffset RequestedAt => requestedAt;

    public TossStatus Status { get; set; } = TossStatus.READY;

    public DateTimeOffset? AuthenticatedAt { get; set; }

    public DateTimeOffset? ApprovedAt { get; set; }

    public InventedCard? Card { get; set; }

    public InventedBank? Bank { get; set; }

    public long Balance { get; set; } = order.Amount;

    public long TaxFreeBalance { get; set; } = order.TaxFreeAmount;

    public string? LastTransactionKey { get; set; }

    public string? ApproveNumber { get; set; }

    /// <summary>Of a virtual account.</summary>
    public string? AccountNumber { get; set; }

    public DateTimeOffset? DueDate { get; set; }

    public string? Secret { get; set; }

    public bool Deposited { get; set; }

    public RefundReceiver? RefundReceiver { get; set; }

    public TossError? Failure { get; set; }

    public TossCashReceipt? CashReceipt { get; set; }

    public IReadOnlyList<TossCancel> Cancels => cancels ?? (IReadOnlyList<TossCancel>)[];

    public void Add(TossCancel cancel) => (cancels ??= []).Add(cancel);
}

/// <param name="Status"><c>DONE</c>, <c>CANCELED</c>, <c>PARTIAL_CANCELED</c>.</param>
/// <param name="Amount">Won, above 0; of a cancel what went back.</param>
internal sealed record TossTransaction(
    string TransactionKey, TossPayment Payment, TossStatus Status, long Amount, DateTimeOffset At);

internal sealed class TossCashReceipt
{
    public required string Key { get; init; }

    public required string OrderId { get; init; }

    public required string OrderName { get; init; }

    /// <summary><c>소득공제</c> or <c>지출증빙</c>.</summary>
    public required string Type { get; init; }

    public required string IssueNumber { get; init; }

    public required string Identity { get; init; }

    public required long Amount { get; init; }

    public required long TaxFree { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Won that are still on the receipt.</summary>
    public long Balance { get; set; }

    /// <summary><c>CONFIRM</c>, or <c>CANCEL</c> for the row that takes one back.</summary>
    public required string TransactionType { get; init; }
}
