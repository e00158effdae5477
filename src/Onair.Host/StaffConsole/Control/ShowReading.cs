using Onair.Broadcasts;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments.Routing;

namespace Onair.Host.StaffConsole.Control;

/// <summary>Orders of one second, by channel.</summary>
public sealed record SecondOfOrders(DateTimeOffset At, IReadOnlyDictionary<Channel, double> Orders);

/// <summary>One offer as the control room shows it.</summary>
/// <param name="Offer">As it was read.</param>
/// <param name="Name">Of the product, in both languages.</param>
/// <param name="Left">Pieces that can be ordered now: the smaller of allotment and stock.</param>
/// <param name="PerSecond">Pieces ordered in a second, over the last half minute.</param>
public sealed record OfferReading(Offer Offer, Catalog.LocalText Name, long Left, double PerSecond)
{
    /// <summary>At this pace; null while nothing is sold, or nothing is left.</summary>
    public TimeSpan? SoldOutIn => Left > 0 && PerSecond > 0 ? TimeSpan.FromSeconds(Left / PerSecond) : null;
}

/// <summary>What is true of a show at one moment, for everybody who watches it at this node.</summary>
public sealed record ShowReading
{
    public required DateTimeOffset At { get; init; }

    public required Broadcast Show { get; init; }

    public required IReadOnlyList<OfferReading> Offers { get; init; }

    public required long Viewers { get; init; }

    /// <summary>The last ten minutes, second by second, oldest first.</summary>
    public required IReadOnlyList<SecondOfOrders> Seconds { get; init; }

    /// <summary>Orders of each of the last sixty minutes by channel, oldest first.</summary>
    public required IReadOnlyList<SecondOfOrders> Minutes { get; init; }

    /// <summary>Of the whole show; a few seconds old.</summary>
    public required SalesSum Total { get; init; }

    /// <summary>Orders per viewer who came; null when nobody was counted.</summary>
    public required double? Conversion { get; init; }

    /// <summary>Providers and how this node finds them.</summary>
    public required IReadOnlyList<(string Name, BreakerState State)> Providers { get; init; }

    public required JobsLag Jobs { get; init; }

    /// <summary>Jobs of payments that wait.</summary>
    public long PaymentsWaiting =>
        Jobs.Kinds.Where(kind => kind.Kind.StartsWith("payments.", StringComparison.Ordinal)).Sum(k => k.Waiting);

    public TimeSpan Behind => Jobs.Kinds.Select(kind => kind.Behind(Jobs.At)).DefaultIfEmpty().Max();

    public long Dead => Jobs.Kinds.Sum(kind => kind.Dead);

    public OfferReading? Shown => Offers.FirstOrDefault(offer => offer.Offer.Id == Show.OnAirOffer);

    /// <summary>What comes after the shown one and was not on the air yet.</summary>
    public OfferReading? Next => Offers.FirstOrDefault(o => o.Offer.OpensAt is null);
}
