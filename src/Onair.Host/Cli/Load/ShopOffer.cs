using System.Text.Json;

namespace Onair.Host.Cli.Load;

/// <summary>What a viewer would buy: the offer that is on the air now.</summary>
/// <param name="Id">Sent with each order.</param>
/// <param name="Sku">Its thing.</param>
/// <param name="Price">Won.</param>
internal sealed record ShopOffer(string Id, string Sku, long Price)
{
    /// <summary>Null while nothing is on the air, or when the shop does not answer.</summary>
    public static async Task<ShopOffer?> OnAirAsync(ShopClient client, CancellationToken cancel)
    {
        using var list = await client.ReadAsync("/api/v1/broadcasts/on-air", cancel);
        if (list is null) return null;
        foreach (var show in list.RootElement.GetProperty("broadcasts").EnumerateArray())
        {
            if (!show.TryGetProperty("onAirOffer", out var onAir)) continue;
            foreach (var offer in show.GetProperty("offers").EnumerateArray())
            {
                if (offer.GetProperty("id").ValueEquals(onAir.GetString()))
                    return Of(offer);
            }
        }

        return null;
    }

    private static ShopOffer Of(JsonElement offer) => new(
        offer.GetProperty("id").GetString()!,
        offer.GetProperty("sku").GetString()!,
        offer.GetProperty("price").GetInt64());
}
