using Onair.Primitives;
using Onair.Storage;

namespace Onair.Inventory;

/// <summary>Folds the movements of every variant and compares the sums with its counters.</summary>
public sealed class VerifyStock(Database database)
{
    public Task<IReadOnlyList<Verification>> RunAsync(CancellationToken cancel) =>
        database.SnapshotAsync<IReadOnlyList<Verification>>(
        async open =>
        {
            var sums = await open.QueryAsync<MovementSum>(InventoryStore.MovementSums, null, cancel);
            var byVariant = sums.ToLookup(sum => sum.VariantId);
            var findings = new FindingList("inventory.counters-are-the-movements");
            var after = "";
            while (true)
            {
                var page = await ReadStock.PageAsync(open, after, InventoryOptions.PageMax, cancel);
                foreach (var stock in page) Compare(stock, [.. byVariant[stock.VariantId]], findings);
                if (page.Count < InventoryOptions.PageMax) break;
                after = page[^1].Sku;
            }

            return [findings.Done()];
        },
        cancel);

    private static void Compare(Stock stock, List<MovementSum> sums, FindingList findings)
    {
        findings.Checked++;
        var effect = default(StockEffect);
        foreach (var sum in sums)
        {
            var one = StockEffect.Of(sum.Kind, sum.Quantity);
            effect = new StockEffect(
                effect.OnHand + one.OnHand,
                effect.Held + one.Held,
                effect.Received + one.Received,
                effect.Sold + one.Sold,
                effect.Returned + one.Returned);
        }

        var counters = new StockEffect(stock.OnHand, stock.Held, stock.Received, stock.Sold, stock.Returned);
        if (effect != counters) findings.Add(stock.Sku, $"counters {counters}, movements {effect}");
    }
}

/// <summary>The pieces of one kind of movement of one variant.</summary>
internal sealed class MovementSum
{
    public Guid VariantId { get; init; }

    public MovementKind Kind { get; init; }

    public long Quantity { get; init; }
}
