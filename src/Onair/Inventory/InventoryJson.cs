using System.Text.Json.Serialization;

namespace Onair.Inventory;

/// <summary>Stock as the API shows it, in pieces.</summary>
public sealed record StockView(
    string Sku, long OnHand, long Held, long Available, long Received, long Sold, long Returned)
{
    public static StockView Of(Stock stock) => new(
        stock.Sku, stock.OnHand, stock.Held, stock.Available, stock.Received, stock.Sold, stock.Returned);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StockView))]
internal sealed partial class InventoryJson : JsonSerializerContext;
