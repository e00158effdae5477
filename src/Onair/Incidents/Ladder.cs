using Onair.Alarms;

namespace Onair.Incidents;

/// <summary>What makes a rung unnecessary. Stored; never renumber.</summary>
public enum RungClock
{
    /// <summary>Nothing: at once.</summary>
    Immediate = 1,

    /// <summary>Somebody has taken it.</summary>
    Acknowledge = 2,

    /// <summary>It is resolved. Taking it is not enough.</summary>
    Resolve = 3,

    /// <summary>Customers were told, or it is resolved.</summary>
    Communicate = 4,
}

/// <summary>Stored; never renumber.</summary>
public enum RungAction
{
    Page = 1,

    /// <summary>Customers are to be told.</summary>
    Notify = 2,

    /// <summary>Developers come together.</summary>
    Convene = 3,

    /// <summary>A written report is due.</summary>
    Report = 4,
}

/// <summary>Stored; never renumber.</summary>
public enum RungState
{
    Waiting = 1,

    Fired = 2,

    /// <summary>Its clock was stopped before.</summary>
    NotNeeded = 3,
}

/// <summary>A step of a ladder.</summary>
/// <param name="Level">1 to 4: first line, specialists, management, executives.</param>
/// <param name="Clock">What makes it unnecessary.</param>
/// <param name="After">From the opening; never from the step before, as that would drift.</param>
/// <param name="Action">What it does besides calling.</param>
/// <param name="Roles">Who is called.</param>
public sealed record LadderStep(
    int Level, RungClock Clock, TimeSpan After, RungAction Action, IReadOnlyList<string> Roles);

/// <summary>Roles of the watch.</summary>
public static class WatchRoles
{
    public const string Responder = "ime";
    public const string Backup = "ime-backup";
    public const string Specialist = "dse";
    public const string Operations = "it-ops-lead";
    public const string AccountManager = "tam";
    public const string Cto = "cto";
    public const string Developers = "dev-lead";
    public const string DatabaseAdmin = "dba";
    public const string Security = "security-lead";
    public const string Business = "business-lead";
    public const string Executives = "executives";

    public static readonly IReadOnlyList<string> All =
    [
        Responder, Backup, Specialist, Operations, AccountManager, Cto, Developers, DatabaseAdmin, Security, Business,
        Executives,
    ];
}

/// <summary>
/// Pure: the ladder of an incident (reference 69 and 73 to 78, with the decisions C1 to C4). Its version is written on
/// the incident, and its steps become rows, so that a new version touches no open incident.
/// </summary>
public static class Ladder
{
    public const int Version = 1;

    /// <summary>Nobody has taken it by then: the promise of five minutes is broken.</summary>
    public static readonly TimeSpan AcknowledgeIn = TimeSpan.FromMinutes(5);

    public static IReadOnlyList<LadderStep> Of(AlarmArea area, AlarmLevel severity)
    {
        List<LadderStep> steps =
        [
            new(1, RungClock.Immediate, TimeSpan.Zero, RungAction.Page, [WatchRoles.Responder, .. FirstOf(area)]),
            new(
                1, RungClock.Acknowledge, AcknowledgeIn, RungAction.Page, [WatchRoles.Backup, WatchRoles.Operations]),
        ];
        if (severity != AlarmLevel.Critical) return steps;
        steps.AddRange(
        [
            new(
                1, RungClock.Communicate, TimeSpan.FromMinutes(10), RungAction.Notify,
                [WatchRoles.AccountManager, WatchRoles.Business]),
            new(
                2, RungClock.Resolve, TimeSpan.FromMinutes(15), RungAction.Page,
                [WatchRoles.Specialist, WatchRoles.Operations]),
            new(
                3, RungClock.Resolve, TimeSpan.FromMinutes(30), RungAction.Convene,
                [WatchRoles.AccountManager, WatchRoles.Cto, WatchRoles.Developers]),
            new(
                4, RungClock.Resolve, TimeSpan.FromMinutes(60), RungAction.Report,
                [WatchRoles.Executives, WatchRoles.Cto]),
        ]);
        return steps;
    }

    /// <summary>Who is called at once besides the first line.</summary>
    private static IReadOnlyList<string> FirstOf(AlarmArea area) => area switch
    {
        AlarmArea.Order or AlarmArea.Payment => [WatchRoles.Specialist],
        AlarmArea.Website => [WatchRoles.Specialist, WatchRoles.Operations, WatchRoles.Developers],
        AlarmArea.Database => [WatchRoles.DatabaseAdmin],
        AlarmArea.Security => [WatchRoles.Security],
        AlarmArea.Other => [],
    };
}

/// <summary>A step of one incident's ladder.</summary>
public sealed class Rung
{
    public Guid IncidentId { get; init; }

    /// <summary>0, 1, 2 ...; a raised incident's ladder goes on counting.</summary>
    public int Number { get; init; }

    public int Level { get; init; }

    public RungClock Clock { get; init; }

    public RungAction Action { get; init; }

    /// <summary>Roles, by blanks.</summary>
    public string Roles { get; init; } = "";

    public DateTimeOffset DueAt { get; init; }

    public RungState State { get; init; }

    public DateTimeOffset? FiredAt { get; init; }

    /// <summary>How late it was; null while it has not fired. Before its time, when nobody was on call for the one
    /// before: not late.</summary>
    public TimeSpan? Lateness => FiredAt is { } at ? at > DueAt ? at - DueAt : TimeSpan.Zero : null;

    public IReadOnlyList<string> RoleList => Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Pure: whether its clock was stopped.</summary>
    public bool IsNeeded(Incident incident) => incident.IsOpen && Clock switch
    {
        RungClock.Immediate => true,
        RungClock.Acknowledge => incident.AcknowledgedAt is null,
        RungClock.Resolve => true,
        RungClock.Communicate => incident.CommunicatedAt is null,
    };
}
