using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Orders.Search;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The timed verb that forgets whom orders were for, when the years of the law are over: without delay, and so that it
/// cannot be read again (개인정보 보호법 art. 21). What was sold, for how much and when stays: the books are about goods
/// and money, and <c>verify</c> still folds them.
/// </summary>
internal sealed class ForgetPersons(
    Database database,
    OrderTerms terms,
    IOptions<OrdersOptions> options,
    TimeProvider time,
    ILogger<ForgetPersons> logger) : ITimedVerb
{
    /// <summary>Counts of forgotten orders are nobody's.</summary>
    private static readonly Guid nobody = Guid.Empty;

    public string Name => "orders.forget-persons";

    public TimeSpan Every => options.Value.ForgetEvery;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var key = await terms.KeyAsync(cancel);
        var forgotten = await database.WriteAsync(open => ForgetAsync(open, key, cancel), cancel);
        if (forgotten > 0) OrdersLog.Forgotten(logger, forgotten);
        return forgotten == options.Value.ForgetBatchMax;
    }

    private async Task<int> ForgetAsync(Transaction open, byte[] key, CancellationToken cancel)
    {
        var before = time.GetUtcNow() - options.Value.PersonKept;
        var due = await open.QueryAsync<Guid>(
            OrdersStore.PersonsDue, new { before, limit = options.Value.ForgetBatchMax }, cancel);
        if (due.Count == 0) return 0;
        // Changed while we waited for the lock: its years begin again.
        var orders = (await OrderChanges.LockAsync(open, due, cancel)).Values
            .Where(order => order.ChangedAt < before && order.CustomerKey != order.Id)
            .ToList();
        var ids = orders.ConvertAll(order => order.Id);
        var attempts = new List<Attempt>();
        var reading = open.Round();
        FindAttempts.OfOrders(reading, ids, attempts);
        await reading.ExecuteAsync(cancel);
        var (taken, given) = Counts(orders, line => line.Limited ? line.VariantId : null);
        var (takenOffers, givenOffers) = Counts(orders, line => line.OfferLimited ? line.OfferId : null);
        var round = open.Round();
        round.Write(OrdersStore.TakeCount, taken);
        round.Write(OrdersStore.RemoveCount, taken);
        round.Write(OrdersStore.AddCount, given);
        round.Write(OrdersStore.TakeOfferCount, takenOffers);
        round.Write(OrdersStore.RemoveOfferCount, takenOffers);
        round.Write(OrdersStore.AddOfferCount, givenOffers);
        round.Write(OrdersStore.RemoveTerm, [.. orders.SelectMany(order => OrderTerms.OfPerson(order, key))]);
        round.Write(OrdersStore.BlankPerson, ids);
        round.Write(OrdersStore.BlankKeys, ids);
        round.Write(OrdersStore.BlankReasons, ids);
        foreach (var remove in OrdersStore.RemoveAll) round.Write(remove, ids);
        ForgetDetails.OfAttempts(round, attempts.ConvertAll(attempt => attempt.Id));
        await round.ExecuteAsync(cancel);
        return due.Count;
    }

    /// <summary>Pieces under a limit leave the customer's count; the sums per variant and offer stay what they are.
    /// </summary>
    private static (List<OrdersStore.CountRow> Taken, List<OrdersStore.CountRow> Given) Counts(
        List<Order> orders, Func<OrderLine, Guid?> limited)
    {
        var (taken, given) = (
            new SortedDictionary<(Guid What, Guid Customer), long>(),
            new SortedDictionary<(Guid What, Guid Customer), long>());
        foreach (var order in orders)
        {
            foreach (var line in order.Lines)
            {
                if (limited(line) is not { } what) continue;
                var (from, to) = ((what, order.CustomerKey), (what, nobody));
                taken[from] = taken.GetValueOrDefault(from) + line.Left;
                given[to] = given.GetValueOrDefault(to) + line.Left;
            }
        }

        return (OrdersStore.CountRow.Of(taken), OrdersStore.CountRow.Of(given));
    }
}
