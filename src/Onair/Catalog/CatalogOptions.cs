using System.ComponentModel.DataAnnotations;

namespace Onair.Catalog;

/// <summary>
/// Deployment settings of the catalog: <c>ONAIR__CATALOG__...</c> or the section <c>Onair:Catalog</c>.
/// </summary>
public sealed class CatalogOptions
{
    public const string Section = "Onair:Catalog";

    /// <summary>
    /// Seconds that browsers and caches may answer for the shop before they ask again. One second: in a surge a cache
    /// before the shop then answers all readers of an item but one, and a price is never older than that; an order with
    /// an old price is refused as <c>price-changed</c> anyway.
    /// </summary>
    [Range(0, 3600)]
    public int ReadMaxAgeSeconds { get; set; } = 1;

    /// <summary>The same for suggestions: words come and go slowly, and each letter that is typed asks again.</summary>
    [Range(0, 3600)]
    public int SuggestMaxAgeSeconds { get; set; } = 60;

    /// <summary>
    /// The same for the sample's pictures under their plain names, which a release may redraw: a day. Pages call them
    /// by their digests, and those addresses last for ever.
    /// </summary>
    [Range(0, 31_536_000)]
    public int PictureMaxAgeSeconds { get; set; } = 24 * 3600;
}
