using Onair.Storage;

namespace Onair.Catalog.Search;

/// <summary>
/// Writes what search keeps of products, in the transaction that writes the products. Whoever calls has locked the
/// catalog's state, so that counts of terms cannot cross.
/// </summary>
internal static class IndexProducts
{
    /// <summary>Products read back at a time when a name of many changes.</summary>
    private const int renamedPerRound = 1000;

    public static async Task RunAsync(Transaction open, IReadOnlyList<Product> products, CancellationToken cancel)
    {
        if (products.Count == 0) return;
        var entries = products.Select(SearchEntry.Of).ToList();
        var before = new List<string>(products.Count);
        var first = open.Round();
        first.Read(CatalogStore.TermsOfTexts, [.. products.Select(p => p.Position)], row => row.Text(0), before);
        await first.ExecuteAsync(cancel);

        var counts = Count(before, entries);
        var known = new List<string>();
        var second = open.Round();
        second.Read(CatalogStore.KnownTerms, counts.ConvertAll(c => c.Term), row => row.Text(0), known);
        await second.ExecuteAsync(cancel);

        var old = known.ToHashSet(StringComparer.Ordinal);
        var third = open.Round();
        third.Write(CatalogStore.SaveSearchProducts, entries);
        third.Write(CatalogStore.SaveSearchTexts, entries);
        third.Write(CatalogStore.CountTerms, counts);
        third.Write(
            CatalogStore.SaveSpellings,
            [.. counts.Where(c => !old.Contains(c.Term)).SelectMany(c =>
                Letters.Spellings(Letters.Of(c.Term)).Select(spelling => new SpelledTerm(spelling, c.Term)))]);
        await third.ExecuteAsync(cancel);
    }

    /// <summary>Products of brands and shelves with a new name: they are found by it.</summary>
    public static async Task RenamedAsync(
        Transaction open, IReadOnlyList<string> brands, IReadOnlyList<string> categories, CancellationToken cancel)
    {
        var ids = new List<Guid>();
        var round = open.Round();
        round.Read(CatalogStore.ProductsOfBrands, brands, row => row.Uuid(0), ids);
        round.Read(CatalogStore.ProductsOfCategories, categories, row => row.Uuid(0), ids);
        await round.ExecuteAsync(cancel);
        foreach (var chunk in ids.Distinct().Chunk(renamedPerRound))
            await RunAsync(open, await ReadProducts.RunAsync(open, chunk, cancel), cancel);
    }

    /// <summary>What a term has gained or lost, in the order of terms: two writers lock in one order.</summary>
    private static List<TermCount> Count(List<string> before, List<SearchEntry> entries)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var term in before.SelectMany(terms => terms.Split('\n', StringSplitOptions.RemoveEmptyEntries)))
            counts[term] = counts.GetValueOrDefault(term) - 1;
        foreach (var term in entries.SelectMany(entry => entry.Terms))
            counts[term] = counts.GetValueOrDefault(term) + 1;
        return [.. counts.Where(c => c.Value != 0).Select(c => new TermCount(c.Key, c.Value))];
    }
}
