namespace Onair.Incidents;

/// <summary>A call to somebody.</summary>
public sealed class WatchPage
{
    public Guid Id { get; init; }

    public Guid IncidentId { get; init; }

    public int Rung { get; init; }

    /// <summary>Null: the last resort.</summary>
    public Guid? ContactId { get; init; }

    /// <summary>Name and role, as timelines show it.</summary>
    public string Recipient { get; init; } = "";

    public PageChannel Channel { get; init; }

    public PageState State { get; init; }

    public DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public int Tries { get; init; }

    public string Note { get; init; } = "";
}
