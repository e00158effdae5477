using Onair.Storage;

namespace Onair.Alarms;

/// <summary>A rule in force.</summary>
/// <param name="Rule">What it says.</param>
/// <param name="Revision">Counts its changes here.</param>
/// <param name="IsEdited">The console's, not a file's.</param>
public sealed record RuleInForce(
    AlarmRule Rule, int Revision, bool IsEdited, DateTimeOffset CreatedAt, string CreatedBy, string Reason);

/// <summary>The last evaluation.</summary>
public sealed class Evaluation
{
    public DateTimeOffset At { get; init; }

    /// <summary>Microseconds.</summary>
    public long TookUs { get; init; }

    public int Rules { get; init; }

    public int Failed { get; init; }

    public string Node { get; init; } = "";
}

/// <summary>Reads rules, alarms and their history.</summary>
public sealed class ListAlarms(Database database)
{
    /// <summary>Alarms of a shop: rules by the values of their labels.</summary>
    public const int StatesMax = 2000;

    public const int TransitionsMax = 200;

    private const int revisionsMax = 50;

    /// <summary>Rules in force, those that are off included, by id.</summary>
    public async Task<List<RuleInForce>> RulesAsync(CancellationToken cancel) =>
        await database.ReadAsync(open => RulesAsync(open, cancel), cancel);

    /// <summary>Its revisions, the newest first.</summary>
    public async Task<List<RuleInForce>> RevisionsAsync(string rule, CancellationToken cancel)
    {
        var rows = await database.ReadAsync(
            open => open.QueryAsync<AlarmsStore.RuleRow>(
                AlarmsStore.RevisionsOf, new { id = rule, limit = revisionsMax }, cancel),
            cancel);
        return rows.ConvertAll(Of);
    }

    /// <summary>Alarms as of the last evaluation.</summary>
    public async Task<List<AlarmState>> StatesAsync(CancellationToken cancel) =>
        await database.ReadAsync(open => StatesAsync(open, cancel), cancel);

    /// <summary>Changes, the newest first.</summary>
    /// <param name="rule">Of this rule; empty for all.</param>
    /// <param name="before">Only older ones than this; null for the newest.</param>
    /// <param name="limit">1 to <see cref="TransitionsMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<List<AlarmTransition>> TransitionsAsync(
        string rule, Guid? before, int limit, CancellationToken cancel)
    {
        var asked = new
        {
            rule, before = before ?? Primitives.TimeIds.Most, limit = Math.Clamp(limit, 1, TransitionsMax),
        };
        var rows = await database.ReadAsync(
            open => open.QueryAsync<AlarmsStore.TransitionRow>(
                rule.Length == 0 ? AlarmsStore.Transitions : AlarmsStore.TransitionsOf, asked, cancel),
            cancel);
        return rows.ConvertAll(row => row.ToTransition());
    }

    /// <summary>Null before the first.</summary>
    public Task<Evaluation?> LastEvaluationAsync(CancellationToken cancel) =>
        database.ReadAsync(open => open.FirstAsync<Evaluation>(AlarmsStore.LastEvaluation, null, cancel), cancel);

    /// <summary>Whether an alarm fires, in the caller's transaction.</summary>
    public static async Task<bool> IsFiringAsync(Transaction open, string key, CancellationToken cancel) =>
        (await StatesAsync(open, cancel)).Exists(state => state.Key == key && state.IsFiring);

    internal static async Task<List<AlarmState>> StatesAsync(Transaction open, CancellationToken cancel) =>
        (await open.QueryAsync<AlarmsStore.StateRow>(AlarmsStore.States, new { limit = StatesMax }, cancel))
        .ConvertAll(row => row.ToState());

    internal static async Task<List<RuleInForce>> RulesAsync(Transaction open, CancellationToken cancel) =>
        (await open.QueryAsync<AlarmsStore.RuleRow>(
            AlarmsStore.Rules, new { limit = AlarmRule.RulesMax }, cancel)).ConvertAll(Of);

    internal static AlarmRule RuleOf(AlarmsStore.RuleRow row) => RuleFiles.ReadStored(row.Body);

    private static RuleInForce Of(AlarmsStore.RuleRow row) =>
        new(RuleOf(row), row.Revision, row.IsEdited == 1, row.CreatedAt, row.CreatedBy, row.Reason);
}
