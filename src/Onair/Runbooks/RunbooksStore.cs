using Onair.Storage;

namespace Onair.Runbooks;

/// <summary>Tables <c>runbook_texts</c>, <c>runbook_uses</c> and <c>runbook_ticks</c>.</summary>
internal static class RunbooksStore
{
    public static readonly Sql KeepText = new(
        """
        INSERT INTO runbook_texts (runbook, digest, body, seen_at) VALUES (@runbook, @digest, @body, @at)
        ON CONFLICT (runbook, digest) DO NOTHING
        """);

    public static readonly Sql Use = new(
        """
        INSERT INTO runbook_uses (incident_id, runbook, digest) VALUES (@incident, @runbook, @digest)
        ON CONFLICT (incident_id) DO NOTHING
        """);

    public static readonly Sql TextOf = new(
        """
        SELECT u.runbook AS Runbook, t.body AS Body FROM runbook_uses u
        JOIN runbook_texts t ON t.runbook = u.runbook AND t.digest = u.digest WHERE u.incident_id = @incident
        """);

    public static readonly Sql Tick = new(
        """
        INSERT INTO runbook_ticks (incident_id, step, at, done_by) VALUES (@incident, @step, @at, @by)
        ON CONFLICT (incident_id, step) DO NOTHING
        """);

    public static readonly Sql Ticks = new(
        """
        SELECT step AS Step, at AS At, done_by AS DoneBy FROM runbook_ticks WHERE incident_id = @incident
        ORDER BY step LIMIT 200
        """);

    /// <summary>A row of <c>runbook_texts</c> that an incident uses.</summary>
    internal sealed class TextRow
    {
        public string Runbook { get; init; } = "";

        public string Body { get; init; } = "";
    }
}

/// <summary>A step that somebody has done.</summary>
public sealed class RunbookTick
{
    public int Step { get; init; }

    public DateTimeOffset At { get; init; }

    public string DoneBy { get; init; } = "";
}
