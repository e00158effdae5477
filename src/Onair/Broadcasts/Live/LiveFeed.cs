using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>
/// The one source of live updates at a node. While anybody watches, it reads what is watched after a commit of this
/// node, and every <see cref="BroadcastsOptions.UpdateEvery"/> for what other nodes did: one round for all pages. Two
/// updates are never closer than that, however much is sold between them.
/// </summary>
internal sealed class LiveFeed(
    LiveHub hub,
    LiveWakes wakes,
    Database database,
    JobNode node,
    IOptions<BroadcastsOptions> options,
    TimeProvider time,
    ILogger<LiveFeed> logger) : BackgroundService
{
    private static readonly TimeSpan idleWait = TimeSpan.FromMinutes(1);

    private long publishedAt;
    private long signedAt;
    private long countedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var every = options.Value.UpdateEvery;
        publishedAt = signedAt = time.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await wakes.WaitAsync(hub.IsQuiet ? idleWait : every, stoppingToken);
                if (hub.IsQuiet) continue;
                var early = every - time.GetElapsedTime(publishedAt);
                if (early > TimeSpan.Zero) await Task.Delay(early, time, stoppingToken);
                await LookAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                // Pages keep the last truth with its age; the next look is a tick away.
                LiveLog.FeedUnreachable(logger, error);
                await Task.Delay(every, time, CancellationToken.None);
            }
        }
    }

    /// <summary>Reads what is watched and tells who watches.</summary>
    internal async Task LookAsync(CancellationToken cancel)
    {
        wakes.Arm();
        var topics = hub.Watched();
        if (countedAt == 0 || time.GetElapsedTime(countedAt) >= options.Value.CountEvery)
        {
            countedAt = time.GetTimestamp();
            await CountAsync(topics, cancel);
        }

        var ids = topics.Where(t => t.Broadcast is not null).Select(t => t.Broadcast!.Value).Distinct().ToList();
        var shows = (await LiveReads.ShowsAsync(database, ids, cancel)).ToDictionary(live => live.Show.Id);
        var skus = topics.SelectMany(topic => topic.Skus)
            .Concat(shows.Values.SelectMany(live => live.Show.Offers.Select(offer => offer.Sku)));
        var stock = await LiveReads.StockAsync(database, skus, cancel);
        var now = time.GetUtcNow();
        var isNews = false;
        foreach (var topic in topics)
        {
            if (topic.Broadcast is not { } id)
            {
                isNews |= topic.Publish(LiveSnapshot.Of(topic.Skus, stock));
            }
            else if (shows.TryGetValue(id, out var live))
            {
                topic.Pace.Look(live.Show.Offers, now);
                isNews |= topic.Publish(
                    LiveSnapshot.Of(live, topic.Viewers + topic.Elsewhere, topic.Pace, stock, now));
            }
        }

        if (isNews) publishedAt = time.GetTimestamp();
        if (time.GetElapsedTime(signedAt) < options.Value.HeartbeatEvery) return;
        signedAt = time.GetTimestamp();
        foreach (var topic in topics) topic.GiveSign();
    }

    private async Task CountAsync(List<LiveTopic> topics, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var minute = new DateTimeOffset(now.Ticks - (now.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
        var rows = new List<AudienceRow>(topics.Count);
        foreach (var topic in topics)
        {
            if (topic.Broadcast is not { } id) continue;
            var (viewers, peak, joined) = topic.Count();
            rows.Add(new AudienceRow(id, minute, node.Name, viewers, peak, joined, now));
        }

        if (rows.Count == 0) return;
        // A node that was silent for three turns is taken for gone.
        var since = now - (3 * options.Value.CountEvery);
        var elsewhere = await database.WriteAsync(
            open => CountAudience.RunAsync(open, rows, node.Name, since, cancel), cancel);
        foreach (var topic in topics)
            if (topic.Broadcast is { } id) topic.Elsewhere = elsewhere.GetValueOrDefault(id);
    }
}
