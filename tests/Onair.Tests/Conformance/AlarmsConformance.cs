using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Alarms;
using Onair.Jobs;
using Onair.Series;
using Onair.Storage;
using Onair.Tests.Alarms;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Rules, alarms and silences on both databases.</summary>
public sealed class AlarmsConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Rules_are_loaded_once_and_edits_stay(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var (load, change, list) = (Load(home), new ChangeRule(home.Time), new ListAlarms(home.Database));
        await load.RunAsync(Cancel);
        await load.RunAsync(Cancel);
        var rules = await list.RulesAsync(Cancel);
        Assert.Equal(RuleFiles.Shipped().Count, rules.Count);
        Assert.All(rules, rule => Assert.Equal((1, false), (rule.Revision, rule.IsEdited)));

        var edited = Watched.Rule("order-success-low") with { Warning = 0.97 };
        var answer = await ChangeAsync(home, change, edited, 1);
        Assert.Equal((ChangeRuleStatus.Changed, 2), (answer.Status, answer.Revision));
        Assert.Equal(ChangeRuleStatus.Stale, (await ChangeAsync(home, change, edited, 1)).Status);
        Assert.Equal(
            ChangeRuleStatus.Invalid, (await ChangeAsync(home, change, edited with { Runbook = "" }, 2)).Status);
        Assert.Equal(
            ChangeRuleStatus.Invalid,
            (await ChangeAsync(home, change, edited with { SuppressedBy = ["no-such-rule"] }, 2)).Status);
        Assert.Equal(
            ChangeRuleStatus.NotFound, (await ChangeAsync(home, change, edited with { Id = "new-rule" }, 3)).Status);
        Assert.Equal(
            ChangeRuleStatus.Changed, (await ChangeAsync(home, change, edited with { Id = "new-rule" }, 0)).Status);

        // A newer file waits behind an edit, and replaces what nobody edited.
        var folder = Directory.CreateTempSubdirectory("onair-rules-").FullName;
        try
        {
            var newer = new[] { "order-success-low", "payment-success-low" }
                .Select(id => RuleFiles.Write(Watched.Rule(id) with { Version = 2, Warning = 0.99 }));
            await File.WriteAllTextAsync(Path.Combine(folder, "own.json"), $"[{string.Join(',', newer)}]", Cancel);
            await File.WriteAllTextAsync(Path.Combine(folder, "bad.json"), """[{"id": "x"}]""", Cancel);
            await Load(home, folder).RunAsync(Cancel);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        rules = await list.RulesAsync(Cancel);
        Assert.Equal(0.97, rules.Single(rule => rule.Rule.Id == "order-success-low").Rule.Warning);
        Assert.Equal(0.99, rules.Single(rule => rule.Rule.Id == "payment-success-low").Rule.Warning);
        Assert.Equal(2, (await list.RevisionsAsync("payment-success-low", Cancel)).Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Fall_is_an_alarm_with_its_evidence_and_its_end_is_another(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        await Load(home).RunAsync(Cancel);
        var told = new List<AlarmTransition>();
        using var evaluate = Evaluate(home, told);
        await WriteAsync(home, Watched.Frames(30, _ => Watched.Orders(100, 0)));
        await EvaluateAtAsync(home, evaluate, 30);
        var list = new ListAlarms(home.Database);
        Assert.Equal(AlarmLevel.Ok, await LevelAsync(list));
        await WriteAsync(home, Watched.Frames(30, _ => Watched.Orders(50, 50), Watched.Start.AddMinutes(5)));
        await EvaluateAtAsync(home, evaluate, 60);
        Assert.Equal(AlarmLevel.Critical, await LevelAsync(list));
        var change = Assert.Single(told, t => t.After.Rule == "order-success-low" && t.After.IsFiring);
        Assert.Equal((AlarmLevel.Ok, false), (change.From, change.After.IsSilenced));
        Assert.Contains("onair.orders.asked{status=placed|already-placed}", change.Evidence, StringComparison.Ordinal);
        Assert.Equal(0.5, change.After.Value);

        // The process ends and another goes on: nothing is told twice.
        using var again = Evaluate(home, told);
        await EvaluateAtAsync(home, again, 60);
        Assert.Single(told, t => t.After.Rule == "order-success-low" && t.After.IsFiring);
        await WriteAsync(home, Watched.Frames(40, _ => Watched.Orders(100, 0), Watched.Start.AddMinutes(10)));
        await EvaluateAtAsync(home, again, 100);
        Assert.Equal(AlarmLevel.Ok, await LevelAsync(list));
        var history = await list.TransitionsAsync("order-success-low", null, 10, Cancel);
        Assert.Equal(
            [AlarmLevel.Ok, AlarmLevel.Critical, AlarmLevel.Ok], history.Select(transition => transition.After.Level));
        Assert.Equal(0, (await list.LastEvaluationAsync(Cancel))!.Failed);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Silence_has_an_author_a_reason_and_an_end(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        await Load(home).RunAsync(Cancel);
        var silences = new SilenceAlarms(home.Database, home.Time);
        var bad = await SilenceAsync(home, silences, "no-such", TimeSpan.FromDays(30), "");
        Assert.Equal(["length", "reason", "rule"], bad.Errors.Select(error => error.Field).Order());
        var made =
            await SilenceAsync(home, silences, "order-success-low", TimeSpan.FromMinutes(20), "we move the database");
        Assert.Equal(SilenceStatus.Silenced, made.Status);
        var told = new List<AlarmTransition>();
        using var evaluate = Evaluate(home, told);
        await WriteAsync(home, Watched.Frames(30, _ => Watched.Orders(50, 50)));
        await EvaluateAtAsync(home, evaluate, 30);
        Assert.False(Assert.Single(told, t => t.After.Rule == "order-success-low").After.IsLoud);
        var status = await home.Database.WriteAsync(
            open => silences.EndAsync(open, made.Silence!.Id, Cancel), Cancel);
        Assert.Equal(SilenceStatus.Ended, status);
        status = await home.Database.WriteAsync(open => silences.EndAsync(open, made.Silence!.Id, Cancel), Cancel);
        Assert.Equal(SilenceStatus.NotFound, status);
        var (active, past) = await silences.ListAsync(Cancel);
        Assert.Empty(active);
        Assert.Equal(("we move the database", "ann"), (past.Single().Reason, past.Single().Author));

        // It still fires, and now somebody is told.
        await WriteAsync(home, Watched.Frames(1, _ => Watched.Orders(50, 50), Watched.Start.AddMinutes(5)));
        await EvaluateAtAsync(home, evaluate, 31);
        Assert.True(told.Last(t => t.After.Rule == "order-success-low").After.IsLoud);
        home.Time.Advance(TimeSpan.FromDays(401));
        await new PurgeAlarms(home.Database, Options.Create(new AlarmsOptions()), home.Time).RunAsync(Cancel);
        Assert.Empty(await new ListAlarms(home.Database).TransitionsAsync("", null, 10, Cancel));
        Assert.Empty((await silences.ListAsync(Cancel)).Past);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Leader_that_comes_late_does_not_undo_what_another_decided(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        await Load(home).RunAsync(Cancel);
        var told = new List<AlarmTransition>();
        using var evaluate = Evaluate(home, told);
        await WriteAsync(home, Watched.Frames(60, i => i < 30 ? Watched.Orders(100, 0) : Watched.Orders(50, 50)));
        await EvaluateAtAsync(home, evaluate, 60);
        var count = told.Count;
        using var late = Evaluate(home, told);
        await EvaluateAtAsync(home, late, 30);
        Assert.Equal(count, told.Count);
        Assert.Equal(AlarmLevel.Critical, await LevelAsync(new ListAlarms(home.Database)));
    }

    private static async Task<AlarmLevel> LevelAsync(ListAlarms list) =>
        (await list.StatesAsync(Cancel)).Single(state => state.Rule == "order-success-low").Level;

    private static LoadRules Load(TestDatabase home, string own = "") => new(
        home.Database, Options.Create(new AlarmsOptions { Rules = own }), home.Time, NullLogger<LoadRules>.Instance);

    private static EvaluateAlarms Evaluate(TestDatabase home, List<AlarmTransition> told) => new(
        home.Database, new ReadSeries(home.Database), [Tell(told)], new JobNode("a"),
        Options.Create(new AlarmsOptions()), home.Time, NullLogger<EvaluateAlarms>.Instance);

    private static AlarmsChanged Tell(List<AlarmTransition> told) => (_, changes, _, _) =>
    {
        told.AddRange(changes);
        return Task.CompletedTask;
    };

    private static Task<ChangedRule> ChangeAsync(TestDatabase home, ChangeRule change, AlarmRule rule, int revision) =>
        home.Database.WriteAsync(
            open => change.RunAsync(open, RuleFiles.Write(rule), revision, "ann", "a better number", Cancel), Cancel);

    private static Task<SilenceAnswer> SilenceAsync(
        TestDatabase home, SilenceAlarms silences, string rule, TimeSpan length, string reason) =>
        home.Database.WriteAsync(open => silences.RunAsync(open, rule, "", length, "ann", reason, Cancel), Cancel);

    private static Task EvaluateAtAsync(TestDatabase home, EvaluateAlarms evaluate, int spans)
    {
        home.Time.AdjustTime(Watched.Start + (Frame.Span * spans));
        return evaluate.RunAsync(Cancel);
    }

    private static Task WriteAsync(TestDatabase home, List<Frame> frames) => home.Database.WriteAsync(
        open =>
        {
            var round = open.Round();
            round.Write(SeriesStore.Put, frames.ConvertAll(frame => FrameRow.Of(frame, Frame.Span)));
            return round.ExecuteAsync(Cancel);
        },
        Cancel);
}
