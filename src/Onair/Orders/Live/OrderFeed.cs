using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Storage;

namespace Onair.Orders.Live;

/// <summary>
/// The one source of news for the pages of orders at a node. It looks at the rows, so that it does not matter which
/// node changed them; and only while somebody watches. A look is three rounds, however many orders are watched.
/// </summary>
internal sealed class OrderFeed(
    OrderHub hub, Database database, IOptions<OrdersOptions> options, TimeProvider time, ILogger<OrderFeed> logger)
    : BackgroundService
{
    /// <summary>Orders of one read: their attempts stay within <see cref="PaymentsOptions.BatchMax"/>.</summary>
    private const int chunkMax = 200;

    private static readonly TimeSpan idleWait = TimeSpan.FromMinutes(1);

    private readonly OrderLiveOptions options = options.Value.Live;
    private long lookedAtAll;
    private long signedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        lookedAtAll = signedAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await hub.WaitAsync(hub.IsQuiet ? idleWait : options.LookEvery, stoppingToken);
                if (!hub.IsQuiet) await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Pages keep the last truth; the next look is a tick away.
                OrdersLog.FeedUnreachable(logger, error);
                await Task.Delay(options.LookEvery, time, CancellationToken.None);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancel)
    {
        var watched = hub.Watched();
        var isForAll = time.GetElapsedTime(lookedAtAll) >= options.LookAtAllEvery;
        if (isForAll) lookedAtAll = time.GetTimestamp();
        foreach (var chunk in watched.Where(topic => isForAll || topic.IsQuick).Chunk(chunkMax))
        {
            var byId = chunk.ToDictionary(topic => topic.Order);
            foreach (var shown in await ReadAsync(database, [.. byId.Keys], cancel))
                byId[shown.Order.Id].Publish(shown);
        }

        if (time.GetElapsedTime(signedAt) < options.HeartbeatEvery) return;
        signedAt = time.GetTimestamp();
        foreach (var topic in watched) topic.GiveSign();
    }

    /// <summary>Orders with all that their marks count, and nothing else: no lines, no timeline.</summary>
    internal static Task<List<ShownOrder>> ReadAsync(
        Database database, IReadOnlyList<Guid> ids, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var orders = new List<Order>(ids.Count);
            var attempts = new List<Attempt>(ids.Count);
            var first = open.Round();
            first.Read(OrdersStore.ById, ids, OrdersStore.Map, orders);
            FindAttempts.OfOrders(first, ids, attempts);
            await first.ExecuteAsync(cancel);
            var refunds = new List<Refund>();
            var receipts = new List<CashReceipt>();
            var second = open.Round();
            FindAttempts.RefundsOf(second, attempts.ConvertAll(a => a.Id), refunds);
            FindReceipts.OfAttempts(second, attempts.ConvertAll(a => a.Id), receipts);
            await second.ExecuteAsync(cancel);
            var withdrawals = await WithdrawalsStore.ReadOpenAsync(open, ids, cancel);
            var ofOrder = attempts.ToLookup(attempt => attempt.OrderId);
            var refundsOf = refunds.ToLookup(refund => refund.AttemptId);
            var receiptsOf = receipts.ToLookup(receipt => receipt.AttemptId);
            return orders.ConvertAll(order => new ShownOrder(order, [], [.. ofOrder[order.Id]])
            {
                Refunds = [.. ofOrder[order.Id].SelectMany(attempt => refundsOf[attempt.Id])],
                Receipts = [.. ofOrder[order.Id].SelectMany(attempt => receiptsOf[attempt.Id])],
                Withdrawal = withdrawals.GetValueOrDefault(order.Id),
            });
        },
        cancel);
}
