using Onair.Alarms;

namespace Onair.Incidents;

/// <summary>Stored; never renumber.</summary>
public enum IncidentState
{
    Open = 1,

    Resolved = 2,

    /// <summary>What was to be learnt is written down.</summary>
    Closed = 3,

    /// <summary>Goes on as another one.</summary>
    Merged = 4,
}

/// <summary>Who opened it. Stored; never renumber.</summary>
public enum IncidentSource
{
    Alarm = 1,
    Person = 2,
    Alertmanager = 3,
    CloudWatch = 4,
    CustomerCase = 5,
}

/// <summary>
/// Something that is wrong, and what is done about it. It has two clocks: nobody has taken it, and it is not resolved;
/// taking it stops only the first.
/// </summary>
public sealed class Incident
{
    public const int TitleCharsMax = 200;

    public Guid Id { get; init; }

    /// <summary>1, 2, 3 ...: what people call it by.</summary>
    public long Number { get; init; }

    /// <summary>Its cause: there is one open incident of each.</summary>
    public string DedupKey { get; init; } = "";

    public IncidentSource Source { get; init; }

    public AlarmArea Area { get; init; }

    /// <summary>Warning or Critical.</summary>
    public AlarmLevel Severity { get; init; }

    public IncidentState State { get; init; }

    public string TitleKo { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string Runbook { get; init; } = "";

    public int LadderVersion { get; init; }

    public bool IsDrill { get; init; }

    /// <summary>What opened it is still so.</summary>
    public bool StillFires { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>When its ladder began: its opening, or the moment when it became Critical.</summary>
    public DateTimeOffset RaisedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public string? AcknowledgedBy { get; init; }

    /// <summary>Customers were told.</summary>
    public DateTimeOffset? CommunicatedAt { get; init; }

    /// <summary>It does not hurt any more, and is not understood yet.</summary>
    public DateTimeOffset? MitigatedAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public Guid? MergedInto { get; init; }

    /// <summary>The last one of the same cause.</summary>
    public Guid? BeforeId { get; init; }

    /// <summary>Entries of its timeline.</summary>
    public int Seq { get; init; }

    /// <summary>Of the last entry.</summary>
    public string Digest { get; init; } = "";

    public bool IsOpen => State == IncidentState.Open;
}
