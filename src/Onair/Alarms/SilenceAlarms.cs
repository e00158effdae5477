using Onair.Primitives;
using Onair.Storage;

namespace Onair.Alarms;

/// <summary>Never renumber.</summary>
public enum SilenceStatus
{
    Silenced = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,

    TooMany = 3,

    Ended = 4,

    /// <summary>There is none, or it is over already.</summary>
    NotFound = 5,
}

public sealed record SilenceAnswer(SilenceStatus Status, Silence? Silence, IReadOnlyList<FieldError> Errors);

/// <summary>Silences alarms for a while, and stops that.</summary>
public sealed class SilenceAlarms(Database database, TimeProvider time)
{
    private const int pastMax = 50;

    /// <param name="open">The transaction.</param>
    /// <param name="rule">A rule's id, or <see cref="Silence.AnyRule"/>.</param>
    /// <param name="label">A value of its label, or empty.</param>
    /// <param name="length">From now on; at most <see cref="Silence.LengthMax"/>.</param>
    /// <param name="author">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<SilenceAnswer> RunAsync(
        Transaction open, string rule, string label, TimeSpan length, string author, string reason,
        CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var errors = new List<FieldError>();
        var rules = await open.QueryAsync<AlarmsStore.RuleRow>(
            AlarmsStore.Rules, new { limit = AlarmRule.RulesMax }, cancel);
        if (rule != Silence.AnyRule && !rules.Exists(row => row.Id == rule))
            errors.Add(new FieldError("rule", "is one of this shop's, or *"));
        if (label.Length > AlarmRule.IdCharsMax) errors.Add(new FieldError("label", "is too long"));
        if (length < TimeSpan.FromMinutes(1) || length > Silence.LengthMax)
            errors.Add(new FieldError("length", "is a minute to four days"));
        if (reason.Trim().Length is 0 or > Silence.ReasonCharsMax)
            errors.Add(new FieldError("reason", $"has 1-{Silence.ReasonCharsMax} characters"));
        if (errors.Count > 0) return new SilenceAnswer(SilenceStatus.Invalid, null, errors);
        var active = await open.QueryAsync<Silence>(AlarmsStore.Silences, new { now, limit = Silence.Max }, cancel);
        if (active.Count >= Silence.Max) return new SilenceAnswer(SilenceStatus.TooMany, null, []);
        var silence = new Silence
        {
            Id = Guid.CreateVersion7(now), Rule = rule, Label = label, Reason = reason.Trim(), Author = author,
            StartsAt = now, EndsAt = now + length,
        };
        await open.ExecuteAsync(AlarmsStore.AddSilence, silence, cancel);
        return new SilenceAnswer(SilenceStatus.Silenced, silence, []);
    }

    public async Task<SilenceStatus> EndAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        return await open.ExecuteAsync(AlarmsStore.EndSilence, new { id, now }, cancel) == 1
            ? SilenceStatus.Ended
            : SilenceStatus.NotFound;
    }

    /// <summary>Those that are on, and the last that are over.</summary>
    public Task<(List<Silence> Active, List<Silence> Past)> ListAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return database.ReadAsync(
            async open => (
                await open.QueryAsync<Silence>(AlarmsStore.Silences, new { now, limit = Silence.Max }, cancel),
                await open.QueryAsync<Silence>(AlarmsStore.PastSilences, new { now, limit = pastMax }, cancel)),
            cancel);
    }
}
