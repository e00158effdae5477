namespace Onair.Sandbox;

/// <summary>
/// The sandbox's time: another clock's (the real one, or one that a test moves) plus an offset that the control API can
/// move forward. Every wait of the sandbox waits here, so that days pass in a moment.
/// </summary>
public sealed class SandboxClock : TimeProvider, IDisposable
{
    private readonly TimeProvider inner;
    private readonly Lock gate = new();
    private readonly SortedSet<Timer> timers = new(Comparer<Timer>.Create(Timer.Compare));
    private readonly ITimer alarm;
    private TimeSpan offset;
    private long made;

    public SandboxClock(TimeProvider inner)
    {
        this.inner = inner;
        alarm = inner.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How far ahead of the other clock.</summary>
    public TimeSpan Offset
    {
        get { lock (gate) return offset; }
    }

    /// <summary>When the next wait ends; null: nothing waits. A driver of virtual time moves to it.</summary>
    public DateTimeOffset? NextDue
    {
        get { lock (gate) return timers.Min?.Due; }
    }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return Now();
    }

    public override long GetTimestamp() =>
        inner.GetTimestamp() + (long)(Offset.TotalSeconds * inner.TimestampFrequency);

    /// <summary>Moves on, and stops at every wait that ends on the way: each sees the time it waited for.</summary>
    /// <param name="span">Not negative: time does not go back.</param>
    public void Advance(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        DateTimeOffset until;
        lock (gate) until = Now() + span;
        while (true)
        {
            lock (gate)
            {
                var now = Now();
                var stop = timers.Min is { } first && first.Due < until ? first.Due : until;
                if (stop > now) offset += stop - now;
            }

            Ring();
            lock (gate)
            {
                if (Now() >= until) return;
            }
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, Interlocked.Increment(ref made), callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Dispose() => alarm.Dispose();

    private DateTimeOffset Now() => inner.GetUtcNow() + offset;

    private void Ring()
    {
        while (true)
        {
            Timer? due;
            lock (gate)
            {
                due = timers.Min;
                if (due is null || due.Due > Now())
                {
                    Arm();
                    return;
                }

                timers.Remove(due);
                if (due.Period > TimeSpan.Zero)
                {
                    due.Due += due.Period;
                    timers.Add(due);
                }
            }

            due.Call();
        }
    }

    /// <summary>Under the gate.</summary>
    private void Arm()
    {
        if (timers.Min is not { } next) return;
        // The clock below counts milliseconds: without the one more, it would ring a moment early, again and again.
        var wait = next.Due - Now();
        alarm.Change(
            wait <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)),
            Timeout.InfiniteTimeSpan);
    }

    private sealed class Timer(SandboxClock clock, long number, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public static int Compare(Timer? a, Timer? b)
        {
            var byTime = a!.Due.CompareTo(b!.Due);
            return byTime != 0 ? byTime : a.Number.CompareTo(b.Number);
        }

        private long Number => number;

        public void Call() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock.Now() + dueTime;
                Period = period;
                clock.timers.Add(this);
                if (ReferenceEquals(clock.timers.Min, this)) clock.Arm();
                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
