using System.ComponentModel.DataAnnotations;

namespace Onair.Alarms;

/// <summary>Alarms, under <c>Alarms</c>.</summary>
public sealed class AlarmsOptions
{
    /// <summary>A file, or a folder of <c>*.json</c> files, with rules of the shop's own; read when it starts. A rule
    /// of a known id replaces the one that ships when its version is higher. Empty: those that ship.</summary>
    public string Rules { get; set; } = "";

    /// <summary>
    /// True: rules are evaluated. False for a node that is to look on, as beside a restored copy of the database.
    /// </summary>
    public bool Evaluate { get; set; } = true;

    /// <summary>How long changes of alarms and ended silences are kept: as long as the hours of series.</summary>
    [Range(typeof(TimeSpan), "35.00:00:00", "3653.00:00:00")]
    public TimeSpan HistoryKept { get; set; } = TimeSpan.FromDays(400);

    /// <summary>
    /// How far back the shop learns what its orders are like in a phase of the broadcast. Two weeks have every show of
    /// a weekly schedule twice.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "35.00:00:00")]
    public TimeSpan LearnFrom { get; set; } = TimeSpan.FromDays(14);
}
