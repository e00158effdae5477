using System.Globalization;
using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Catalog;
using Onair.Inventory;

namespace Onair.Host.Storefront.Shows;

/// <summary>An offer with what a page says about it.</summary>
/// <param name="Left">Pieces that can be ordered now: the smaller of allotment and stock.</param>
public sealed record ShownOffer(Offer Offer, Product Product, Variant Variant, long Left, DateTimeOffset Now)
{
    public OfferState State => Offer.StateAt(Now);

    public bool IsOpen => Offer.IsOpen(Now);

    /// <summary>How fast it is ordered, as far as this node has seen.</summary>
    public double PerSecond { get; init; }

    public bool IsAlmostGone => SalesPace.IsAlmostGone(Left, Offer.Allotment, PerSecond);

    /// <summary>Rounded down: never more than it is.</summary>
    public long Discount => Offer.PriceBefore <= Offer.Price || Offer.PriceBefore == 0
        ? 0
        : 100 - (((Offer.Price * 100) + Offer.PriceBefore - 1) / Offer.PriceBefore);

    /// <summary>Pieces that one order may ask for.</summary>
    public long QuantityMax => Math.Max(1, Math.Min(Left, Offer.LimitPerCustomer ?? 99));

    public string NameIn(Visit visit) => Variant.Options.Count == 0
        ? visit.Say(Product.Name)
        : $"{visit.Say(Product.Name)} ({string.Join(", ", Variant.Options.Select(o => visit.Say(o.Value)))})";

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Say(string format, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, format, values);

    /// <summary>What a show offers, in its order; what the catalog does not show any more is left out.</summary>
    internal static async Task<IReadOnlyList<ShownOffer>> OfAsync(
        Broadcast show, ListProducts list, ReadStock stock, DateTimeOffset now, CancellationToken cancel,
        SalesPace? pace = null)
    {
        var available = (await stock.BySkuAsync([.. show.Offers.Select(o => o.Sku)], cancel))
            .ToDictionary(row => row.Sku, row => row.Available, StringComparer.Ordinal);
        var shown = new List<ShownOffer>(show.Offers.Count);
        foreach (var offer in show.Offers)
        {
            var page = await list.RunAsync(new ProductQuery(Sku: offer.Sku, Limit: 1), isKnown: null, cancel);
            if (page.Products.Count == 0) continue;
            var product = page.Products[0];
            if (product.Variants.FirstOrDefault(v => v.Sku == offer.Sku) is not { } variant) continue;
            var left = Math.Max(0, Math.Min(offer.Left, available.GetValueOrDefault(offer.Sku)));
            shown.Add(new ShownOffer(offer, product, variant, left, now)
            {
                PerSecond = pace?.PerSecond(offer, now) ?? 0,
            });
        }

        return shown;
    }
}
