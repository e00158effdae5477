using Onair.Catalog;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Broadcasts.Sample;

/// <summary>
/// Keeps a week of shows in the schedule of a sample shop. Registered only where the sample is wanted, and idle in a
/// shop whose catalog is not the sample: there its practice item is missing.
/// </summary>
public sealed class KeepSampleSchedule(Database database, TimeProvider time) : ITimedVerb
{
    /// <summary>Only the sample sells it.</summary>
    private const string practiceSku = "DEMO-LOSTANSWER";

    private const int hoursAhead = 7 * 24;

    public string Name => "broadcasts.keep-sample-schedule";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        await database.WriteAsync(open => RunAsync(open, cancel), cancel);
        return false;
    }

    /// <summary>The result: shows that were added.</summary>
    public async Task<int> RunAsync(Transaction open, CancellationToken cancel)
    {
        await open.QueryAsync<string>(BroadcastsStore.LockSchedule, null, cancel);
        var now = time.GetUtcNow().ToStored();
        var first = SamplePlan.HourOf(now);
        var there = new List<Broadcast>();
        var variants = new List<SellableVariant>();
        var round = open.Round();
        round.Read(
            BroadcastsStore.Between,
            [new(first, first.AddHours(hoursAhead), BroadcastsOptions.PageMax)],
            BroadcastsStore.Map,
            there);
        ReadSellable.Into(round, [practiceSku, .. SamplePlan.Skus], variants);
        await round.ExecuteAsync(cancel);
        var sold = variants.ToDictionary(variant => variant.Sku, StringComparer.Ordinal);
        if (!sold.ContainsKey(practiceSku)) return 0;
        // An hour that a producer took, or whose show was ended early, is left alone.
        var taken = there.Where(show => show.Feed == SamplePlan.Feed).ToList();
        var shows = new List<Broadcast>();
        for (var hour = first; hour < first.AddHours(hoursAhead); hour = hour.AddHours(1))
        {
            if (taken.Exists(show => show.StartsAt < hour.AddHours(1) && show.EndsAt > hour)) continue;
            if (SamplePlan.Of(hour, sold) is { } draft) shows.Add(ScheduleBroadcast.Make(draft, sold, now));
        }

        if (shows.Count > 0) await ScheduleBroadcast.WriteAsync(open, shows, now, cancel);
        return shows.Count;
    }
}
