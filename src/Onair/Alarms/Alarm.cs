using Onair.Storage;

namespace Onair.Alarms;

/// <summary>How bad it is. This shop's own scale: imported ones are mapped by name, as "5" is the worst to one vendor
/// and the least to another. Stored; never renumber.</summary>
public enum AlarmLevel
{
    Ok = 1,

    Warning = 2,

    Critical = 3,

    /// <summary>Data, and too little of it. That is not the same as well.</summary>
    NoTraffic = 4,

    /// <summary>No data.</summary>
    Insufficient = 5,
}

/// <summary>How well an alarm itself does, apart from what it says. Stored; never renumber.</summary>
public enum AlarmHealth
{
    Evaluated = 1,

    /// <summary>A node is silent, or a part of the window has no data.</summary>
    PartialData = 2,

    /// <summary>There is less data than a window yet.</summary>
    WarmUp = 3,

    /// <summary>The evaluation itself failed.</summary>
    Failed = 4,

    /// <summary>The rule is not for this phase of the broadcast.</summary>
    OutOfPhase = 5,
}

/// <summary>An alarm as it stands: a rule, and one value of its signal's label.</summary>
public sealed record AlarmState
{
    public required string Rule { get; init; }

    /// <summary>The label's value; empty for all.</summary>
    public string Group { get; init; } = "";

    public int RuleRevision { get; init; }

    public AlarmLevel Level { get; init; }

    public AlarmHealth Health { get; init; }

    /// <summary>Since when it is at this level.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>The signal's last number; null when there was none.</summary>
    public double? Value { get; init; }

    public long Samples { get; init; }

    /// <summary>When what was measured was last at least as bad as <see cref="Level"/>.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>It fires because something else does, which has an alarm of its own.</summary>
    public bool IsSuppressed { get; init; }

    /// <summary>It fires, and somebody asked to hear nothing of it for now.</summary>
    public bool IsSilenced { get; init; }

    public DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>Warning or Critical.</summary>
    public bool IsFiring => Level is AlarmLevel.Warning or AlarmLevel.Critical;

    /// <summary>Fires, and is somebody's business.</summary>
    public bool IsLoud => IsFiring && !IsSuppressed && !IsSilenced;

    /// <summary>Rule and label's value: the identity under which incidents are found again.</summary>
    public string Key => KeyOf(Rule, Group);

    public static string KeyOf(string rule, string group) => group.Length == 0 ? rule : $"{rule}:{group}";
}

/// <summary>A change of an alarm, with what it was decided on. Rows are only ever added.</summary>
public sealed record AlarmTransition
{
    public required Guid Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required AlarmState After { get; init; }

    public AlarmLevel From { get; init; }

    public bool WasSuppressed { get; init; }

    /// <summary>It fires, or did before.</summary>
    public bool IsAboutFiring => After.IsFiring || From is AlarmLevel.Warning or AlarmLevel.Critical;

    /// <summary>Query, window, threshold, value and samples as JSON.</summary>
    public string Evidence { get; init; } = "";
}

/// <summary>Told of changes in the transaction in which they are written: what follows commits with them.</summary>
public delegate Task AlarmsChanged(
    Transaction open, IReadOnlyList<AlarmTransition> changes, IReadOnlyDictionary<string, AlarmRule> rules,
    CancellationToken cancel);
