using Onair.Storage;

namespace Onair.Payments;

/// <param name="State">Only this state; null for all.</param>
/// <param name="Provider">Only this provider; empty for all.</param>
/// <param name="OrderNumber">Only this order's; empty for all.</param>
/// <param name="Before">The last id of the page before; null for the first page.</param>
/// <param name="Limit">Attempts per page, 1 to <see cref="ListAttempts.LimitMax"/>.</param>
public sealed record ListAttemptsRequest(
    AttemptState? State = null, string Provider = "", string OrderNumber = "", Guid? Before = null, int Limit = 50);

/// <summary>Never renumber.</summary>
public enum ListAttemptsStatus
{
    Listed = 1,

    /// <summary>The limit is not between 1 and the maximum.</summary>
    Invalid = 2,
}

/// <param name="Next">What to pass as <see cref="ListAttemptsRequest.Before"/>; null on the last page.</param>
public sealed record ListAttemptsAnswer(ListAttemptsStatus Status, IReadOnlyList<Attempt> Attempts, Guid? Next);

/// <summary>Attempts for an operator, newest first.</summary>
public sealed class ListAttempts(Database database)
{
    public const int LimitMax = 500;

    public async Task<ListAttemptsAnswer> RunAsync(ListAttemptsRequest request, CancellationToken cancel)
    {
        if (request.Limit is < 1 or > LimitMax) return new(ListAttemptsStatus.Invalid, [], null);
        var before = request.Before ?? Guid.AllBitsSet;
        var found = await database.ReadAsync(
            async open =>
            {
                var into = new List<Attempt>();
                var round = open.Round();
                if (request.OrderNumber.Length > 0)
                {
                    PaymentsStore.ReadAttemptsByNumber(round, [request.OrderNumber], into);
                }
                else
                {
                    PaymentsStore.ReadNewestFirst(
                        round,
                        new AttemptQuery(before, (int?)request.State ?? 0, request.Provider, request.Limit),
                        into);
                }

                await round.ExecuteAsync(cancel);
                return into;
            },
            cancel);
        // An order has a handful; the filters that its index does not know are applied here.
        var page = found
            .Where(a => a.Id.CompareTo(before) < 0
                && (request.State is null || a.State == request.State)
                && (request.Provider.Length == 0 || a.Provider == request.Provider))
            .OrderByDescending(a => a.Id)
            .Take(request.Limit)
            .ToList();
        return new(ListAttemptsStatus.Listed, page, page.Count == request.Limit ? page[^1].Id : null);
    }
}
