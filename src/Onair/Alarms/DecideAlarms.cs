using Onair.Series;

namespace Onair.Alarms;

/// <summary>
/// Pure: rules and series in, alarms out.
/// <code>
/// :: 1 read      each rule's points from the windows
/// :: 2 judge     M of N by both thresholds; phase, warm-up, keep firing
/// :: 3 compose   alarms that are made of alarms
/// :: 4 hush      what another alarm explains calls nobody
/// </code>
/// </summary>
public static class DecideAlarms
{
    /// <param name="rules">Those that are on; composites may come before what they are made of.</param>
    /// <param name="windows">Up to the moment of the decision.</param>
    /// <param name="before">How alarms stood, by their keys.</param>
    /// <param name="failed">Told of a rule that could not be evaluated: its alarms stay as they are.</param>
    public static List<AlarmState> Decide(
        IReadOnlyList<(AlarmRule Rule, int Revision)> rules, AlarmWindows windows,
        IReadOnlyDictionary<string, AlarmState> before, Action<AlarmRule, Exception> failed)
    {
        var now = windows.Recent.Until;
        var states = new List<AlarmState>();
        foreach (var (rule, revision) in rules.Where(r => r.Rule.Composite is null))
        {
            try
            {
                // :: 1 read
                var readings = RuleReading.Of(rule, windows).ToList();
                // :: 2 judge
                states.AddRange(readings.Select(reading => Judge(
                    rule, revision, reading, Before(before, rule, reading.Group), windows.Recent)));
                states.AddRange(Gone(rule, revision, readings, before, now));
            }
            catch (Exception error)
            {
                // One bad rule must not blind the others.
                failed(rule, error);
                states.AddRange(before.Values.Where(state => state.Rule == rule.Id)
                    .Select(state => state with { Health = AlarmHealth.Failed, EvaluatedAt = now }));
            }
        }

        // :: 3 compose
        var firing = states.Where(state => state.IsFiring).Select(state => state.Rule).ToHashSet();
        foreach (var (rule, revision) in rules)
        {
            if (rule.Composite is not { } of) continue;
            states.Add(Compose(rule, revision, of, firing, Before(before, rule, ""), windows.Recent));
        }

        // :: 4 hush
        var loud = states.Where(state => state.IsFiring).Select(state => state.Rule).ToHashSet();
        var byId = rules.ToDictionary(r => r.Rule.Id, r => r.Rule, StringComparer.Ordinal);
        return states.ConvertAll(state => state with
        {
            IsSuppressed = state.IsFiring && byId[state.Rule].SuppressedBy.Any(loud.Contains),
        });
    }

    /// <summary>Pure: one alarm.</summary>
    public static AlarmState Judge(
        AlarmRule rule, int revision, RuleReading reading, AlarmState? before, SeriesWindow recent)
    {
        var now = recent.Until;
        var health = !RuleReading.IsInPhase(rule, recent) ? AlarmHealth.OutOfPhase
            : IsWarmingUp(rule, recent) ? AlarmHealth.WarmUp
            : reading.IsPartial ? AlarmHealth.PartialData
            : AlarmHealth.Evaluated;
        var raw = health switch
        {
            AlarmHealth.OutOfPhase => AlarmLevel.Ok,
            AlarmHealth.WarmUp => before?.Level ?? AlarmLevel.Insufficient,
            _ => LevelOf(rule, reading, before),
        };
        return Settle(rule, revision, reading.Group, raw, health, reading.Last, before, now);
    }

    private static AlarmState Settle(
        AlarmRule rule, int revision, string group, AlarmLevel raw, AlarmHealth health, Reading last,
        AlarmState? before, DateTimeOffset now)
    {
        var level = raw;
        var breachedAt = before?.BreachedAt;
        if (IsFiring(raw) && (before is null || !IsWorse(before.Level, raw))) breachedAt = now;
        var isEnding = before is { IsFiring: true } && IsWorse(before.Level, raw);
        // What flaps is one alarm: it goes on for a while after the last bad point.
        var isFresh = isEnding && now - (before!.BreachedAt ?? before.Since) < rule.KeepFiring;
        if (isFresh && health != AlarmHealth.OutOfPhase) level = before!.Level;
        else if (isEnding) breachedAt = IsFiring(level) ? now : null;
        return new AlarmState
        {
            Rule = rule.Id, Group = group, RuleRevision = revision, Level = level, Health = health,
            Since = before is not null && before.Level == level ? before.Since : now,
            Value = last.State == ReadingState.Measured ? last.Value : null, Samples = last.Samples,
            BreachedAt = breachedAt, EvaluatedAt = now,
        };
    }

    private static AlarmLevel LevelOf(AlarmRule rule, RuleReading reading, AlarmState? before)
    {
        var (m, n) = rule.Burn is null ? (rule.M, rule.N) : (1, 1);
        var critical = reading.Critical.Length == 0
            ? PointsVerdict.Ok
            : PointsOfN.Decide(reading.Critical, m, n, rule.Missing);
        if (critical == PointsVerdict.Alarm) return AlarmLevel.Critical;
        var warning = reading.Warning.Length == 0
            ? PointsVerdict.Ok
            : PointsOfN.Decide(reading.Warning, m, n, rule.Missing);
        if (warning == PointsVerdict.Alarm) return AlarmLevel.Warning;
        if (critical == PointsVerdict.Retain || warning == PointsVerdict.Retain)
            return before?.Level ?? Unknown(reading);
        return critical == PointsVerdict.Insufficient || warning == PointsVerdict.Insufficient
            ? Unknown(reading)
            : AlarmLevel.Ok;
    }

    private static AlarmLevel Unknown(RuleReading reading) =>
        reading.Last.State == ReadingState.NoTraffic ? AlarmLevel.NoTraffic : AlarmLevel.Insufficient;

    private static AlarmState Compose(
        AlarmRule rule, int revision, CompositeOf of, HashSet<string> firing, AlarmState? before, SeriesWindow recent)
    {
        var count = of.All.Concat(of.Any).Count(firing.Contains);
        var holds = (of.All.Count > 0 && of.All.All(firing.Contains)) || of.Any.Any(firing.Contains);
        var isInPhase = RuleReading.IsInPhase(rule, recent);
        return Settle(
            rule, revision, "", holds && isInPhase ? of.Severity : AlarmLevel.Ok,
            isInPhase ? AlarmHealth.Evaluated : AlarmHealth.OutOfPhase,
            new Reading(ReadingState.Measured, count, of.All.Count + of.Any.Count), before, recent.Until);
    }

    /// <summary>A value of the label that is not seen any more: nobody knows, by the rule's own policy.</summary>
    private static IEnumerable<AlarmState> Gone(
        AlarmRule rule, int revision, List<RuleReading> readings, IReadOnlyDictionary<string, AlarmState> before,
        DateTimeOffset now)
    {
        if (rule.Burn is null && SignalCatalogue.Find(rule.Signal)!.By.Length == 0) yield break;
        foreach (var state in before.Values)
        {
            if (state.Rule != rule.Id || readings.Exists(reading => reading.Group == state.Group)) continue;
            var raw = rule.Missing switch
            {
                MissingPolicy.Ignore => state.Level,
                MissingPolicy.NotBreaching => AlarmLevel.Ok,
                MissingPolicy.Breaching => rule.Worst,
                MissingPolicy.Missing => AlarmLevel.Insufficient,
            };
            yield return Settle(
                rule, revision, state.Group, raw, AlarmHealth.PartialData, Reading.Missing, state, now);
        }
    }

    private static bool IsWarmingUp(AlarmRule rule, SeriesWindow recent)
    {
        for (var at = 0; at < recent.Count; at++)
            if (recent.NodesAt(at) > 0) return recent.Span * (recent.Count - at) < rule.WarmUp;
        return false;
    }

    private static AlarmState? Before(
        IReadOnlyDictionary<string, AlarmState> before, AlarmRule rule, string group) =>
        before.GetValueOrDefault(AlarmState.KeyOf(rule.Id, group));

    private static bool IsFiring(AlarmLevel level) => level is AlarmLevel.Warning or AlarmLevel.Critical;

    /// <summary>The first is worse than the second; levels that do not fire are all alike.</summary>
    private static bool IsWorse(AlarmLevel one, AlarmLevel other) => Weight(one) > Weight(other);

    private static int Weight(AlarmLevel level) => level switch
    {
        AlarmLevel.Critical => 2, AlarmLevel.Warning => 1, _ => 0,
    };
}
