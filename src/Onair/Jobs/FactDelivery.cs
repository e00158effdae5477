using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Delivers facts while this node holds the outbox's lease; one node does at a time,
/// the others stand by.</summary>
internal sealed class FactDelivery(
    Database database,
    DeliverFacts deliver,
    FactWakes wakes,
    JobNode node,
    IOptions<JobsOptions> options,
    TimeProvider time,
    ILogger<FactDelivery> logger) : BackgroundService
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan length = options.Value.LeaderLease;
    private bool leads;
    private long renewedAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wait = await LookAsync(stoppingToken);
                await wakes.Signal.WaitAsync(wait, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop signal; the transaction that ran was rolled back, and its facts wait.
        }

        await ReleaseAsync();
    }

    /// <summary>Delivers all that waits; the result is how long to wait for more.</summary>
    private async Task<TimeSpan> LookAsync(CancellationToken stop)
    {
        try
        {
            await LeadAsync(stop);
            if (!leads) return length / 3;
            while (await IsAnyWaitingAsync(stop))
            {
                var status = await deliver.RunAsync(stop);
                if (status == DeliverFactsStatus.NotLeading)
                {
                    leads = false;
                    return length / 3;
                }

                // A delivery renews the lease in its own transaction.
                renewedAt = time.GetTimestamp();
                if (status == DeliverFactsStatus.NothingWaits) break;
            }

            return options.Value.Poll;
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            JobsLog.DeliveryFailed(logger, pause, error);
            return pause;
        }
    }

    private async Task LeadAsync(CancellationToken stop)
    {
        if (leads && time.GetElapsedTime(renewedAt) < length / 3) return;
        var before = leads;
        leads = false;
        renewedAt = time.GetTimestamp();
        var taken = await database.WriteAsync(
            open => Lease.TryTakeAsync(open, DeliverFacts.LeaseName, node.Name, time.GetUtcNow(), length, stop), stop);
        leads = taken == LeaseStatus.Taken;
        if (leads && !before) JobsLog.Leads(logger, DeliverFacts.LeaseName);
    }

    private Task<bool> IsAnyWaitingAsync(CancellationToken stop) => database.ReadAsync(
        async open => await open.FirstAsync<long>(FactsStore.AnyWaiting, null, stop) > 0, stop);

    private async Task ReleaseAsync()
    {
        if (!leads) return;
        try
        {
            await database.WriteAsync(
                open => Lease.ReleaseAsync(
                    open, DeliverFacts.LeaseName, node.Name, time.GetUtcNow(), CancellationToken.None),
                CancellationToken.None);
        }
        catch (Exception error)
        {
            // The lease lapses by itself.
            JobsLog.DeliveryFailed(logger, TimeSpan.Zero, error);
        }
    }
}
