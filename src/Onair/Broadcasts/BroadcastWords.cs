namespace Onair.Broadcasts;

/// <summary>How the API writes states.</summary>
internal static class BroadcastWords
{
    public static string Of(BroadcastState state) => state switch
    {
        BroadcastState.Scheduled => "scheduled",
        BroadcastState.OnAir => "on-air",
        BroadcastState.Ended => "ended",
    };

    public static string Of(OfferState state) => state switch
    {
        OfferState.Planned => "planned",
        OfferState.Open => "open",
        OfferState.Closed => "closed",
    };
}
