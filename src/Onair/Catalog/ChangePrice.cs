using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Never renumber.</summary>
public enum ChangePriceStatus
{
    /// <summary>The price is new and stands in the history.</summary>
    Changed = 1,

    /// <summary>It was that price already.</summary>
    Unchanged = 2,

    UnknownVariant = 3,

    /// <summary>Out of range, or a list price below the price.</summary>
    Invalid = 4,

    /// <summary>The price is not the one that the sender looked at; nothing changed.</summary>
    OtherVersion = 5,
}

/// <summary>Sets the price of one variant, within the caller's transaction.</summary>
public sealed class ChangePrice(TimeProvider time)
{
    /// <summary>What a variant costs now; null when there is none with that SKU. Takes no lock.</summary>
    public async Task<PriceBody?> ShowAsync(Transaction open, string sku, CancellationToken cancel)
    {
        if (!Variant.IsSku(sku)) return null;
        var row = await open.FirstAsync<VariantPriceRow>(CatalogStore.ShowPrice, new { sku }, cancel);
        return row is null ? null : new PriceBody(sku, row.Price, row.ListPrice, row.PriceVersion);
    }

    /// <summary>Keeps every other change of the catalog out until the end of the transaction.</summary>
    public Task LockAsync(Transaction open, CancellationToken cancel) =>
        open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);

    /// <param name="open">A write transaction.</param>
    /// <param name="sku">The variant.</param>
    /// <param name="amount">Integer won, VAT included; 0 to <see cref="Price.AmountMax"/>.</param>
    /// <param name="listAmount">The price before; not below <paramref name="amount"/>; null for none.</param>
    public async Task<ChangePriceStatus> RunAsync(
        Transaction open, string sku, long amount, long? listAmount, CancellationToken cancel)
    {
        if (new Price(amount, listAmount).Fault() is not null) return ChangePriceStatus.Invalid;
        if (!Variant.IsSku(sku)) return ChangePriceStatus.UnknownVariant;
        // The state first, as every change of the catalog does: no two of them can wait for each other.
        var state = await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);
        var before = await open.FirstAsync<VariantPriceRow>(CatalogStore.PriceBySku, new { sku }, cancel);
        if (before is null) return ChangePriceStatus.UnknownVariant;
        if (before.Price == amount && before.ListPrice == listAmount) return ChangePriceStatus.Unchanged;

        var at = time.GetUtcNow().ToStored();
        var version = before.PriceVersion + (before.Price == amount ? 0 : 1);
        await open.ExecuteAsync(
            CatalogStore.SetPrice,
            new { id = before.Id, price = amount, listPrice = listAmount, priceVersion = version },
            cancel);
        await open.ExecuteAsync(CatalogStore.TouchProduct, new { id = before.ProductId, at }, cancel);
        await open.ExecuteAsync(CatalogStore.Touch, new { names = 0, positionNext = state!.PositionNext }, cancel);
        if (version != before.PriceVersion)
        {
            var round = open.Round();
            round.Write(CatalogStore.AppendPrices, [new PriceRow(before.Id, version, amount, at)]);
            await round.ExecuteAsync(cancel);
        }

        return ChangePriceStatus.Changed;
    }
}
