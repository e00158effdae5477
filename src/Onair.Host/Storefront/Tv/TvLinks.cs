using System.Text.RegularExpressions;
using Onair.Broadcasts;

namespace Onair.Host.Storefront.Tv;

/// <summary>The addresses that a television picture shows, and where they lead.</summary>
internal sealed partial class TvLinks(ReadBroadcasts shows, TvVisits visits, TimeProvider time)
{
    /// <summary>Of one offer, for good.</summary>
    public static string OfOffer(Visit visit, string code) => $"{visit.Origin}/t/{code}";

    /// <summary>Of whatever is on the air, on one feed or on any.</summary>
    public static string OfFeed(Visit visit, string? feed) => visit.Origin + (feed is null ? "/tv" : $"/tv/{feed}");

    /// <summary>As people type it: without the scheme, which browsers add. A line may end between the two parts.
    /// </summary>
    public static (string Host, string Path) Spoken(string link)
    {
        var address = new Uri(link);
        return (address.Authority, address.AbsolutePath);
    }

    /// <summary>The feed as its shows name it; null for what is no name of one.</summary>
    public static string? FeedOf(string typed)
    {
        var feed = typed.ToLowerInvariant();
        return Feed().IsMatch(feed) ? feed : null;
    }

    /// <summary>The show that is on the air, on one feed or on any; null when there is none.</summary>
    public async Task<Broadcast?> OnAirAsync(string? feed, CancellationToken cancel) =>
        (await shows.OnAirAsync(cancel)).Find(show => feed is null || show.Feed == feed);

    /// <summary>
    /// Where an offer's link leads: straight to the order while it can be ordered, else to its show, which says why.
    /// </summary>
    public async Task<string?> LeadAsync(Visit visit, Guid offerId, CancellationToken cancel)
    {
        if (await shows.OfferAsync(offerId, cancel) is not { } offer) return null;
        var mark = await visits.MarkAsync(offer.BroadcastId, cancel);
        return offer.IsOpen(time.GetUtcNow()) && offer.Left > 0
            ? visit.Link(
                "/checkout", ("sku", offer.Sku), ("offer", offer.Id.ToString("N")), (TvVisits.Field, mark))
            : visit.Link($"/broadcasts/{offer.BroadcastId:N}", (TvVisits.Field, mark));
    }

    /// <summary>Where a feed's link leads: to what its host shows now, else to the schedule.</summary>
    public async Task<string> LeadAsync(Visit visit, string? feed, CancellationToken cancel)
    {
        if (await OnAirAsync(feed, cancel) is not { } show) return visit.Link("/schedule");
        return (show.OnAirOffer is { } offer ? await LeadAsync(visit, offer, cancel) : null)
            ?? visit.Link(
                $"/broadcasts/{show.Id:N}", (TvVisits.Field, await visits.MarkAsync(show.Id, cancel)));
    }

    [GeneratedRegex("^[a-z0-9-]{1,32}$", RegexOptions.None, 1000)]
    private static partial Regex Feed();
}
