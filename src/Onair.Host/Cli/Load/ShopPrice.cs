using System.Text.Json;

namespace Onair.Host.Cli.Load;

/// <summary>What a shopper would see as the price of a SKU, looked up in the catalog's pages.</summary>
internal static class ShopPrice
{
    private const int pagesMax = 200;
    private const int pageSize = 100;

    /// <summary>Integer won; null when no product of the shop has that SKU.</summary>
    public static async Task<long?> FindAsync(ShopClient client, string sku, CancellationToken cancel)
    {
        var wanted = Uri.EscapeDataString(sku);
        var path = $"/api/v1/products?q={wanted}&limit={pageSize}";
        for (var page = 0; page < pagesMax; page++)
        {
            using var list = await client.ReadAsync(path, cancel);
            if (list is null) return null;
            if (PriceIn(list.RootElement, sku) is { } price) return price;
            if (NextCursor(list.RootElement) is not { } cursor) return null;
            path = $"/api/v1/products?q={wanted}&limit={pageSize}&cursor={Uri.EscapeDataString(cursor)}";
        }

        return null;
    }

    /// <summary>The price that stands beside the SKU, wherever in the document the variant is.</summary>
    public static long? PriceIn(JsonElement element, string sku)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().Select(item => PriceIn(item, sku)).FirstOrDefault(won => won is not null);
        if (element.ValueKind != JsonValueKind.Object) return null;
        if (element.TryGetProperty("sku", out var found) && found.ValueEquals(sku)
            && element.TryGetProperty("price", out var price) && price.TryGetInt64(out var won))
            return won;
        return element.EnumerateObject().Select(member => PriceIn(member.Value, sku))
            .FirstOrDefault(value => value is not null);
    }

    private static string? NextCursor(JsonElement list) =>
        list.ValueKind == JsonValueKind.Object && list.TryGetProperty("nextCursor", out var next)
            && next.ValueKind == JsonValueKind.String
            ? next.GetString()
            : null;
}
