using System.Globalization;
using Onair.Carts;
using Onair.Catalog;

namespace Onair.Host.Storefront.Checkout;

/// <summary>What is bought, as the page shows it.</summary>
/// <param name="UnitPrice">Won: the offer's price while it is open, else the variant's.</param>
/// <param name="IsOffer">Whether it is bought under an offer of a show.</param>
public sealed record CheckoutItem(Product Product, Variant Variant, long UnitPrice, bool IsOffer);

/// <summary>Lines of a cart as the form carries them: <c>sku*quantity*price</c>; no SKU has an asterisk.</summary>
internal static class CheckoutLine
{
    public static IReadOnlyList<string> Of(ShownCart cart) =>
        [.. cart.Lines.Select(l => Write(l.Sku, l.Quantity.ToString(CultureInfo.InvariantCulture), l.Price))];

    /// <summary>The same lines at the prices of now.</summary>
    public static IReadOnlyList<string> At(IReadOnlyList<string> lines, IReadOnlyList<CheckoutItem> items) =>
        [.. lines.Zip(items, (line, item) => Write(item.Variant.Sku, QuantityOf(line), item.UnitPrice))];

    public static string SkuOf(string line) => line.Split('*')[0];

    public static string QuantityOf(string line) => line.Split('*').ElementAtOrDefault(1) ?? "";

    private static string Write(string sku, string quantity, long price) =>
        string.Create(CultureInfo.InvariantCulture, $"{sku}*{quantity}*{price}");
}
