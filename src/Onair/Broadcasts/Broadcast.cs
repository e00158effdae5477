using Onair.Catalog;

namespace Onair.Broadcasts;

/// <summary>The life of a show. Stored and sent; never renumber.</summary>
public enum BroadcastState
{
    Scheduled = 1,

    OnAir = 2,

    /// <summary>Its offers are closed; what was ordered goes on.</summary>
    Ended = 3,
}

/// <summary>A show in the schedule, with its rundown of offers.</summary>
public sealed class Broadcast
{
    public Guid Id { get; init; }

    /// <summary>The channel that carries it: 1 to 32 of <c>a-z 0-9 -</c>. One show at a time on each.</summary>
    public string Feed { get; init; } = "";

    public LocalText Title { get; init; } = LocalText.Empty;

    /// <summary>An HLS playlist: absolute <c>https</c>, or a path on this shop.</summary>
    public string StreamUrl { get; init; } = "";

    /// <summary>What is seen before the stream is there.</summary>
    public string PosterUrl { get; init; } = "";

    /// <summary>True: the picture is 9:16; false: 16:9.</summary>
    public bool IsPortrait { get; init; }

    public DateTimeOffset StartsAt { get; init; }

    public DateTimeOffset EndsAt { get; init; }

    public BroadcastState State { get; set; }

    /// <summary>True: the clock starts the show and goes through its rundown; false: a producer switches.</summary>
    public bool RunsItself { get; init; }

    /// <summary>The offer that the host shows now; null while there is none.</summary>
    public Guid? OnAirOffer { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts changes of the show itself; its offers count their own.</summary>
    public int Version { get; set; }

    /// <summary>The rundown, in its order.</summary>
    public List<Offer> Offers { get; init; } = [];

    /// <summary>The first offer of the rundown that was not on the air yet.</summary>
    public Offer? Next => Offers.Find(offer => offer.OpensAt is null);
}
