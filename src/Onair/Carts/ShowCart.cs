using Onair.Inventory;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>A cart as the shop is now. Reads only: a look holds no stock and prolongs nothing.</summary>
public sealed class ShowCart(Database database, TimeProvider time)
{
    public Task<ShownCart> RunAsync(CartOwner owner, CancellationToken cancel) =>
        database.ReadAsync(open => ReadAsync(open, owner, time.GetUtcNow(), cancel), cancel);

    private static async Task<ShownCart> ReadAsync(
        Transaction open, CartOwner owner, DateTimeOffset now, CancellationToken cancel)
    {
        var row = await open.FirstAsync<CartsStore.CartRow>(CartsStore.Find, new { owner = owner.Key, now }, cancel);
        if (row is null) return ShownCart.Empty;
        var lines = await OpenCart.LinesAsync(open, row.Id, cancel);
        if (lines.Count == 0) return new ShownCart(row.Version, []);
        var skus = lines.ConvertAll(l => l.Sku);
        var sellable = await OpenCart.SellableAsync(open, skus, cancel);
        var stock = (await ReadStock.BySkuAsync(open, skus, cancel))
            .ToDictionary(s => s.Sku, s => s.Available, StringComparer.Ordinal);
        return new ShownCart(
            row.Version,
            lines.ConvertAll(line =>
            {
                var (variant, available) = (sellable.GetValueOrDefault(line.Sku), stock.GetValueOrDefault(line.Sku));
                var price = variant?.Price ?? line.SeenPrice;
                return new ShownLine(
                    line.Sku, variant?.NameKo ?? line.Sku, variant?.NameEn ?? line.Sku, line.Quantity, line.SeenPrice,
                    price, available, variant?.LimitPerCustomer,
                    ShownLine.StateOf(line.Quantity, line.SeenPrice, price, available, variant?.OnSale == true));
            }));
    }
}
