using Onair.Catalog;
using Onair.Inventory;
using Onair.Storage;

namespace Onair.Host.Cli.Replay;

/// <summary>Puts the goods of a log into a shop's catalog and its warehouse, by the rooms' own verbs.</summary>
internal sealed class ReplayCatalog(Database database, TimeProvider time)
{
    // Variants per transaction: a shop that is open meanwhile is kept from its stock for milliseconds only.
    private const int deliveriesPerTransaction = 1000;

    /// <summary>All counters of the shop, by SKU.</summary>
    public async Task<Dictionary<string, Stock>> CountersAsync(CancellationToken cancel)
    {
        var reads = new ReadStock(database);
        var stock = new Dictionary<string, Stock>();
        var after = "";
        while (true)
        {
            var page = await reads.PageAsync(after, InventoryOptions.PageMax, cancel);
            foreach (var row in page) stock[row.Sku] = row;
            if (page.Count < InventoryOptions.PageMax) return stock;
            after = page[^1].Sku;
        }
    }

    /// <summary>Saves the products and receives, for each variant, exactly what is to be ordered of it: one more order
    /// and
    /// the shop would have to refuse it.</summary>
    public async Task OpenAsync(IReadOnlyList<PlannedProduct> products, CancellationToken cancel)
    {
        var drafts = products.Select(Draft).ToList();
        var saved = await database.WriteAsync(
            open => new SaveProducts(time).RunAsync(open, drafts, skipBad: false, cancel), cancel);
        if (saved.Status != SaveProductsStatus.Saved)
        {
            var fault = saved.Faults[0];
            throw new InvalidDataException($"{drafts[fault.Product].Name.En}: {fault.Field} {fault.Message}");
        }

        foreach (var chunk in products.SelectMany(product => product.Variants).Chunk(deliveriesPerTransaction))
        {
            var status = await database.WriteAsync(open => ReceiveAsync(open, chunk, cancel), cancel);
            if (status != ReceiveStockStatus.Received)
                throw new InvalidDataException($"The opening stock was {status}.");
        }
    }

    private async Task<ReceiveStockStatus> ReceiveAsync(
        Transaction open, PlannedVariant[] variants, CancellationToken cancel)
    {
        var known = new List<SellableVariant>(variants.Length);
        var round = open.Round();
        ReadSellable.Into(round, [.. variants.Select(variant => variant.Sku)], known);
        await round.ExecuteAsync(cancel);
        var ids = known.ToDictionary(variant => variant.Sku, variant => variant.Id);
        return await new ReceiveStock(time).RunAsync(
            open,
            [.. variants.Select(variant => new Delivery(ids[variant.Sku], variant.Sku, variant.Ordered))],
            "replay",
            "opening stock of a replay",
            cancel);
    }

    private static ProductDraft Draft(PlannedProduct product) => new()
    {
        Slug = "log-" + product.Code.ToLowerInvariant(),
        Name = new LocalText(product.Name, product.Name),
        Variants =
        [
            .. product.Variants.Select(variant => new VariantDraft
            {
                Sku = variant.Sku,
                Price = new Price(variant.PriceWon),
                Options = [new Option(new LocalText("가격표", "Price list"), PriceText(variant.PriceWon))],
            }),
        ],
    };

    private static LocalText PriceText(long won) => new($"{won:N0}원", $"KRW {won:N0}");
}
