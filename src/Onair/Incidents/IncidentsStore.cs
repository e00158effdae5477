using Onair.Storage;

namespace Onair.Incidents;

/// <summary>
/// Tables <c>incidents</c>, <c>incident_numbers</c>, <c>incident_rungs</c>, <c>incident_pages</c>,
/// <c>incident_events</c>, <c>incident_contacts</c> and <c>incident_shifts</c>.
/// </summary>
internal static class IncidentsStore
{
    private const string columns =
        """
        i.id AS Id, i.number AS Number, i.dedup_key AS DedupKey, i.source AS Source, i.area AS Area,
        i.severity AS Severity, i.state AS State, i.title_ko AS TitleKo, i.title_en AS TitleEn, i.runbook AS Runbook,
        i.ladder_version AS LadderVersion, i.is_drill AS IsDrill, i.still_fires AS StillFires, i.opened_at AS OpenedAt,
        i.raised_at AS RaisedAt, i.acknowledged_at AS AcknowledgedAt, i.acknowledged_by AS AcknowledgedBy,
        i.communicated_at AS CommunicatedAt, i.mitigated_at AS MitigatedAt, i.resolved_at AS ResolvedAt,
        i.resolved_by AS ResolvedBy, i.closed_at AS ClosedAt, i.merged_into AS MergedInto, i.before_id AS BeforeId,
        i.seq AS Seq, i.digest AS Digest
        """;

    private const string rungColumns =
        """
        incident_id AS IncidentId, rung AS Number, level AS Level, clock AS Clock, action AS Action, roles AS Roles,
        due_at AS DueAt, state AS State, fired_at AS FiredAt
        """;

    private const string pageColumns =
        """
        id AS Id, incident_id AS IncidentId, rung AS Rung, contact_id AS ContactId, recipient AS Recipient,
        channel AS Channel, state AS State, queued_at AS QueuedAt, sent_at AS SentAt, tries AS Tries, note AS Note
        """;

    public static readonly Sql NextNumber = new(
        "UPDATE incident_numbers SET last_number = last_number + 1 WHERE one = 1 RETURNING last_number");

    public static readonly Sql Add = new(
        """
        INSERT INTO incidents (id, number, dedup_key, source, area, severity, state, title_ko, title_en, runbook,
            ladder_version, is_drill, still_fires, opened_at, raised_at, before_id, seq, digest)
        VALUES (@Id, @Number, @DedupKey, @Source, @Area, @Severity, 1, @TitleKo, @TitleEn, @Runbook, @LadderVersion,
            @IsDrill, @StillFires, @OpenedAt, @OpenedAt, @BeforeId, 0, '')
        """);

    public static readonly Sql ById = new($"SELECT {columns} FROM incidents i WHERE i.id = @id");

    public static readonly Sql ByNumber = new($"SELECT {columns} FROM incidents i WHERE i.number = @number");

    /// <summary>Everything about an incident happens behind this lock, so that no two things happen at once.</summary>
    public static readonly Sql Lock = new(
        sqlite: $"SELECT {columns} FROM incidents i WHERE i.id = @id",
        postgres: $"SELECT {columns} FROM incidents i WHERE i.id = @id FOR UPDATE");

    public static readonly Sql LockOpen = new(
        sqlite: $"SELECT {columns} FROM incidents i WHERE i.dedup_key = @key AND i.state = 1",
        postgres: $"SELECT {columns} FROM incidents i WHERE i.dedup_key = @key AND i.state = 1 FOR UPDATE");

    public static readonly Sql LastOf = new(
        "SELECT id FROM incidents WHERE dedup_key = @key ORDER BY id DESC LIMIT 1");

    public static readonly Sql LastDrill = new(
        """
        SELECT resolved_at FROM incidents
        WHERE is_drill = 1 AND runbook = @runbook AND resolved_at IS NOT NULL ORDER BY id DESC LIMIT 1
        """);

    public static readonly Sql Page = new(
        $"""
        SELECT {columns} FROM incidents i WHERE i.id < @before AND (@state = 0 OR i.state = @state)
        ORDER BY i.id DESC LIMIT @limit
        """);

    public static readonly Sql Acknowledge = new(
        """
        UPDATE incidents SET acknowledged_at = @at, acknowledged_by = @by WHERE id = @id AND acknowledged_at IS NULL
        """);

    public static readonly Sql Communicate = new(
        "UPDATE incidents SET communicated_at = @at WHERE id = @id AND communicated_at IS NULL");

    public static readonly Sql Mitigate = new(
        "UPDATE incidents SET mitigated_at = @at WHERE id = @id AND mitigated_at IS NULL");

    public static readonly Sql Resolve = new(
        "UPDATE incidents SET state = 2, resolved_at = @at, resolved_by = @by WHERE id = @id AND state = 1");

    public static readonly Sql Merge = new(
        "UPDATE incidents SET state = 4, merged_into = @into, resolved_at = @at WHERE id = @id AND state = 1");

    public static readonly Sql SetFires = new("UPDATE incidents SET still_fires = @fires WHERE id = @id");

    public static readonly Sql Raise = new(
        "UPDATE incidents SET severity = @severity, raised_at = @at WHERE id = @id AND severity < @severity");

    public static readonly Sql Head = new("SELECT seq AS Seq, digest AS Digest FROM incidents WHERE id = @id");

    public static readonly Sql MoveHead = new("UPDATE incidents SET seq = @seq, digest = @digest WHERE id = @id");

    public static readonly Bulk<IncidentEvent> AddEvent = Bulk<IncidentEvent>
        .InsertInto("incident_events")
        .Uuid(e => e.IncidentId, "incident_id")
        .Int32(e => e.Seq, "seq")
        .Instant(e => e.At, "at")
        .Int32(e => (int)e.Kind, "kind")
        .Text(e => e.Actor, "actor")
        .Text(e => e.Ko, "ko")
        .Text(e => e.En, "en")
        .Text(e => e.Evidence, "evidence")
        .Text(e => e.Digest, "digest");

    public static readonly Sql Events = new(
        """
        SELECT incident_id AS IncidentId, seq AS Seq, at AS At, kind AS Kind, actor AS Actor, ko AS Ko, en AS En,
            evidence AS Evidence, digest AS Digest
        FROM incident_events WHERE incident_id = @id ORDER BY seq LIMIT @limit
        """);

    public static readonly Bulk<Rung> AddRung = Bulk<Rung>
        .InsertInto("incident_rungs")
        .Uuid(r => r.IncidentId, "incident_id")
        .Int32(r => r.Number, "rung")
        .Int32(r => r.Level, "level")
        .Int32(r => (int)r.Clock, "clock")
        .Int32(r => (int)r.Action, "action")
        .Text(r => r.Roles, "roles")
        .Instant(r => r.DueAt, "due_at")
        .Int32(r => (int)r.State, "state");

    public static readonly Sql Rungs = new(
        $"SELECT {rungColumns} FROM incident_rungs WHERE incident_id = @id ORDER BY rung");

    public static readonly Sql EndRung = new(
        """
        UPDATE incident_rungs SET state = @state, fired_at = @at
        WHERE incident_id = @id AND rung = @rung AND state = 1
        """);

    /// <summary>Rungs of open incidents that are overdue: for the auditor.</summary>
    public static readonly Sql Overdue = new(
        """
        SELECT r.incident_id AS IncidentId, r.rung AS Number, r.level AS Level, r.clock AS Clock, r.action AS Action,
            r.roles AS Roles, r.due_at AS DueAt, r.state AS State, r.fired_at AS FiredAt
        FROM incident_rungs r JOIN incidents i ON i.id = r.incident_id
        WHERE i.state = 1 AND r.state = 1 AND r.due_at < @before ORDER BY r.due_at LIMIT @limit
        """);

    public static readonly Bulk<WatchPage> AddPage = Bulk<WatchPage>
        .InsertInto("incident_pages")
        .Uuid(p => p.Id, "id")
        .Uuid(p => p.IncidentId, "incident_id")
        .Int32(p => p.Rung, "rung")
        .NullableUuid(p => p.ContactId, "contact_id")
        .Text(p => p.Recipient, "recipient")
        .Int32(p => (int)p.Channel, "channel")
        .Int32(p => (int)p.State, "state")
        .Instant(p => p.QueuedAt, "queued_at")
        .Int32(p => p.Tries, "tries")
        .Text(p => p.Note, "note");

    public static readonly Sql PagesOf = new(
        $"SELECT {pageColumns} FROM incident_pages WHERE incident_id = @id ORDER BY id LIMIT @limit");

    public static readonly Sql PageById = new($"SELECT {pageColumns} FROM incident_pages WHERE id = @id");

    public static readonly Sql EndPage = new(
        """
        UPDATE incident_pages SET state = @state, sent_at = @at, tries = @tries, note = @note
        WHERE id = @id AND state = 1
        """);

    public static readonly Sql CountPageTry = new(
        "UPDATE incident_pages SET tries = @tries, note = @note WHERE id = @id AND state = 1");

    public static readonly Sql Contacts = new(
        """
        SELECT id AS Id, sealed AS Sealed, roles AS Roles, channel AS Channel, is_always AS IsAlways, version AS Version
        FROM incident_contacts WHERE is_active = 1 ORDER BY id LIMIT @limit
        """);

    public static readonly Sql AddContact = new(
        """
        INSERT INTO incident_contacts (id, sealed, roles, channel, is_always, is_active, version)
        VALUES (@Id, @Sealed, @Roles, @Channel, @IsAlways, 1, 1)
        """);

    public static readonly Sql RemoveContact = new(
        """
        UPDATE incident_contacts SET is_active = 0, sealed = '', version = version + 1 WHERE id = @id AND is_active = 1
        """);

    public static readonly Sql Shifts = new(
        """
        SELECT id AS Id, role AS Role, contact_id AS ContactId, starts_at AS StartsAt, ends_at AS EndsAt,
            is_override AS IsOverride, created_by AS CreatedBy
        FROM incident_shifts WHERE ends_at > @now ORDER BY starts_at, id LIMIT @limit
        """);

    public static readonly Sql AddShift = new(
        """
        INSERT INTO incident_shifts (id, role, contact_id, starts_at, ends_at, is_override, created_by)
        VALUES (@Id, @Role, @ContactId, @StartsAt, @EndsAt, @IsOverride, @CreatedBy)
        """);

    public static readonly Sql RemoveShift = new("DELETE FROM incident_shifts WHERE id = @id");

    public static readonly Sql Times = new(
        """
        SELECT opened_at AS OpenedAt, acknowledged_at AS AcknowledgedAt, resolved_at AS ResolvedAt FROM incidents
        WHERE opened_at >= @from AND is_drill = 0 AND state <> 4 ORDER BY id LIMIT @limit
        """);

    public static IncidentEvent With(IncidentEvent entry, string digest) => new()
    {
        IncidentId = entry.IncidentId, Seq = entry.Seq, At = entry.At, Kind = entry.Kind, Actor = entry.Actor,
        Ko = entry.Ko, En = entry.En, Evidence = entry.Evidence, Digest = digest,
    };

    /// <summary>A row of <c>incidents</c> to be added.</summary>
    internal sealed record NewIncident(
        Guid Id, long Number, string DedupKey, int Source, int Area, int Severity, string TitleKo, string TitleEn,
        string Runbook, int LadderVersion, int IsDrill, int StillFires, DateTimeOffset OpenedAt, Guid? BeforeId);

    /// <summary>A row of <c>incident_contacts</c>.</summary>
    internal sealed class ContactRow
    {
        public Guid Id { get; init; }

        public string Sealed { get; init; } = "";

        public string Roles { get; init; } = "";

        public PageChannel Channel { get; init; }

        public bool IsAlways { get; init; }

        public int Version { get; init; }
    }
}
