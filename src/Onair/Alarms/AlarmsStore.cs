using Onair.Storage;

namespace Onair.Alarms;

/// <summary>
/// Tables <c>alarm_rules</c>, <c>alarm_states</c>, <c>alarm_transitions</c>, <c>alarm_silences</c> and
/// <c>alarm_evaluations</c>.
/// </summary>
internal static class AlarmsStore
{
    private const string ruleColumns =
        """
        r.id AS Id, r.revision AS Revision, r.file_version AS FileVersion, r.is_edited AS IsEdited, r.body AS Body,
        r.created_at AS CreatedAt, r.created_by AS CreatedBy, r.reason AS Reason
        """;

    private const string silenceColumns =
        """
        id AS Id, rule_id AS Rule, label AS Label, reason AS Reason, author AS Author, starts_at AS StartsAt,
        ends_at AS EndsAt
        """;

    private const string transitionColumns =
        """
        id AS Id, at AS At, rule_id AS RuleId, label AS Label, rule_revision AS RuleRevision, from_level AS FromLevel,
        to_level AS ToLevel, health AS Health, value AS Value, samples AS Samples, was_suppressed AS WasSuppressed,
        is_suppressed AS IsSuppressed, is_silenced AS IsSilenced, evidence AS Evidence
        """;

    public static readonly Sql Rules = new(
        $"""
        SELECT {ruleColumns} FROM alarm_rules r
        JOIN (SELECT id, MAX(revision) AS revision FROM alarm_rules GROUP BY id) newest
            ON newest.id = r.id AND newest.revision = r.revision
        ORDER BY r.id LIMIT @limit
        """);

    public static readonly Sql RevisionsOf = new(
        $"SELECT {ruleColumns} FROM alarm_rules r WHERE r.id = @id ORDER BY r.revision DESC LIMIT @limit");

    public static readonly Bulk<RuleRow> AddRule = Bulk<RuleRow>
        .InsertInto("alarm_rules", "ON CONFLICT (id, revision) DO NOTHING")
        .Text(r => r.Id, "id")
        .Int32(r => r.Revision, "revision")
        .Int32(r => r.FileVersion, "file_version")
        .Int32(r => r.IsEdited, "is_edited")
        .Text(r => r.Body, "body")
        .Instant(r => r.CreatedAt, "created_at")
        .Text(r => r.CreatedBy, "created_by")
        .Text(r => r.Reason, "reason");

    public static readonly Sql States = new(
        """
        SELECT rule_id AS RuleId, label AS Label, rule_revision AS RuleRevision, level AS Level, health AS Health,
            since AS Since, value AS Value, samples AS Samples, breached_at AS BreachedAt,
            is_suppressed AS IsSuppressed, is_silenced AS IsSilenced, evaluated_at AS EvaluatedAt
        FROM alarm_states ORDER BY rule_id, label LIMIT @limit
        """);

    public static readonly Bulk<StateRow> PutState = Bulk<StateRow>
        .InsertInto("alarm_states", """
            ON CONFLICT (rule_id, label) DO UPDATE SET rule_revision = excluded.rule_revision, level = excluded.level,
                health = excluded.health, since = excluded.since, value = excluded.value, samples = excluded.samples,
                breached_at = excluded.breached_at, is_suppressed = excluded.is_suppressed,
                is_silenced = excluded.is_silenced, evaluated_at = excluded.evaluated_at
            """)
        .Text(s => s.RuleId, "rule_id")
        .Text(s => s.Label, "label")
        .Int32(s => s.RuleRevision, "rule_revision")
        .Int32(s => s.Level, "level")
        .Int32(s => s.Health, "health")
        .Instant(s => s.Since, "since")
        .NullableInt64(s => s.Value, "value")
        .Int64(s => s.Samples, "samples")
        .NullableInt64(s => s.BreachedAt, "breached_at")
        .Int32(s => s.IsSuppressed, "is_suppressed")
        .Int32(s => s.IsSilenced, "is_silenced")
        .Instant(s => s.EvaluatedAt, "evaluated_at");

    /// <summary>States that this evaluation did not have: of rules that are off or gone.</summary>
    public static readonly Sql ForgetStates = new("DELETE FROM alarm_states WHERE evaluated_at < @at");

    public static readonly Bulk<TransitionRow> AddTransition = Bulk<TransitionRow>
        .InsertInto("alarm_transitions")
        .Uuid(t => t.Id, "id")
        .Instant(t => t.At, "at")
        .Text(t => t.RuleId, "rule_id")
        .Text(t => t.Label, "label")
        .Int32(t => t.RuleRevision, "rule_revision")
        .Int32(t => t.FromLevel, "from_level")
        .Int32(t => t.ToLevel, "to_level")
        .Int32(t => t.Health, "health")
        .NullableInt64(t => t.Value, "value")
        .Int64(t => t.Samples, "samples")
        .Int32(t => t.WasSuppressed, "was_suppressed")
        .Int32(t => t.IsSuppressed, "is_suppressed")
        .Int32(t => t.IsSilenced, "is_silenced")
        .Text(t => t.Evidence, "evidence");

    public static readonly Sql Transitions = new(
        $"""
        SELECT {transitionColumns} FROM alarm_transitions WHERE id < @before ORDER BY id DESC LIMIT @limit
        """);

    public static readonly Sql TransitionsOf = new(
        $"""
        SELECT {transitionColumns} FROM alarm_transitions WHERE rule_id = @rule AND id < @before
        ORDER BY id DESC LIMIT @limit
        """);

    public static readonly Sql AddSilence = new(
        """
        INSERT INTO alarm_silences (id, rule_id, label, reason, author, starts_at, ends_at)
        VALUES (@Id, @Rule, @Label, @Reason, @Author, @StartsAt, @EndsAt)
        """);

    /// <summary>Those that are on, or will be.</summary>
    public static readonly Sql Silences = new(
        $"SELECT {silenceColumns} FROM alarm_silences WHERE ends_at > @now ORDER BY ends_at, id LIMIT @limit");

    public static readonly Sql PastSilences = new(
        $"SELECT {silenceColumns} FROM alarm_silences WHERE ends_at <= @now ORDER BY ends_at DESC, id LIMIT @limit");

    public static readonly Sql EndSilence = new(
        "UPDATE alarm_silences SET ends_at = @now WHERE id = @id AND ends_at > @now");

    public static readonly Sql PurgeTransitions = new(
        """
        DELETE FROM alarm_transitions WHERE id IN (
            SELECT id FROM alarm_transitions WHERE id < @before ORDER BY id LIMIT @limit)
        """);

    public static readonly Sql PurgeSilences = new(
        """
        DELETE FROM alarm_silences WHERE id IN (
            SELECT id FROM alarm_silences WHERE ends_at < @ended ORDER BY ends_at LIMIT @limit)
        """);

    public static readonly Sql PutEvaluation = new(
        """
        INSERT INTO alarm_evaluations (id, at, took_us, rules, failed, node)
        VALUES (1, @At, @TookUs, @Rules, @Failed, @Node)
        ON CONFLICT (id) DO UPDATE SET at = excluded.at, took_us = excluded.took_us, rules = excluded.rules,
            failed = excluded.failed, node = excluded.node
        """);

    public static readonly Sql LastEvaluation = new(
        "SELECT at AS At, took_us AS TookUs, rules AS Rules, failed AS Failed, node AS Node FROM alarm_evaluations");

    private const double millionths = 1_000_000;

    private static long? Millionths(double? value) =>
        value is { } number ? (long)Math.Round(number * millionths) : null;

    /// <summary>A row of <c>alarm_rules</c>.</summary>
    internal sealed class RuleRow
    {
        public string Id { get; init; } = "";

        public int Revision { get; init; }

        public int FileVersion { get; init; }

        public int IsEdited { get; init; }

        public string Body { get; init; } = "";

        public DateTimeOffset CreatedAt { get; init; }

        public string CreatedBy { get; init; } = "";

        public string Reason { get; init; } = "";
    }

    /// <summary>A row of <c>alarm_states</c>.</summary>
    internal sealed class StateRow
    {
        public string RuleId { get; init; } = "";

        public string Label { get; init; } = "";

        public int RuleRevision { get; init; }

        public int Level { get; init; }

        public int Health { get; init; }

        public DateTimeOffset Since { get; init; }

        public long? Value { get; init; }

        public long Samples { get; init; }

        public long? BreachedAt { get; init; }

        public int IsSuppressed { get; init; }

        public int IsSilenced { get; init; }

        public DateTimeOffset EvaluatedAt { get; init; }

        public static StateRow Of(AlarmState state) => new()
        {
            RuleId = state.Rule, Label = state.Group, RuleRevision = state.RuleRevision, Level = (int)state.Level,
            Health = (int)state.Health, Since = state.Since, Value = Millionths(state.Value), Samples = state.Samples,
            BreachedAt = state.BreachedAt?.ToMicroseconds(), IsSuppressed = state.IsSuppressed ? 1 : 0,
            IsSilenced = state.IsSilenced ? 1 : 0, EvaluatedAt = state.EvaluatedAt,
        };

        public AlarmState ToState() => new()
        {
            Rule = RuleId, Group = Label, RuleRevision = RuleRevision, Level = (AlarmLevel)Level,
            Health = (AlarmHealth)Health, Since = Since, Value = Value / millionths, Samples = Samples,
            BreachedAt = BreachedAt is { } at ? Instants.FromMicroseconds(at) : null,
            IsSuppressed = IsSuppressed == 1, IsSilenced = IsSilenced == 1, EvaluatedAt = EvaluatedAt,
        };
    }

    /// <summary>A row of <c>alarm_transitions</c>.</summary>
    internal sealed class TransitionRow
    {
        public Guid Id { get; init; }

        public DateTimeOffset At { get; init; }

        public string RuleId { get; init; } = "";

        public string Label { get; init; } = "";

        public int RuleRevision { get; init; }

        public int FromLevel { get; init; }

        public int ToLevel { get; init; }

        public int Health { get; init; }

        public long? Value { get; init; }

        public long Samples { get; init; }

        public int WasSuppressed { get; init; }

        public int IsSuppressed { get; init; }

        public int IsSilenced { get; init; }

        public string Evidence { get; init; } = "";

        public static TransitionRow Of(AlarmTransition t) => new()
        {
            Id = t.Id, At = t.At, RuleId = t.After.Rule, Label = t.After.Group, RuleRevision = t.After.RuleRevision,
            FromLevel = (int)t.From, ToLevel = (int)t.After.Level, Health = (int)t.After.Health,
            Value = Millionths(t.After.Value), Samples = t.After.Samples, WasSuppressed = t.WasSuppressed ? 1 : 0,
            IsSuppressed = t.After.IsSuppressed ? 1 : 0, IsSilenced = t.After.IsSilenced ? 1 : 0, Evidence = t.Evidence,
        };

        public AlarmTransition ToTransition() => new()
        {
            Id = Id, At = At, From = (AlarmLevel)FromLevel, WasSuppressed = WasSuppressed == 1,
            Evidence = Evidence,
            After = new AlarmState
            {
                Rule = RuleId, Group = Label, RuleRevision = RuleRevision, Level = (AlarmLevel)ToLevel,
                Health = (AlarmHealth)Health, Since = At, Value = Value / millionths, Samples = Samples,
                IsSuppressed = IsSuppressed == 1, IsSilenced = IsSilenced == 1, EvaluatedAt = At,
            },
        };
    }
}
