using System.Text.Json.Serialization;
using Onair.Series;

namespace Onair.Alarms;

/// <summary>When a number is bad. Stored as words.</summary>
public enum AlarmComparator
{
    Below = 1,

    AtMost = 2,

    Above = 3,

    AtLeast = 4,
}

/// <summary>What to make of points that are not there. Stored as words.</summary>
public enum MissingPolicy
{
    /// <summary>Without enough points the alarm says that it does not know.</summary>
    Missing = 1,

    /// <summary>Without enough points the alarm stays as it was.</summary>
    Ignore = 2,

    /// <summary>Silence is bad.</summary>
    Breaching = 3,

    /// <summary>Silence is good.</summary>
    NotBreaching = 4,
}

/// <summary>Whom a rule's incidents call first. Stored; never renumber.</summary>
public enum AlarmArea
{
    Order = 1,
    Payment = 2,
    Website = 3,
    Database = 4,
    Security = 5,
    Other = 6,
}

/// <summary>A text in the shop's two languages.</summary>
public sealed record RuleText(string Ko, string En);

/// <summary>A pair of windows over which an error budget is burnt.</summary>
/// <param name="Long">What has been burnt: an hour, six hours, three days.</param>
/// <param name="Short">And still is: a twelfth of it.</param>
/// <param name="Factor">So many times faster than the budget allows.</param>
/// <param name="Severity">Warning or Critical.</param>
public sealed record BurnWindow(TimeSpan Long, TimeSpan Short, double Factor, AlarmLevel Severity);

/// <summary>How fast an error budget is burnt.</summary>
/// <param name="Objective">Share of good ones that was promised, above 0 and below 1.</param>
/// <param name="Windows">1 to 4.</param>
public sealed record BurnRate(double Objective, IReadOnlyList<BurnWindow> Windows);

/// <summary>Made of other alarms.</summary>
/// <param name="All">All of these fire; or empty.</param>
/// <param name="Any">One of these fires; or empty.</param>
/// <param name="Severity">What this is then.</param>
public sealed record CompositeOf(IReadOnlyList<string> All, IReadOnlyList<string> Any, AlarmLevel Severity);

/// <summary>
/// A rule: when a signal is bad, how bad, who is called and what they do. Rules are files with versions; the console's
/// edits are revisions of them. No rule is taken without an owner, a severity and a runbook.
/// </summary>
public sealed record AlarmRule
{
    public const int IdCharsMax = 40;

    /// <summary>Rules of a shop. 200 rules of three nodes are evaluated in a fraction of a second.</summary>
    public const int RulesMax = 500;

    /// <summary>Points that N may ask for.</summary>
    public const int PointsMax = 60;

    /// <summary>Length of a window that is not a burn rate's.</summary>
    public static readonly TimeSpan WindowMax = TimeSpan.FromHours(1);

    public static readonly TimeSpan BurnWindowMax = TimeSpan.FromDays(3);

    /// <summary>1 to 40 of <c>a-z 0-9 -</c>; stable.</summary>
    public required string Id { get; init; }

    /// <summary>The file's version: a higher one replaces a lower one.</summary>
    public int Version { get; init; }

    public SignalClass Class { get; init; }

    public AlarmArea Area { get; init; }

    /// <summary>A role of the watch: <c>ime</c>.</summary>
    public string Owner { get; init; } = "";

    /// <summary>The runbook that its incidents open with.</summary>
    public string Runbook { get; init; } = "";

    public RuleText Title { get; init; } = new("", "");

    /// <summary>Where its numbers come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>A signal of the catalogue; empty for a composite.</summary>
    public string Signal { get; init; } = "";

    /// <summary>Null for composites and burn rates, which have their own.</summary>
    public AlarmComparator? When { get; init; }

    public double? Warning { get; init; }

    public double? Critical { get; init; }

    /// <summary>
    /// Of a ratio: how sure a point has to be, in standard errors. With 2, a threshold counts as crossed when the true
    /// share is beyond it but for one chance in forty (Wilson's interval): thirty payments of which two are declined
    /// say nothing, a hundred thousand say it at once. 0: the number alone.
    /// </summary>
    public double Certainty { get; init; } = 2;

    /// <summary>What each point looks at.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Time from one point to the next. Points are new every ten seconds, however far they are apart.
    /// </summary>
    public TimeSpan Step { get; init; } = Frame.Span;

    /// <summary>Points that have to be bad ...</summary>
    public int M { get; init; } = 1;

    /// <summary>... of so many.</summary>
    public int N { get; init; } = 1;

    public MissingPolicy Missing { get; init; } = MissingPolicy.Missing;

    /// <summary>How long it goes on after the last bad point: what flaps is one alarm.</summary>
    public TimeSpan KeepFiring { get; init; }

    /// <summary>How much data there has to be before it says anything.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>Rules that explain this one: while one of them fires, this calls nobody.</summary>
    public IReadOnlyList<string> SuppressedBy { get; init; } = [];

    /// <summary>Phases of the broadcast in which it counts; empty for all.</summary>
    public IReadOnlyList<string> Phases { get; init; } = [];

    public BurnRate? Burn { get; init; }

    public CompositeOf? Composite { get; init; }

    /// <summary>True: its incidents count orders that were not taken.</summary>
    public bool CostsOrders { get; init; }

    public bool IsOff { get; init; }

    /// <summary>Small numbers are the bad ones.</summary>
    [JsonIgnore]
    public bool IsLowBad => When is AlarmComparator.Below or AlarmComparator.AtMost;

    /// <summary>Rules that a composite is made of.</summary>
    [JsonIgnore]
    public IEnumerable<string> Parts => Composite is { } composite ? [.. composite.All, .. composite.Any] : [];

    /// <summary>How bad it can get.</summary>
    [JsonIgnore]
    public AlarmLevel Worst => Composite?.Severity
        ?? (Critical is not null || Burn?.Windows.Any(w => w.Severity == AlarmLevel.Critical) == true
            ? AlarmLevel.Critical
            : AlarmLevel.Warning);
}
