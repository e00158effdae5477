using Onair.Primitives;
using Onair.Storage;

namespace Onair.Alarms;

/// <summary>Never renumber.</summary>
public enum ChangeRuleStatus
{
    Changed = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,

    /// <summary>Somebody else changed it meanwhile.</summary>
    Stale = 3,

    NotFound = 4,

    /// <summary>There are <see cref="AlarmRule.RulesMax"/>.</summary>
    TooMany = 5,
}

public sealed record ChangedRule(ChangeRuleStatus Status, int Revision, IReadOnlyList<FieldError> Errors);

/// <summary>An edit of the console: a new revision, with who and why. What is open keeps the revision it began with.
/// </summary>
public sealed class ChangeRule(TimeProvider time)
{
    public const int ReasonCharsMax = 400;

    /// <param name="open">The transaction.</param>
    /// <param name="body">The whole rule, as JSON.</param>
    /// <param name="revision">The one that was edited; 0 for a new rule.</param>
    /// <param name="author">Who.</param>
    /// <param name="reason">Why: 1 to <see cref="ReasonCharsMax"/> characters.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<ChangedRule> RunAsync(
        Transaction open, string body, int revision, string author, string reason, CancellationToken cancel)
    {
        var rule = RuleFiles.ReadOne(body, out var errors);
        if (reason.Trim().Length is 0 or > ReasonCharsMax)
            errors.Add(new FieldError("reason", $"has 1-{ReasonCharsMax} characters"));
        if (rule is null || errors.Count > 0) return new ChangedRule(ChangeRuleStatus.Invalid, revision, errors);
        var rows = await open.QueryAsync<AlarmsStore.RuleRow>(
            AlarmsStore.Rules, new { limit = AlarmRule.RulesMax }, cancel);
        var before = rows.Find(row => row.Id == rule.Id);
        if (before is null && revision > 0) return new ChangedRule(ChangeRuleStatus.NotFound, 0, []);
        if ((before?.Revision ?? 0) != revision) return new ChangedRule(ChangeRuleStatus.Stale, before!.Revision, []);
        if (before is null && rows.Count >= AlarmRule.RulesMax)
            return new ChangedRule(ChangeRuleStatus.TooMany, 0, []);
        var all = rows.Where(row => row.Id != rule.Id).Select(ListAlarms.RuleOf).Append(rule).ToList();
        if (RuleFaults.Of(all) is { Count: > 0 } broken)
            return new ChangedRule(ChangeRuleStatus.Invalid, revision, broken);
        var row = new AlarmsStore.RuleRow
        {
            Id = rule.Id, Revision = revision + 1, FileVersion = before?.FileVersion ?? rule.Version, IsEdited = 1,
            Body = RuleFiles.Write(rule), CreatedAt = time.GetUtcNow().ToStored(), CreatedBy = author,
            Reason = reason.Trim(),
        };
        var round = open.Round();
        round.Write(AlarmsStore.AddRule, [row]);
        return await round.ExecuteAsync(cancel) == 1
            ? new ChangedRule(ChangeRuleStatus.Changed, row.Revision, [])
            : new ChangedRule(ChangeRuleStatus.Stale, revision + 1, []);
    }
}
