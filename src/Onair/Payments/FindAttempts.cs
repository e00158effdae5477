using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// Reads, without locks unless a name says so. A list of ids has at most
/// <see cref="PaymentsOptions.BatchMax"/>; an order has at most <see
/// cref="PaymentsOptions.AttemptsPerOrderMax"/> attempts.
/// </summary>
public static class FindAttempts
{
    /// <summary>Adds the read of these attempts to a round.</summary>
    public static void ByIds(Round round, IReadOnlyList<Guid> ids, List<Attempt> into) =>
        PaymentsStore.ReadAttempts(round, ids, into);

    /// <summary>Adds a page of the walk over all attempts to a round.</summary>
    internal static void Walk(Round round, AttemptPage page, ICollection<AttemptGlance> into) =>
        PaymentsStore.ReadGlances(round, page, into);

    /// <summary>Adds the read of all attempts of these orders to a round; per order the oldest first.</summary>
    public static void OfOrders(Round round, IReadOnlyList<Guid> orderIds, List<Attempt> into) =>
        PaymentsStore.ReadAttemptsOfOrders(round, orderIds, into);

    /// <summary>Adds a page of the walk over attempts whose money is the shop's now to a round.</summary>
    internal static void WalkKept(Round round, AttemptPage page, ICollection<KeptMoney> into) =>
        PaymentsStore.ReadKept(round, page, into);

    public static async Task<Attempt?> ByIdAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        var found = new List<Attempt>(1);
        var round = open.Round();
        PaymentsStore.ReadAttempts(round, [id], found);
        await round.ExecuteAsync(cancel);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>One attempt, locked; null when it is not known.</summary>
    internal static async Task<Attempt?> LockAsync(Transaction open, Guid id, CancellationToken cancel) =>
        (await AttemptBatch.LockAsync(open, [id], cancel)).Find(id);

    /// <summary>Refunds of these attempts, per attempt the oldest first.</summary>
    public static void RefundsOf(Round round, IReadOnlyList<Guid> attemptIds, List<Refund> into) =>
        PaymentsStore.ReadRefundsOf(round, attemptIds, into);
}
