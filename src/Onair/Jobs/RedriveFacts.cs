using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Never renumber.</summary>
public enum RedriveFactsStatus
{
    /// <summary>Nothing that was asked for is parked any more.</summary>
    Redriven = 1,

    /// <summary>A fact failed again; it and what is behind it in its stream stay parked.</summary>
    FailedAgain = 2,

    /// <summary>Nothing is parked for this subscriber (and stream).</summary>
    NothingParked = 3,

    /// <summary>This process has no subscriber of that name.</summary>
    UnknownSubscriber = 4,

    /// <summary>The limit was reached; ask again for the rest.</summary>
    LimitReached = 5,

    /// <summary>The limit is not between 1 and the maximum.</summary>
    Invalid = 6,
}

/// <param name="Delivered">Facts delivered now.</param>
/// <param name="Reason">Why the first that failed again did so.</param>
public sealed record RedriveFactsAnswer(RedriveFactsStatus Status, int Delivered, string? Reason = null);

/// <summary>
/// Delivers parked facts in the order of their streams, each in one transaction with its removal. Each transaction
/// keeps the delivery of this moment out, so that no later fact of the stream can slip past or be parked behind
/// nothing.
/// </summary>
public sealed class RedriveFacts(Database database, IEnumerable<IFactSubscriber> subscribers)
{
    public const int LimitMax = 10_000;

    private const int pageMax = 500;

    /// <summary>One stream of a subscriber, at most <paramref name="limit"/> facts.</summary>
    public async Task<RedriveFactsAnswer> StreamAsync(
        string subscriber, Guid stream, int limit, CancellationToken cancel)
    {
        if (limit is < 1 or > LimitMax) return new(RedriveFactsStatus.Invalid, 0);
        var hearer = subscribers.FirstOrDefault(one => one.Name == subscriber);
        if (hearer is null) return new(RedriveFactsStatus.UnknownSubscriber, 0);
        for (var delivered = 0; delivered < limit; delivered++)
        {
            var (found, reason) = await NextAsync(hearer, stream, cancel);
            if (reason is not null) return new(RedriveFactsStatus.FailedAgain, delivered, reason);
            if (!found)
                return new(delivered > 0 ? RedriveFactsStatus.Redriven : RedriveFactsStatus.NothingParked, delivered);
        }

        return new(RedriveFactsStatus.LimitReached, limit);
    }

    /// <summary>All streams of a subscriber; a stream that fails again does not hold up the others.</summary>
    public async Task<RedriveFactsAnswer> AllAsync(string subscriber, int limit, CancellationToken cancel)
    {
        if (limit is < 1 or > LimitMax) return new(RedriveFactsStatus.Invalid, 0);
        if (!subscribers.Any(one => one.Name == subscriber)) return new(RedriveFactsStatus.UnknownSubscriber, 0);
        var delivered = 0;
        var found = false;
        string? reason = null;
        for (var after = 0L; ;)
        {
            var heads = await database.ReadAsync(
                open => open.QueryAsync<ParkedFact>(
                    FactsStore.ParkedHeads, new { subscriber, after, limit = pageMax }, cancel),
                cancel);
            foreach (var head in heads)
            {
                if (delivered == limit) return new(RedriveFactsStatus.LimitReached, delivered, reason);
                found = true;
                var answer = await StreamAsync(subscriber, head.Stream, limit - delivered, cancel);
                delivered += answer.Delivered;
                reason ??= answer.Reason;
            }

            if (heads.Count < pageMax) break;
            after = heads[^1].Id;
        }

        if (!found) return new(RedriveFactsStatus.NothingParked, 0);
        return new(reason is null ? RedriveFactsStatus.Redriven : RedriveFactsStatus.FailedAgain, delivered, reason);
    }

    /// <summary>Not found: the stream is free. A reason: the subscriber threw again,
    /// and nothing was changed but the count.</summary>
    private async Task<(bool Found, string? Reason)> NextAsync(
        IFactSubscriber subscriber, Guid stream, CancellationToken cancel)
    {
        long id = 0;
        try
        {
            var found = await database.WriteAsync(
                async open =>
                {
                    await Lease.FreezeAsync(open, DeliverFacts.LeaseName, cancel);
                    var next = await ReadNextAsync(open, new(subscriber.Name, stream), cancel);
                    if (next is null) return false;
                    id = next.Value.Id;
                    await subscriber.DeliverAsync([next.Value.Fact], open, cancel);
                    await open.ExecuteAsync(FactsStore.Unpark, new { id }, cancel);
                    return true;
                },
                cancel);
            return (found, null);
        }
        catch (Exception error) when (id > 0 && !cancel.IsCancellationRequested && !database.IsTransient(error))
        {
            var reason = DeliverFacts.FailureOf(error);
            await database.WriteAsync(
                open => open.ExecuteAsync(FactsStore.FailedAgain, new { id, reason }, cancel), cancel);
            return (true, reason);
        }
    }

    private static async Task<(long Id, Fact Fact)?> ReadNextAsync(
        Transaction open, ParkedStream parked, CancellationToken cancel)
    {
        var next = new List<(long Id, Fact Fact)>(1);
        var round = open.Round();
        round.Read(
            FactsStore.NextParked,
            [parked],
            row => (row.Int64(0), new Fact(row.Text(1), parked.Stream, row.Instant(2), row.Text(3))),
            next);
        await round.ExecuteAsync(cancel);
        return next.Count == 0 ? null : next[0];
    }
}
