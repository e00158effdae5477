using Onair.Storage;

namespace Onair.Jobs;

/// <summary>Jobs of one kind. Done jobs are history and are not counted.</summary>
/// <param name="OldestDue">Since when the oldest one has been due and not started, or its lease lapsed;
/// null when nothing is due.</param>
public sealed record JobKindLag(string Kind, long Waiting, long Leased, long Dead, DateTimeOffset? OldestDue)
{
    /// <summary>How far the workers are behind.</summary>
    public TimeSpan Behind(DateTimeOffset now) =>
        OldestDue is { } due && due < now ? now - due : TimeSpan.Zero;
}

/// <summary>How far this shop is behind with its work.</summary>
/// <param name="At">When it was measured.</param>
/// <param name="Kinds">Kinds that have a live or dead job, by name.</param>
/// <param name="EnvelopesWaiting">Outbox rows that are not delivered yet.</param>
/// <param name="OldestEnvelope">When the oldest of them was written; null when none waits.</param>
/// <param name="FactsParked">Facts that wait for an operator.</param>
public sealed record JobsLag(
    DateTimeOffset At,
    IReadOnlyList<JobKindLag> Kinds,
    long EnvelopesWaiting,
    DateTimeOffset? OldestEnvelope,
    long FactsParked);

/// <summary>Counts what waits, runs and is dead, and since when the oldest has been due:
/// for /metrics and health.</summary>
public sealed class MeasureJobs(Database database, TimeProvider time)
{
    public Task<JobsLag> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            async open =>
            {
                var rows = await open.QueryAsync<StateCount>(JobsStore.Lag, new { now }, cancel);
                var facts = await open.FirstAsync<FactCounts>(FactsStore.Lag, null, cancel);
                return new JobsLag(
                    now,
                    [.. rows.GroupBy(row => row.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal).Select(OfKind)],
                    facts!.Waiting,
                    At(facts.OldestAt),
                    facts.Parked);
            },
            cancel);
    }

    /// <summary>Envelopes that wait and facts that are parked, in the caller's snapshot:
    /// 0 when everybody has heard everything.</summary>
    public static async Task<long> UndeliveredAsync(Transaction open, CancellationToken cancel)
    {
        var facts = await open.FirstAsync<FactCounts>(FactsStore.Lag, null, cancel);
        return facts!.Waiting + facts.Parked;
    }

    private static JobKindLag OfKind(IGrouping<string, StateCount> kind)
    {
        long Of(JobState state) => kind.Where(row => row.State == state).Sum(row => row.Count);
        return new(
            kind.Key, Of(JobState.Waiting), Of(JobState.Leased), Of(JobState.Dead), At(kind.Min(row => row.OldestDue)));
    }

    private static DateTimeOffset? At(long? microseconds) =>
        microseconds is { } value ? Instants.FromMicroseconds(value) : null;

    private sealed class StateCount
    {
        public string Kind { get; init; } = "";

        public JobState State { get; init; }

        public long Count { get; init; }

        public long? OldestDue { get; init; }
    }

    private sealed class FactCounts
    {
        public long Waiting { get; init; }

        public long? OldestAt { get; init; }

        public long Parked { get; init; }
    }
}
