using Onair.Storage;

namespace Onair.Catalog.Search;

/// <summary>Pieces of a variant that were sold in the time that counts.</summary>
public readonly record struct VariantSales(Guid VariantId, long Pieces);

/// <summary>
/// Tells search what sells best. The catalog knows of no sales: whoever counts them hands them over. What is not named
/// sells nothing.
/// </summary>
public static class RankProducts
{
    /// <summary>Variants that make a ranking; nobody turns so many pages.</summary>
    public const int VariantsMax = 5000;

    public static async Task RunAsync(Transaction open, IReadOnlyList<VariantSales> sales, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sales.Count, VariantsMax, nameof(sales));
        await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);
        await open.ExecuteAsync(CatalogStore.ForgetSold, null, cancel);
        var round = open.Round();
        round.Write(CatalogStore.AddSold, sales);
        await round.ExecuteAsync(cancel);
    }
}
