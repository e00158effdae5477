using Onair.Jobs;
using Onair.Payments;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Orders.Search;

/// <summary>
/// Payment keys of orders that were paid late, as deposits are: <see cref="IndexOrders"/> has been there before.
/// </summary>
internal sealed class IndexPayments : IFactSubscriber
{
    /// <summary>Younger ones have their payment before they are indexed, with time to spare for the commit.</summary>
    private static readonly TimeSpan late = IndexOrders.Behind / 2;

    public string Name => "orders.index-payments";

    public bool Hears(string kind) => kind is OrderFacts.Paid;

    public async Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
    {
        var orders = facts.Where(fact => fact.At - TimeIds.TimeOf(fact.Stream) >= late)
            .Select(fact => fact.Stream).Distinct().ToList();
        if (orders.Count == 0) return;
        var attempts = new List<Attempt>();
        var reading = open.Round();
        FindAttempts.OfOrders(reading, orders, attempts);
        await reading.ExecuteAsync(cancel);
        var writing = open.Round();
        writing.Write(OrdersStore.AddTerm, [.. OrderTerms.OfPayments(attempts).Distinct()]);
        await writing.ExecuteAsync(cancel);
    }
}
