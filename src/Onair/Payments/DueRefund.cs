using Onair.Storage;

namespace Onair.Payments;

/// <summary>Money that is owed and has a day by which it must be back.</summary>
public sealed class DueRefund
{
    public Guid Id { get; init; }

    public string OrderNumber { get; init; } = "";

    /// <summary>Won.</summary>
    public long Amount { get; init; }

    public DateTimeOffset DueAt { get; init; }

    /// <summary>Pending, or Failed: refused for good, and still owed.</summary>
    public RefundState State { get; init; }

    /// <summary>1: it was paid by deposit, and nobody said where it goes back to.</summary>
    public long NeedsAccount { get; init; }

    /// <summary>Those due before a time, the most urgent first.</summary>
    /// <param name="open">The caller's snapshot.</param>
    /// <param name="before">Instants before this one.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="cancel">Gives up.</param>
    public static Task<List<DueRefund>> ListAsync(
        Transaction open, DateTimeOffset before, int limit, CancellationToken cancel) =>
        PaymentsStore.DueAsync(open, before, limit, cancel);

    /// <summary>How many are too late now.</summary>
    public static Task<long> CountOverdueAsync(Transaction open, DateTimeOffset now, CancellationToken cancel) =>
        PaymentsStore.CountOverdueAsync(open, now, cancel);
}
