using System.Text.Json.Nodes;
using Onair.Catalog;
using Onair.Ratings;

namespace Onair.Host.Storefront.Discovery;

/// <summary>
/// JSON-LD by the words of schema.org. The serializer writes no angle bracket as it is, so that no text of a product
/// can end the script that it stands in.
/// </summary>
internal static class JsonLd
{
    private const string context = "https://schema.org";

    /// <param name="rated">What buyers said; said of the product only when there is something.</param>
    public static string Product(
        Visit visit, Product product, IReadOnlyDictionary<string, long> stock, RatingPage rated)
    {
        var onSale = product.Variants.Where(v => v.Status == VariantStatus.Active).ToList();
        var body = new JsonObject
        {
            ["@context"] = context,
            ["@type"] = "Product",
            ["name"] = visit.Say(product.Name),
            ["description"] = visit.Say(product.Description),
            ["url"] = visit.Absolute($"/products/{product.Slug}"),
            ["image"] = new JsonArray(
                [.. product.Pictures.Select(p => JsonValue.Create(visit.Whole(SamplePictures.AddressOf(p.Url))))]),
            ["offers"] = new JsonArray([.. onSale.Select(variant => Offer(visit, product, variant, stock))]),
        };
        if (onSale.Count == 1) body["sku"] = onSale[0].Sku;
        if (product.Brand is { } brand)
            body["brand"] = new JsonObject { ["@type"] = "Brand", ["name"] = visit.Say(brand.Name) };
        if (rated.Sum.Count > 0)
        {
            body["aggregateRating"] = new JsonObject
            {
                ["@type"] = "AggregateRating",
                ["ratingValue"] = rated.Sum.Average,
                ["ratingCount"] = rated.Sum.Count,
                ["bestRating"] = Rating.StarsMax,
                ["worstRating"] = Rating.StarsMin,
            };
            body["review"] = new JsonArray([.. rated.Ratings.Select(shown => Review(shown.Rating))]);
        }

        return body.ToJsonString();
    }

    private static JsonObject Review(Rating rating)
    {
        var review = new JsonObject
        {
            ["@type"] = "Review",
            ["author"] = new JsonObject { ["@type"] = "Person", ["name"] = rating.Author },
            ["datePublished"] = rating.WrittenAt.ToString("O"),
            ["inLanguage"] = rating.Language,
            ["reviewRating"] = new JsonObject
            {
                ["@type"] = "Rating",
                ["ratingValue"] = rating.Stars,
                ["bestRating"] = Rating.StarsMax,
                ["worstRating"] = Rating.StarsMin,
            },
        };
        if (rating.Body.Length > 0) review["reviewBody"] = rating.Body;
        return review;
    }

    /// <param name="path">Shelves from the outermost to the innermost.</param>
    /// <param name="last">The page itself, when it is no shelf.</param>
    public static string Crumbs(Visit visit, IReadOnlyList<Category> path, string? last)
    {
        var items = new JsonArray { Crumb(1, visit.Words.AllShelves, visit.Absolute("/")) };
        foreach (var shelf in path)
            items.Add(Crumb(items.Count + 1, visit.Say(shelf.Name), visit.Absolute($"/categories/{shelf.Slug}")));
        if (last is not null) items.Add(Crumb(items.Count + 1, last, null));
        return new JsonObject
        {
            ["@context"] = context, ["@type"] = "BreadcrumbList", ["itemListElement"] = items,
        }.ToJsonString();
    }

    private static JsonObject Offer(
        Visit visit, Product product, Variant variant, IReadOnlyDictionary<string, long> stock) => new()
    {
        ["@type"] = "Offer",
        ["sku"] = variant.Sku,
        ["price"] = variant.Price.Amount,
        ["priceCurrency"] = Price.Currency,
        ["availability"] = context + (stock.GetValueOrDefault(variant.Sku) > 0 ? "/InStock" : "/OutOfStock"),
        ["url"] = visit.Absolute($"/products/{product.Slug}"),
    };

    private static JsonObject Crumb(int place, string name, string? address)
    {
        var crumb = new JsonObject { ["@type"] = "ListItem", ["position"] = place, ["name"] = name };
        if (address is not null) crumb["item"] = address;
        return crumb;
    }
}
