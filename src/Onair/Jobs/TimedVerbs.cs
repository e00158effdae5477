using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Jobs;

/// <summary>
/// Runs each timed verb on the one node that holds its lease. All leases are renewed by one small write, so that an
/// idle shop hardly touches its disk. A node that takes a verb over runs it at once: it cannot know when it ran last,
/// and a timed verb is harmless to run twice.
/// </summary>
internal sealed class TimedVerbs : BackgroundService
{
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    private readonly Clock[] clocks;
    private readonly Database database;
    private readonly JobNode node;
    private readonly TimeSpan length;
    private readonly TimeProvider time;
    private readonly ILogger<TimedVerbs> logger;
    private readonly WakeSignal signal;
    private long renewedAt = long.MinValue;

    public TimedVerbs(
        IEnumerable<ITimedVerb> verbs,
        Database database,
        JobNode node,
        IOptions<JobsOptions> options,
        TimeProvider time,
        ILogger<TimedVerbs> logger)
    {
        clocks = [.. verbs.Select(verb => new Clock(verb))];
        if (clocks.DistinctBy(clock => clock.LeaseName).Count() != clocks.Length)
            throw new InvalidOperationException("Two timed verbs have the same name.");
        this.database = database;
        this.node = node;
        length = options.Value.LeaderLease;
        this.time = time;
        this.logger = logger;
        signal = new WakeSignal(time);
    }

    public override void Dispose()
    {
        signal.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (clocks.Length == 0) return;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await signal.WaitAsync(await LookAsync(stoppingToken), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop signal.
        }

        await Task.WhenAll(clocks.Select(clock => clock.Running));
        await ReleaseAsync();
    }

    /// <summary>Renews, starts what is due; the result is how long nothing will be.</summary>
    private async Task<TimeSpan> LookAsync(CancellationToken stop)
    {
        if (renewedAt == long.MinValue || time.GetElapsedTime(renewedAt) >= length / 3)
        {
            try
            {
                await RenewAsync(stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                JobsLog.TimersUnreachable(logger, pause, error);
                return pause;
            }
        }

        var now = time.GetUtcNow();
        var wait = length / 3;
        foreach (var clock in clocks)
        {
            if (clock.LeadsUntil <= now || !clock.Running.IsCompleted) continue;
            if (clock.NextAt <= now)
            {
                clock.NextAt = now + clock.Verb.Every;
                clock.Running = Task.Run(() => RunAsync(clock, stop), CancellationToken.None);
            }

            if (clock.NextAt - now < wait) wait = clock.NextAt - now;
        }

        return wait;
    }

    private async Task RenewAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var names = clocks.Select(clock => clock.LeaseName).ToList();
        var taken = await database.WriteAsync(
            open => Lease.TryTakeAsync(open, names, node.Name, now, length, stop), stop);
        renewedAt = time.GetTimestamp();
        foreach (var clock in clocks)
        {
            var leads = taken.Contains(clock.LeaseName);
            if (leads && clock.LeadsUntil <= now)
            {
                JobsLog.Leads(logger, clock.LeaseName);
                clock.NextAt = now;
            }

            clock.LeadsUntil = leads ? now + length : DateTimeOffset.MinValue;
        }
    }

    private async Task RunAsync(Clock clock, CancellationToken stop)
    {
        try
        {
            while (await clock.Verb.RunAsync(stop)
                && !stop.IsCancellationRequested
                && time.GetUtcNow() < clock.LeadsUntil)
            {
                // It found as much as its limit: again at once.
            }
        }
        catch (Exception error)
        {
            if (!stop.IsCancellationRequested) JobsLog.TimedVerbFailed(logger, clock.Verb.Name, error);
        }
        finally
        {
            signal.Set();
        }
    }

    private async Task ReleaseAsync()
    {
        try
        {
            var now = time.GetUtcNow();
            await database.WriteAsync(
                async open =>
                {
                    foreach (var clock in clocks.Where(clock => clock.LeadsUntil > now))
                        await Lease.ReleaseAsync(open, clock.LeaseName, node.Name, now, CancellationToken.None);
                },
                CancellationToken.None);
        }
        catch (Exception error)
        {
            // The leases lapse by themselves.
            JobsLog.TimersUnreachable(logger, TimeSpan.Zero, error);
        }
    }

    /// <summary>A timed verb on this node. <see cref="LeadsUntil"/> is written by the loop and read
    /// by the running verb.</summary>
    private sealed class Clock(ITimedVerb verb)
    {
        private long leadsUntil = DateTimeOffset.MinValue.UtcTicks;

        public ITimedVerb Verb => verb;

        public string LeaseName { get; } = "timer:" + verb.Name;

        public DateTimeOffset LeadsUntil
        {
            get => new(Volatile.Read(ref leadsUntil), TimeSpan.Zero);
            set => Volatile.Write(ref leadsUntil, value.UtcTicks);
        }

        public DateTimeOffset NextAt { get; set; }

        public Task Running { get; set; } = Task.CompletedTask;
    }
}
