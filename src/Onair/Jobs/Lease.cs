using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Whether a named lease is ours now.</summary>
public enum LeaseStatus
{
    Taken = 1,

    HeldByAnother = 2,
}

/// <summary>
/// A named lease: at most one holder at a time, moved to another node once it lapses. A holder may believe in a lease
/// that it has lost (a long pause, a wrong clock), so whoever needs more than "most likely alone" calls
/// <see cref="KeepAsync"/> inside the transaction that matters.
/// </summary>
public static class Lease
{
    /// <summary>Takes the lease, or renews it when it is ours already.</summary>
    public static async Task<LeaseStatus> TryTakeAsync(
        Transaction open, string name, string holder, DateTimeOffset now, TimeSpan length, CancellationToken cancel)
    {
        var taken = await TryTakeAsync(open, [name], holder, now, length, cancel);
        return taken.Count == 1 ? LeaseStatus.Taken : LeaseStatus.HeldByAnother;
    }

    /// <summary>Several leases at once; the names that are ours now.</summary>
    public static async Task<HashSet<string>> TryTakeAsync(
        Transaction open,
        IReadOnlyList<string> names,
        string holder,
        DateTimeOffset now,
        TimeSpan length,
        CancellationToken cancel)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var round = open.Round();
        round.Read(
            LeasesStore.Take,
            names.Order(StringComparer.Ordinal).Select(name => new LeaseWish(name, holder, now, now + length)).ToList(),
            row => row.Text(0),
            taken);
        await round.ExecuteAsync(cancel);
        return taken;
    }

    /// <summary>Renews the lease inside the transaction that leans on it:
    /// until the commit nobody can take it.</summary>
    public static async Task<LeaseStatus> KeepAsync(
        Transaction open, string name, string holder, DateTimeOffset now, TimeSpan length, CancellationToken cancel)
    {
        var kept = new List<string>(1);
        var round = open.Round();
        round.Read(LeasesStore.Keep, [new LeaseWish(name, holder, now, now + length)], row => row.Text(0), kept);
        await round.ExecuteAsync(cancel);
        return kept.Count == 1 ? LeaseStatus.Taken : LeaseStatus.HeldByAnother;
    }

    /// <summary>Gives the lease back, so that a stopped node is not waited for.</summary>
    public static Task ReleaseAsync(
        Transaction open, string name, string holder, DateTimeOffset now, CancellationToken cancel) =>
        open.ExecuteAsync(LeasesStore.Release, new { name, holder, now }, cancel);

    /// <summary>Keeps the holder's transactions out until this one ends, without taking its lease.</summary>
    internal static Task FreezeAsync(Transaction open, string name, CancellationToken cancel) =>
        open.ExecuteAsync(LeasesStore.Freeze, new { name }, cancel);
}
