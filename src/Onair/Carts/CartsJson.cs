using System.Text.Json.Serialization;

namespace Onair.Carts;

/// <param name="Quantity">Pieces: 1 to 999; 0 takes the line out where it sets.</param>
public sealed record CartLineRequest(string Sku, int Quantity);

/// <param name="SeenPrice">Won per piece when it was put or agreed to.</param>
/// <param name="Price">Won per piece now, VAT included.</param>
/// <param name="Available">Pieces that can be ordered right now.</param>
/// <param name="State"><c>fine</c>, <c>price-changed</c>, <c>fewer-left</c>, <c>sold-out</c> or <c>not-on-sale</c>.
/// </param>
public sealed record CartLineBody(
    string Sku, string NameKo, string NameEn, int Quantity, long SeenPrice, long Price, long Available, long Amount,
    string State);

/// <param name="Total">Won of the lines that can be ordered.</param>
/// <param name="CanOrder">True when every line can be ordered as it stands.</param>
public sealed record CartBody(IReadOnlyList<CartLineBody> Lines, int Pieces, long Total, string Currency, bool CanOrder)
{
    internal static CartBody Of(ShownCart cart) => new(
        [.. cart.Lines.Select(l => new CartLineBody(
            l.Sku, l.NameKo, l.NameEn, l.Quantity, l.SeenPrice, l.Price, l.Available, l.Amount, Word(l.State)))],
        cart.Pieces,
        cart.Total,
        Catalog.Price.Currency,
        cart.CanOrder);

    private static string Word(CartLineState state) => state switch
    {
        CartLineState.Fine => "fine",
        CartLineState.PriceChanged => "price-changed",
        CartLineState.FewerLeft => "fewer-left",
        CartLineState.SoldOut => "sold-out",
        CartLineState.NotOnSale => "not-on-sale",
    };
}

[JsonSerializable(typeof(CartBody))]
[JsonSerializable(typeof(CartLineRequest))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class CartsJson : JsonSerializerContext;
