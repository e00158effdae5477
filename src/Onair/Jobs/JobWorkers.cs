using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Jobs;

/// <summary>
/// Works off the queue on this node: one loop that looks (woken, or every <see cref="JobsOptions.Poll"/>), and per kind
/// at most <see cref="JobKindOptions.WorkersMax"/> workers that run while there is something to claim. An idle node
/// makes one read per look and no write.
/// </summary>
internal sealed class JobWorkers : BackgroundService
{
    /// <summary>Wait after the database could not be reached: long enough not to fill a log,
    /// short enough to be noticed.</summary>
    private static readonly TimeSpan pause = TimeSpan.FromSeconds(1);

    private readonly Shift[] shifts;
    private readonly JobWakes wakes;
    private readonly ClaimJobs claim;
    private readonly RunJobs run;
    private readonly JobsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<JobWorkers> logger;
    private readonly CancellationTokenSource abort = new();

    public JobWorkers(
        IEnumerable<IJobHandler> handlers,
        JobWakes wakes,
        ClaimJobs claim,
        RunJobs run,
        IOptions<JobsOptions> options,
        TimeProvider time,
        ILogger<JobWorkers> logger)
    {
        shifts = [.. handlers.Select(handler => new Shift(handler))];
        if (shifts.DistinctBy(shift => shift.Kind).Count() != shifts.Length)
            throw new InvalidOperationException("Two job handlers have the same kind.");
        foreach (var shift in shifts)
            Validator.ValidateObject(shift.Handler.Options, new(shift.Handler.Options), validateAllProperties: true);
        this.wakes = wakes;
        this.claim = claim;
        this.run = run;
        this.options = options.Value;
        this.time = time;
        this.logger = logger;
    }

    public override void Dispose()
    {
        abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lookedAt = long.MinValue;
        foreach (var shift in shifts) wakes.Open(shift.Kind);
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                var wait = StartWoken(stoppingToken);
                if (lookedAt == long.MinValue || time.GetElapsedTime(lookedAt) >= options.Poll)
                {
                    lookedAt = time.GetTimestamp();
                    if (!await StartDueAsync(stoppingToken)) wait = pause;
                }

                await wakes.Signal.WaitAsync(wait, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The stop signal: what runs may end.
        }

        // What is leased and waits to be begun is run: nobody else would before its lease lapses.
        foreach (var shift in shifts.Where(shift => wakes.HasHanded(shift.Kind))) Start(shift, stoppingToken);
        await EndShiftsAsync();
    }

    /// <summary>The result is how long to wait before the next look.</summary>
    private TimeSpan StartWoken(CancellationToken stop)
    {
        var wait = options.Poll;
        foreach (var shift in shifts)
        {
            // A kind whose workers are all busy stays woken; the next one that ends takes it.
            var isHanded = wakes.HasHanded(shift.Kind);
            if ((!isHanded && !wakes.IsWoken(shift.Kind)) || !shift.HasPlace) continue;
            // Of handed jobs two batches are on their way: one is called and settled while the other's commit waits.
            var early = isHanded && shift.Count < 2 ? TimeSpan.Zero : EarlyFor(shift);
            if (early > TimeSpan.Zero) wait = early < wait ? early : wait;
            else if (isHanded || wakes.Take(shift.Kind)) Start(shift, stop);
        }

        return wait;
    }

    /// <summary>How long it is too early for another worker of this kind; zero or less when it is not.</summary>
    private TimeSpan EarlyFor(Shift shift) =>
        shift.Count == 0 ? TimeSpan.Zero : options.HelpAfter - time.GetElapsedTime(shift.BeganAt);

    /// <summary>False when the database could not be asked.</summary>
    private async Task<bool> StartDueAsync(CancellationToken stop)
    {
        try
        {
            var free = shifts.Where(shift => shift.HasPlace).Select(shift => shift.Kind).ToList();
            if (free.Count == 0) return true;
            var due = await claim.DueAsync(free, stop);
            foreach (var shift in shifts)
            {
                if (due.Contains(shift.Kind) && shift.HasPlace && EarlyFor(shift) <= TimeSpan.Zero) Start(shift, stop);
            }

            return true;
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            JobsLog.QueueUnreachable(logger, pause, error);
            return false;
        }
    }

    private void Start(Shift shift, CancellationToken stop)
    {
        shift.BeganAt = time.GetTimestamp();
        shift.Begin(() => Task.Run(() => WorkAsync(shift, stop), CancellationToken.None));
    }

    private async Task WorkAsync(Shift shift, CancellationToken stop)
    {
        try
        {
            int claimed;
            do
            {
                shift.BeganAt = time.GetTimestamp();
                var handed = wakes.TakeHanded(shift.Kind, shift.Handler.Options.BatchMax);
                if (handed.Count > 0) await run.RunHandedAsync(shift.Handler, handed, abort.Token);
                if (handed.Count > 0 && !wakes.IsWoken(shift.Kind)) claimed = 0;
                else claimed = await run.RunAsync(shift.Handler, stop, abort.Token);
                // A full batch means more: another worker may help.
                if (claimed == shift.Handler.Options.BatchMax && shift.HasPlace) wakes.Wake(shift.Kind);
            }
            while (wakes.HasHanded(shift.Kind)
                || (!stop.IsCancellationRequested
                    && (claimed == shift.Handler.Options.BatchMax || wakes.Take(shift.Kind))));
        }
        catch (Exception error)
        {
            // What was leased and could not be written down lapses and is run again.
            JobsLog.QueueUnreachable(logger, pause, error);
            if (!stop.IsCancellationRequested) await Task.Delay(pause, time, CancellationToken.None);
        }
        finally
        {
            shift.End();
            wakes.Signal.Set();
        }
    }

    private async Task EndShiftsAsync()
    {
        var ending = Task.WhenAll(shifts.Select(shift => shift.WhenEmpty()));
        if (await Task.WhenAny(ending, Task.Delay(options.StopWait, time, CancellationToken.None)) == ending) return;
        JobsLog.BatchesLeft(logger, shifts.Sum(shift => shift.Count), options.StopWait);
        await abort.CancelAsync();
        // Cancelled handlers give their jobs back, if they listen.
        await Task.WhenAny(ending, Task.Delay(pause, time, CancellationToken.None));
    }

    /// <summary>The workers of one kind.</summary>
    private sealed class Shift(IJobHandler handler)
    {
        private readonly Lock gate = new();
        private readonly List<Task> workers = [];
        private int count;
        private long beganAt;

        public IJobHandler Handler => handler;

        public string Kind => handler.Kind;

        public int Count => Volatile.Read(ref count);

        /// <summary>When the last batch of any worker began; written by all of them.</summary>
        public long BeganAt
        {
            get => Volatile.Read(ref beganAt);
            set => Volatile.Write(ref beganAt, value);
        }

        public bool HasPlace => Count < handler.Options.WorkersMax;

        /// <summary>Called by the one loop only, so that HasPlace still holds.</summary>
        public void Begin(Func<Task> work)
        {
            lock (gate)
            {
                workers.RemoveAll(worker => worker.IsCompleted);
                Interlocked.Increment(ref count);
                workers.Add(work());
            }
        }

        public void End() => Interlocked.Decrement(ref count);

        public Task WhenEmpty()
        {
            lock (gate) return Task.WhenAll(workers);
        }
    }
}
