using Onair.Broadcasts;
using Onair.Broadcasts.Live;

namespace Onair.Orders;

/// <summary>
/// What facts added up to: orders, pieces and won. Amounts are what was asked and paid, before returns.
/// </summary>
public sealed record SalesSum(long Orders, long Placed, long PlacedAmount, long Paid, long PaidAmount, long Undone)
{
    public static readonly SalesSum None = new(0, 0, 0, 0, 0, 0);

    /// <summary>Pieces that were ordered and not given back.</summary>
    public long Kept => Placed - Undone;

    internal SalesSum Plus(OfferMinute minute) => new(
        Orders + minute.Orders,
        Placed + minute.Sales.Placed,
        PlacedAmount + minute.Sales.PlacedAmount,
        Paid + minute.Sales.Paid,
        PaidAmount + minute.Sales.PaidAmount,
        Undone + minute.Sales.Undone);
}

/// <summary>One minute of a show.</summary>
/// <param name="Minute">Its beginning.</param>
/// <param name="Sales">What was sold in it.</param>
/// <param name="SellThrough">Pieces ordered until its end and not given back, of all that were allotted: 0 to
/// 1.</param>
/// <param name="Viewers">The most who watched at one time.</param>
/// <param name="Joined">Who came in it.</param>
public sealed record ResultMinute(
    DateTimeOffset Minute, SalesSum Sales, double SellThrough, long Viewers, long Joined);

/// <summary>One offer of a show.</summary>
/// <param name="SellThrough">Pieces on orders now, of its allotment: 0 to 1.</param>
public sealed record ResultOffer(Offer Offer, SalesSum Sales, double SellThrough);

/// <summary>What a show brought, until now.</summary>
public sealed record BroadcastResult
{
    public required Broadcast Broadcast { get; init; }

    public required SalesSum Total { get; init; }

    public required IReadOnlyList<(Channel Channel, SalesSum Sales)> Channels { get; init; }

    public required IReadOnlyList<ResultOffer> Offers { get; init; }

    /// <summary>Only minutes in which something happened.</summary>
    public required IReadOnlyList<ResultMinute> Minutes { get; init; }

    /// <summary>Pages that were opened with live updates; one person with two phones counts twice.</summary>
    public required long Joined { get; init; }

    public required long ViewersPeak { get; init; }

    /// <summary>Orders per viewer who came; null when nobody was counted.</summary>
    public double? Conversion => Joined == 0 ? null : (double)Total.Orders / Joined;

    public double SellThrough => Share(Total.Kept, Broadcast.Offers.Sum(offer => offer.Allotment));

    /// <summary>Pure: from the show, what the tally heard, and who watched.</summary>
    internal static BroadcastResult Of(
        Broadcast show, IReadOnlyList<OfferMinute> sales, IReadOnlyList<AudienceMinute> audience)
    {
        var total = SalesSum.None;
        var channels = new SortedDictionary<Channel, SalesSum>();
        var offers = new Dictionary<Guid, SalesSum>();
        var minutes = new SortedDictionary<DateTimeOffset, SalesSum>();
        foreach (var row in sales)
        {
            total = total.Plus(row);
            var channel = (Channel)row.Sales.Channel;
            channels[channel] = channels.GetValueOrDefault(channel, SalesSum.None).Plus(row);
            offers[row.OfferId] = offers.GetValueOrDefault(row.OfferId, SalesSum.None).Plus(row);
            minutes[row.Sales.Minute] = minutes.GetValueOrDefault(row.Sales.Minute, SalesSum.None).Plus(row);
        }

        var watched = audience.ToDictionary(minute => minute.Minute);
        foreach (var minute in watched.Keys) minutes.TryAdd(minute, SalesSum.None);
        return new BroadcastResult
        {
            Broadcast = show,
            Total = total,
            Channels = [.. channels.Select(c => (c.Key, c.Value))],
            Offers = show.Offers.ConvertAll(offer => new ResultOffer(
                offer,
                offers.GetValueOrDefault(offer.Id, SalesSum.None),
                Share(offer.Held + offer.Sold, offer.Allotment))),
            Minutes = Walk(minutes, watched, show.Offers.Sum(offer => offer.Allotment)),
            Joined = audience.Sum(minute => minute.Joined),
            ViewersPeak = audience.Count == 0 ? 0 : audience.Max(minute => minute.Viewers),
        };
    }

    private static List<ResultMinute> Walk(
        SortedDictionary<DateTimeOffset, SalesSum> minutes,
        Dictionary<DateTimeOffset, AudienceMinute> watched,
        long allotment)
    {
        var kept = 0L;
        var walked = new List<ResultMinute>(minutes.Count);
        foreach (var (minute, sum) in minutes)
        {
            kept += sum.Kept;
            var seen = watched.GetValueOrDefault(minute);
            walked.Add(new ResultMinute(minute, sum, Share(kept, allotment), seen.Viewers, seen.Joined));
        }

        return walked;
    }

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
