using Onair.Storage;

namespace Onair.Jobs;

/// <param name="Subscriber">Only this subscriber's; empty for all.</param>
/// <param name="After">The last id of the page before; 0 for the first page.</param>
/// <param name="Limit">Facts per page, 1 to <see cref="ListParkedFacts.LimitMax"/>.</param>
public sealed record ListParkedFactsRequest(string Subscriber = "", long After = 0, int Limit = 50);

/// <summary>Never renumber.</summary>
public enum ListParkedFactsStatus
{
    Listed = 1,

    /// <summary>The limit is not between 1 and the maximum.</summary>
    Invalid = 2,
}

/// <param name="Next">What to pass as <see cref="ListParkedFactsRequest.After"/>; null on the last page.</param>
public sealed record ListParkedFactsAnswer(
    ListParkedFactsStatus Status, IReadOnlyList<ParkedFact> Facts, long? Next);

/// <summary>Facts that subscribers could not take, oldest first.
/// One with no attempts waits behind one that failed.</summary>
public sealed class ListParkedFacts(Database database)
{
    public const int LimitMax = 500;

    public async Task<ListParkedFactsAnswer> RunAsync(ListParkedFactsRequest request, CancellationToken cancel)
    {
        if (request.Limit is < 1 or > LimitMax) return new(ListParkedFactsStatus.Invalid, [], Next: null);
        var facts = await database.ReadAsync(
            open => open.QueryAsync<ParkedFact>(
                FactsStore.ListParked,
                new { subscriber = request.Subscriber, after = request.After, limit = request.Limit },
                cancel),
            cancel);
        return new(ListParkedFactsStatus.Listed, facts, facts.Count == request.Limit ? facts[^1].Id : null);
    }
}
