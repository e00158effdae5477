using Microsoft.Extensions.Hosting;
using Onair.Caches;
using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>
/// Carries a node's wake to the feeds of the others, where Redis connects them: their viewers then hear of a change
/// when it is made and not at their feed's next tick. A word says that something changed, not what.
/// </summary>
internal sealed class TellNodes(LiveWakes wakes, NodeWakes nodes, Database database, TimeProvider time)
    : BackgroundService
{
    private const string topic = "live";

    /// <summary>Twenty words a second at most: a feed that was woken looks no sooner than its own pace.</summary>
    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan idleWait = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.MayHaveNodes || !nodes.IsWanted) return;
        nodes.On(topic, _ => wakes.Hear());
        try
        {
            while (true)
            {
                await wakes.WaitToTellAsync(idleWait, stoppingToken);
                if (nodes.CanTell) await nodes.TellAsync(topic, "changed");
                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }
}
