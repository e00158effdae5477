using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Series;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Alarms;

/// <summary>
/// The timed verb that decides all alarms every ten seconds, on one node. What changed is written together with what
/// follows from it (<see cref="AlarmsChanged"/>), so that there is no alarm of which nobody is told.
/// </summary>
internal sealed class EvaluateAlarms : ITimedVerb, IDisposable
{
    private static readonly TimeSpan freshness = TimeSpan.FromMinutes(1);

    private readonly Database database;
    private readonly RecentSeries series;
    private readonly AlarmsChanged[] changed;
    private readonly JobNode node;
    private readonly AlarmsOptions options;
    private readonly TimeProvider time;
    private readonly ILogger<EvaluateAlarms> logger;
    private readonly Meter meter = new(ShopSignals.Name);
    private readonly HashSet<string> failedBefore = new(StringComparer.Ordinal);
    private (DateTimeOffset At, double? Expected, List<AlarmState> States)? last;

    public EvaluateAlarms(
        Database database, ReadSeries read, IEnumerable<AlarmsChanged> changed, JobNode node,
        IOptions<AlarmsOptions> options, TimeProvider time, ILogger<EvaluateAlarms> logger)
    {
        (this.database, this.node, this.time, this.logger) = (database, node, time, logger);
        this.changed = [.. changed];
        series = new RecentSeries(read);
        this.options = options.Value;
        meter.CreateObservableGauge(
            "onair.orders.expected", Expected, "{order}/min", "Orders that this phase should bring in a minute");
        meter.CreateObservableGauge("onair.alarms.firing", Firing, "{alarm}", "Alarms that fire, by level");
    }

    public string Name => "alarms.evaluate";

    public TimeSpan Every => Frame.Span;

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        if (!options.Evaluate) return false;
        var begun = time.GetTimestamp();
        var windows = await series.ReadAsync(time.GetUtcNow(), options.LearnFrom, cancel);
        var phase = OrderPace.PhaseOf(windows.Recent);
        var expected = phase is null ? null : series.Pace.Expect(phase, windows.Recent.Until);
        var outcome = await database.WriteAsync(open => EvaluateAsync(open, windows, begun, cancel), cancel);
        last = (time.GetUtcNow(), expected, outcome.States);
        foreach (var (rule, error) in outcome.Failed)
            if (failedBefore.Add(rule)) AlarmsLog.RuleFailed(logger, rule, error);
        failedBefore.IntersectWith(outcome.Failed.Select(f => f.Rule));
        // What only becomes known, as after a start, is in the history and not in the log.
        foreach (var change in outcome.Changes.Where(change => change.IsAboutFiring))
            AlarmsLog.Changed(logger, change.After.Key, change.From, change.After.Level);
        return false;
    }

    public void Dispose() => meter.Dispose();

    private async Task<Outcome> EvaluateAsync(
        Transaction open, AlarmWindows windows, long begun, CancellationToken cancel)
    {
        var now = windows.Recent.Until;
        var rules = (await ListAlarms.RulesAsync(open, cancel)).FindAll(rule => !rule.Rule.IsOff);
        var before = (await ListAlarms.StatesAsync(open, cancel)).ToDictionary(s => s.Key, StringComparer.Ordinal);
        // A leader that took over meanwhile has decided this moment already.
        if (before.Values.Any(state => state.EvaluatedAt > now)) return new Outcome([.. before.Values], [], []);
        var silences = await open.QueryAsync<Silence>(AlarmsStore.Silences, new { now, limit = Silence.Max }, cancel);
        var failed = new List<(string, Exception)>();
        var states = DecideAlarms.Decide(
            rules.ConvertAll(rule => (rule.Rule, rule.Revision)), windows, before,
            (rule, error) => failed.Add((rule.Id, error))).ConvertAll(state => state with
        {
            IsSilenced = state.IsFiring && silences.Exists(silence => silence.Covers(state, time.GetUtcNow())),
        });
        var byId = rules.ToDictionary(rule => rule.Rule.Id, rule => rule.Rule, StringComparer.Ordinal);
        var changes = Changes.Of(states, before, byId, windows.Recent, time.GetUtcNow());

        var round = open.Round();
        round.Write(AlarmsStore.PutState, states.ConvertAll(AlarmsStore.StateRow.Of));
        round.Write(AlarmsStore.AddTransition, changes.ConvertAll(AlarmsStore.TransitionRow.Of));
        await round.ExecuteAsync(cancel);
        await open.ExecuteAsync(AlarmsStore.ForgetStates, new { at = now }, cancel);
        if (changes.Count > 0)
            foreach (var tell in changed) await tell(open, changes, byId, cancel);
        var row = new
        {
            At = now, TookUs = (long)time.GetElapsedTime(begun).TotalMicroseconds, Rules = rules.Count,
            Failed = failed.Count, Node = node.Name,
        };
        await open.ExecuteAsync(AlarmsStore.PutEvaluation, row, cancel);
        return new Outcome(states, changes, failed);
    }

    private IEnumerable<Measurement<double>> Expected()
    {
        if (last is { Expected: { } expected } at && time.GetUtcNow() - at.At < freshness) yield return new(expected);
    }

    private IEnumerable<Measurement<int>> Firing()
    {
        if (last is not { } at || time.GetUtcNow() - at.At >= freshness) yield break;
        foreach (var level in new[] { AlarmLevel.Warning, AlarmLevel.Critical })
        {
            yield return new(
                at.States.Count(state => state.Level == level),
                new KeyValuePair<string, object?>("level", level.ToString().ToLowerInvariant()));
        }
    }

    private sealed record Outcome(
        List<AlarmState> States, List<AlarmTransition> Changes, List<(string Rule, Exception Error)> Failed);
}
