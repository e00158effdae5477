namespace Onair.Payments;

/// <summary>Stored; never renumber.</summary>
public enum RefundState
{
    /// <summary>Asked for; the provider has not confirmed it.</summary>
    Pending = 1,

    /// <summary>Paid back.</summary>
    Done = 2,

    /// <summary>Refused for good. The money is still owed; a person decides how it goes back.</summary>
    Failed = 3,
}

/// <summary>
/// Some or all of a capture on its way back to the customer. The row is written before the provider is asked.
/// </summary>
public sealed record Refund
{
    public required Guid Id { get; init; }

    public required Guid AttemptId { get; init; }

    /// <summary>Integer won, at least 1.</summary>
    public required long Amount { get; init; }

    /// <summary>Won of VAT within; the provider's receipt is split by it.</summary>
    public long Vat { get; init; }

    /// <summary>Won that bear no VAT within.</summary>
    public long TaxFree { get; init; }

    /// <summary>Where a deposit goes back to, sealed; null for what goes back the way it came.</summary>
    public string? SealedAccount { get; init; }

    /// <summary>The same opened, only while the provider is asked.</summary>
    public RefundAccount? Account { get; init; }

    /// <summary>Why, in words the provider may show; at most 200 characters, no personal data.</summary>
    public required string Reason { get; init; }

    public required RefundState State { get; init; }

    /// <summary>The caller's key: asking twice under one key is asking once. 1-100 characters.</summary>
    public required string IdempotencyKey { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>By law it is paid back by then; null when no clock runs.</summary>
    public DateTimeOffset? DueAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The provider's id of the refund.</summary>
    public string? ProviderReference { get; init; }

    public string? FailureCode { get; init; }

    /// <summary>The key sent to the provider. The rule is stored format.</summary>
    public string ProviderKey => $"refund:{Id:N}";
}
