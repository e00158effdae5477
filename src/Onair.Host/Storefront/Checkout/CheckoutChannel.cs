using Onair.Broadcasts;
using Onair.Host.Storefront.Tv;

namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// Where an order of the pages comes from: <c>tv</c> when it is for an offer of the show whose picture led here, else
/// <c>web</c>. What is wrong with a mark costs the statistic its channel, and the customer nothing.
/// </summary>
internal sealed class CheckoutChannel(ReadBroadcasts shows, TvVisits visits)
{
    public async Task<CheckoutForm> AttributeAsync(CheckoutForm form, CancellationToken cancel) =>
        form.Via.Length > 0 && form.Lines.Count == 0 && Guid.TryParse(form.Offer, out var id)
            && await shows.OfferAsync(id, cancel) is { } offer
            && await visits.IsGoodAsync(form.Via, offer.BroadcastId, form.Key, cancel)
                ? form with { Channel = "tv" }
                : form;
}
