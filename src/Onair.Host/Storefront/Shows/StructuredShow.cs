using System.Text.Json.Nodes;
using Onair.Broadcasts;

namespace Onair.Host.Storefront.Shows;

/// <summary>A show as search engines read it: schema.org's BroadcastEvent with its offers.</summary>
internal static class StructuredShow
{
    /// <summary>Offers that are named; the page of each product says the rest.</summary>
    private const int offersMax = 12;

    /// <summary>JSON whose letters cannot end a script element: the serializer writes them as escapes.</summary>
    public static string Of(Broadcast show, IReadOnlyList<ShownOffer> offers, Visit visit)
    {
        var listed = new JsonArray();
        foreach (var offer in offers.Take(offersMax))
        {
            listed.Add(new JsonObject
            {
                ["@type"] = "Offer",
                ["sku"] = offer.Offer.Sku,
                ["name"] = offer.NameIn(visit),
                ["price"] = offer.Offer.Price,
                ["priceCurrency"] = "KRW",
                ["availability"] = "https://schema.org/" + (offer.IsOpen && offer.Left > 0 ? "InStock" : "OutOfStock"),
                ["url"] = $"{visit.Origin}/products/{offer.Product.Slug}",
            });
        }

        return new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "BroadcastEvent",
            ["name"] = visit.Say(show.Title),
            ["startDate"] = show.StartsAt.ToString("O"),
            ["endDate"] = show.EndsAt.ToString("O"),
            ["isLiveBroadcast"] = show.State == BroadcastState.OnAir,
            ["eventStatus"] = "https://schema.org/EventScheduled",
            ["inLanguage"] = "ko",
            ["image"] = show.PosterUrl.StartsWith('/') ? visit.Origin + show.PosterUrl : show.PosterUrl,
            ["url"] = $"{visit.Origin}/broadcasts/{show.Id:N}",
            ["location"] = new JsonObject { ["@type"] = "VirtualLocation", ["url"] = $"{visit.Origin}/live" },
            ["offers"] = listed,
        }.ToJsonString();
    }
}
