namespace Onair.Broadcasts;

/// <summary>
/// What a shop's traffic does because of its shows. The strongest of all shows counts. Sent as words.
/// </summary>
public enum BroadcastPhase
{
    /// <summary>No show near.</summary>
    Quiet = 1,

    /// <summary>A show ended a while ago; people still order (7 times the usual, falling to 3).</summary>
    After = 2,

    /// <summary>A show begins soon; people come (2.5 times the usual).</summary>
    Before = 3,

    /// <summary>On the air (15 times the usual).</summary>
    Live = 4,
}

/// <summary>Pure: the phase of a moment. Lengths as the reference platform measured them.</summary>
public static class BroadcastPhases
{
    /// <summary>Traffic rises half an hour before a show.</summary>
    public static readonly TimeSpan BeforeFor = TimeSpan.FromMinutes(30);

    /// <summary>And takes an hour to fall after it.</summary>
    public static readonly TimeSpan AfterFor = TimeSpan.FromMinutes(60);

    public static BroadcastPhase Of(IEnumerable<Broadcast> shows, DateTimeOffset now)
    {
        var phase = BroadcastPhase.Quiet;
        foreach (var show in shows)
        {
            var own = Of(show, now);
            if (own > phase) phase = own;
        }

        return phase;
    }

    private static BroadcastPhase Of(Broadcast show, DateTimeOffset now) => show.State switch
    {
        BroadcastState.OnAir => BroadcastPhase.Live,
        BroadcastState.Scheduled when show.StartsAt - now is { } left && left > TimeSpan.Zero && left <= BeforeFor =>
            BroadcastPhase.Before,
        BroadcastState.Scheduled => BroadcastPhase.Quiet,
        BroadcastState.Ended when now - (show.EndedAt ?? show.EndsAt) is { } past && past < AfterFor =>
            BroadcastPhase.After,
        BroadcastState.Ended => BroadcastPhase.Quiet,
    };
}
