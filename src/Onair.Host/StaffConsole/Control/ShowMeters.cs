using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Routing;
using Onair.Storage;

namespace Onair.Host.StaffConsole.Control;

/// <summary>
/// Reads watched shows once a second, however many pages of this node show them, and hands each page the same reading.
/// Nobody watches: nothing is read.
/// </summary>
internal sealed class ShowMeters(ShowMeterRooms rooms, TimeProvider time, ILogger<ShowMeters> logger)
{
    /// <summary>Shows that are watched at one time; more channels than a broadcaster has.</summary>
    private const int metersMax = 20;

    private readonly Lock turn = new();
    private readonly Dictionary<Guid, ShowMeter> meters = [];

    /// <summary>Watches a show; null when too many are. Dispose what comes back.</summary>
    /// <param name="show">Which.</param>
    /// <param name="tell">Told of each reading, and of each second without one.</param>
    public IDisposable? Watch(Guid show, Action<ShowReading?> tell)
    {
        lock (turn)
        {
            if (!meters.TryGetValue(show, out var meter))
            {
                if (meters.Count >= metersMax) return null;
                meters.Add(show, meter = new ShowMeter(show, rooms, time, logger));
                meter.Start();
            }

            return new Watcher(this, show, meter, tell);
        }
    }

    private void Leave(Guid show, ShowMeter meter, Action<ShowReading?> tell)
    {
        lock (turn)
        {
            if (!meter.Leave(tell)) return;
            meters.Remove(show);
        }

        meter.Stop();
    }

    private sealed class Watcher : IDisposable
    {
        private readonly ShowMeters all;
        private readonly Guid show;
        private readonly ShowMeter meter;
        private readonly Action<ShowReading?> tell;
        private bool isGone;

        public Watcher(ShowMeters all, Guid show, ShowMeter meter, Action<ShowReading?> tell)
        {
            (this.all, this.show, this.meter, this.tell) = (all, show, meter, tell);
            meter.Join(tell);
        }

        public void Dispose()
        {
            if (isGone) return;
            isGone = true;
            all.Leave(show, meter, tell);
        }
    }
}

/// <summary>The rooms that a reading is made of.</summary>
internal sealed record ShowMeterRooms(
    Database Database, ReadBroadcasts Broadcasts, ReadSales Sales, ShowResults Results, ReadStock Stock,
    MeasureJobs Jobs, LiveHub Hub, ProviderHealth Health, PaymentProviders Providers);

/// <summary>One show's reader.</summary>
internal sealed class ShowMeter(Guid show, ShowMeterRooms rooms, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan every = TimeSpan.FromSeconds(1);

    /// <summary>What facts bring late is a second behind; two minutes are plenty.</summary>
    private static readonly TimeSpan look = TimeSpan.FromMinutes(2);

    /// <summary>Sums over the whole show are read this seldom.</summary>
    private const int sumsEvery = 10;

    private readonly Lock turn = new();
    private readonly List<Action<ShowReading?>> told = [];
    private readonly CancellationTokenSource end = new();
    private readonly SalesTrack track = new();
    private readonly Dictionary<string, LocalText> names = new(StringComparer.Ordinal);
    private BroadcastResult? sums;
    private ShowReading? current;
    private long count;
    private long failed;

    public void Start() => _ = Task.Run(RunAsync);

    public void Stop() => end.Cancel();

    public void Join(Action<ShowReading?> tell)
    {
        lock (turn) told.Add(tell);
        if (current is { } known) tell(known);
    }

    /// <summary>True when nobody is left.</summary>
    public bool Leave(Action<ShowReading?> tell)
    {
        lock (turn)
        {
            told.Remove(tell);
            return told.Count == 0;
        }
    }

    private async Task RunAsync()
    {
        using var ticks = new PeriodicTimer(every, time);
        try
        {
            do
            {
                var reading = await TryReadAsync(end.Token);
                if (reading is not null) current = reading;
                Action<ShowReading?>[] all;
                lock (turn) all = [.. told];
                foreach (var tell in all) tell(reading);
            }
            while (await ticks.WaitForNextTickAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            // Nobody watches any more.
        }
        finally
        {
            end.Dispose();
        }
    }

    private async Task<ShowReading?> TryReadAsync(CancellationToken cancel)
    {
        try
        {
            return await ReadAsync(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A loop of its own: weather ends here, and the page says how old its numbers are.
            if (failed++ % sumsEvery == 0) ConsoleLog.MeterFailed(logger, show, error);
            return null;
        }
    }

    private async Task<ShowReading?> ReadAsync(CancellationToken cancel)
    {
        if (await rooms.Broadcasts.ByIdAsync(show, cancel) is not { } found) return null;
        var now = time.GetUtcNow();
        var skus = found.Offers.Select(offer => offer.Sku).Distinct(StringComparer.Ordinal).ToList();
        var since = current is null ? now.AddMinutes(-SalesTrack.MinutesMax) : now - look;
        track.Add(await rooms.Sales.RunAsync(found.Offers.ConvertAll(offer => offer.Id), since, cancel), now);
        track.Look(found.Offers, now);
        var stock = (await rooms.Stock.BySkuAsync(skus, cancel)).ToDictionary(s => s.Sku, StringComparer.Ordinal);
        if (count++ % sumsEvery == 0 || sums is null) sums = await rooms.Results.RunAsync(show, cancel);
        await NameAsync(skus, cancel);
        return new ShowReading
        {
            At = now,
            Show = found,
            Offers = found.Offers.ConvertAll(offer => new OfferReading(
                offer, names.GetValueOrDefault(offer.Sku, new LocalText(offer.Sku, offer.Sku)),
                LiveSnapshot.LeftOf(offer, stock), track.PerSecond(offer, now))),
            Viewers = rooms.Hub.ViewersOf(show),
            Seconds = track.Seconds(),
            Minutes = track.Minutes(),
            Total = sums?.Total ?? SalesSum.None,
            Conversion = sums?.Conversion,
            Providers = [.. rooms.Providers.Names.Select(name => (name, rooms.Health.StateOf(name)))],
            Jobs = await rooms.Jobs.RunAsync(cancel),
        };
    }

    /// <summary>Names of what was not named yet: they do not change while a show runs.</summary>
    private async Task NameAsync(List<string> skus, CancellationToken cancel)
    {
        var missing = skus.Where(sku => !names.ContainsKey(sku)).ToList();
        if (missing.Count == 0) return;
        var found = await rooms.Database.ReadAsync(
            async open =>
            {
                var rows = new List<SellableVariant>();
                var round = open.Round();
                ReadSellable.Into(round, missing, rows);
                await round.ExecuteAsync(cancel);
                return rows;
            },
            cancel);
        foreach (var variant in found) names[variant.Sku] = new LocalText(variant.NameKo, variant.NameEn);
    }
}
