using System.Diagnostics.Metrics;
using Onair.Jobs;
using Onair.Payments;
using Onair.Primitives;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Looks for money that was captured for an order which is not paid, and is not on its way back. Settling does both in
/// one transaction, so that there should be none; this looks at the rows, and so at every cause. Each attempt is looked
/// at when it is two minutes old, and again at half an hour. The daily comparison with the providers' books
/// (<c>Payments/Reconciliation</c>) sees the rest.
/// </summary>
internal sealed class WatchPaidOrders : ITimedVerb, IDisposable
{
    /// <summary>Attempts of one look; a full page is followed by another at once.</summary>
    private const int pageMax = 2000;

    /// <summary>Findings that are followed until they are gone; a shop with more has been told enough.</summary>
    private const int foundMax = 100;

    /// <summary>A node that takes over begins so far back.</summary>
    private static readonly TimeSpan lookBack = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly TimeProvider time;
    private readonly Meter meter = new(ShopSignals.Name);
    private readonly Cursor[] cursors = [new(TimeSpan.FromMinutes(2)), new(TimeSpan.FromMinutes(30))];
    private Dictionary<Guid, Guid> found = [];
    private (DateTimeOffset At, long Count)? last;

    public WatchPaidOrders(Database database, TimeProvider time)
    {
        this.database = database;
        this.time = time;
        meter.CreateObservableGauge(
            "onair.orders.paid_without_order", Found, "{attempt}",
            "Payments kept for orders that are not paid; must be 0");
    }

    public string Name => "orders.watch-paid";

    /// <summary>How many there were at the last look; null before the first.</summary>
    internal long? Count => last?.Count;

    public TimeSpan Every => TimeSpan.FromSeconds(20);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (more, kept) = await database.ReadAsync(open => LookAsync(open, now, cancel), cancel);
        found = kept;
        last = (now, kept.Count);
        return more;
    }

    public void Dispose() => meter.Dispose();

    private async Task<(bool More, Dictionary<Guid, Guid> Kept)> LookAsync(
        Transaction open, DateTimeOffset now, CancellationToken cancel)
    {
        var pages = cursors.Select(_ => new List<KeptMoney>()).ToList();
        var again = new List<Attempt>();
        var first = open.Round();
        for (var i = 0; i < cursors.Length; i++)
        {
            var begin = cursors[i].At ?? TimeIds.First(now - cursors[i].Age - lookBack);
            FindAttempts.WalkKept(
                first, new AttemptPage(begin, TimeIds.First(now - cursors[i].Age), pageMax), pages[i]);
        }

        FindAttempts.ByIds(first, [.. found.Keys], again);
        await first.ExecuteAsync(cancel);
        var kept = pages.SelectMany(page => page).Where(money => money.IsKept)
            .Concat(again.Where(a => a.Captured > 0 && a.Refunding + a.Refunded == 0)
                .Select(a => new KeptMoney(a.Id, a.OrderId, true)))
            .DistinctBy(money => money.Id).ToList();
        var paid = new HashSet<Guid>();
        var second = open.Round();
        second.Read(
            OrdersStore.PaidOf, kept.Select(money => money.OrderId).Distinct().ToList(), row => row.Uuid(0), paid);
        await second.ExecuteAsync(cancel);
        for (var i = 0; i < cursors.Length; i++)
            cursors[i].At = pages[i].Count > 0 ? pages[i][^1].Id : TimeIds.First(now - cursors[i].Age);
        var left = kept.FindAll(money => !paid.Contains(money.OrderId)).Take(foundMax)
            .ToDictionary(money => money.Id, money => money.OrderId);
        return (pages.Exists(page => page.Count == pageMax), left);
    }

    private IEnumerable<Measurement<long>> Found()
    {
        if (last is { } measured && time.GetUtcNow() - measured.At < freshness) yield return new(measured.Count);
    }

    /// <summary>How far attempts of one age were looked at.</summary>
    private sealed class Cursor(TimeSpan age)
    {
        public TimeSpan Age => age;

        public Guid? At { get; set; }
    }
}
