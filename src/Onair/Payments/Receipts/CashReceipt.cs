namespace Onair.Payments.Receipts;

/// <summary>Where a receipt stands. Stored and sent; never renumber.</summary>
public enum CashReceiptState
{
    /// <summary>The customer wants it, and the money is not here yet.</summary>
    Asked = 1,

    /// <summary>To be issued: a job does it.</summary>
    Planned = 2,

    Issued = 3,

    /// <summary>It does not fit any more what the shop keeps, and is being taken back.</summary>
    Cancelling = 4,

    /// <summary>Taken back. What the shop still keeps has a receipt of its own, with the next place.</summary>
    Cancelled = 5,

    /// <summary>The provider refused for good, to issue it or (with a provider's key) to take it back.</summary>
    Failed = 6,

    /// <summary>Never issued: the money never came, or went back before.</summary>
    Dropped = 7,
}

/// <summary>Won of a receipt, and how they split.</summary>
/// <param name="Amount">VAT included.</param>
/// <param name="Vat">Won of VAT within.</param>
/// <param name="TaxFree">Won within that bear no VAT.</param>
public readonly record struct ReceiptAmounts(long Amount, long Vat, long TaxFree);

/// <summary>Whose name a receipt shall bear: sealed before it comes near the database.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="SealedNumber">From <see cref="ReceiptNumbers.SealAsync"/>.</param>
/// <param name="MaskedNumber">What may be shown of it.</param>
public sealed record ReceiptChoice(CashReceiptPurpose Purpose, string SealedNumber, string MaskedNumber);

/// <summary>What was sold, as a receipt says it.</summary>
/// <param name="Name">1-100 characters.</param>
/// <param name="Vat">Won of VAT within the capture.</param>
/// <param name="TaxFree">Won within it that bear none.</param>
public readonly record struct SoldGoods(string Name, long Vat, long TaxFree);

/// <summary>One receipt of one payment in cash: a transfer or a deposit.</summary>
public sealed record CashReceipt
{
    /// <summary>Characters of <see cref="OrderName"/>.</summary>
    public const int NameLengthMax = 100;

    /// <summary>The key of the issuing call is made of it: one call, one receipt.</summary>
    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    /// <summary>1 for the payment's first receipt, 2 for the one after a cancelled one.</summary>
    public required int Place { get; init; }

    public required string OrderNumber { get; init; }

    public required string OrderName { get; init; }

    public required CashReceiptPurpose Purpose { get; init; }

    /// <summary>True: nobody asked, and the law wants one all the same.</summary>
    public bool IsSelfIssued { get; init; }

    /// <summary>Null when it is self-issued, or was forgotten.</summary>
    public string? SealedNumber { get; init; }

    public string? MaskedNumber { get; init; }

    /// <summary>How the whole capture splits; what it is now follows from its refunds.</summary>
    public long CapturedVat { get; init; }

    public long CapturedTaxFree { get; init; }

    /// <summary>Fixed as soon as a call was made.</summary>
    public ReceiptAmounts Amounts { get; init; }

    public required CashReceiptState State { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>To be issued, or taken back, by then.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>When the provider was first asked to issue it; null while it can still change.</summary>
    public DateTimeOffset? CalledAt { get; init; }

    /// <summary>The key of the cancelling call is made of it.</summary>
    public Guid? CancelId { get; init; }

    public string? ProviderKey { get; init; }

    /// <summary>The tax office's number.</summary>
    public string? IssueNumber { get; init; }

    /// <summary>Where it can be seen.</summary>
    public Uri? Url { get; init; }

    public string? FailureCode { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Counts changes from 1; the guard of every update.</summary>
    public required int Version { get; init; }
}

/// <summary>Reads, without locks.</summary>
public static class FindReceipts
{
    /// <summary>Adds the read of the receipts of these attempts, per attempt in the order of their places.</summary>
    public static void OfAttempts(
        Storage.Round round, IReadOnlyList<Guid> attemptIds, List<CashReceipt> into) =>
        CashReceiptsStore.ReadOf(round, attemptIds, into);
}
