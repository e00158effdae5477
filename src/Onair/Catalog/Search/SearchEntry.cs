namespace Onair.Catalog.Search;

/// <summary>What search keeps of a product. Pure: the same product has the same entry.</summary>
/// <param name="Names">Both names, normal, each with a space around it and a bar between them.</param>
/// <param name="Words">The names, and behind them brand, shelves, options and SKUs.</param>
/// <param name="Terms">Words and names that can be suggested.</param>
/// <param name="Grams">What it is found by; empty when it is not on sale.</param>
internal sealed record SearchEntry(
    Product Product,
    bool Listed,
    long Price,
    string Names,
    string Words,
    IReadOnlyList<string> Terms,
    string Grams)
{
    /// <summary>Characters of the words: two names of the longest, and much besides.</summary>
    private const int wordsLengthMax = 2000;

    private const int termsMax = 40;

    private const int termLengthMin = 2;

    /// <summary>Longer ones are sentences.</summary>
    private const int termLengthMax = 40;

    public static SearchEntry Of(Product product)
    {
        var onSale = product.Variants.Where(v => v.Status == VariantStatus.Active).ToList();
        var listed = product.Status == ProductStatus.Active && onSale.Count > 0;
        var price = onSale.Count == 0 ? 0 : onSale.Min(v => v.Price.Amount);
        if (!listed) return new SearchEntry(product, false, price, "", "", [], "");

        var (ko, en) = (SearchText.Normal(product.Name.Ko), SearchText.Normal(product.Name.En));
        var groups = GroupsOf(product).ToList();
        var others = groups
            .Concat(onSale.SelectMany(v => v.Options).SelectMany(o => new[] { o.Value.Ko, o.Value.En }))
            .Concat(onSale.Select(v => v.Sku))
            .Select(SearchText.Normal)
            .Distinct(StringComparer.Ordinal);
        var names = $" {ko} | {en} ";
        var words = $"{names}| {string.Join(' ', others)} ";
        if (words.Length > wordsLengthMax) words = words[..wordsLengthMax];
        return new SearchEntry(
            product, true, price, names, words, [.. TermsOf(ko, en, groups)],
            string.Join(' ', SearchText.Grams(SearchText.Words(words.Replace("|", "", StringComparison.Ordinal)))));
    }

    /// <summary>Brand and shelves.</summary>
    private static IEnumerable<string> GroupsOf(Product product)
    {
        IEnumerable<LocalText> names = product.CategoryPath.Select(c => c.Name);
        if (product.Brand is { } brand) names = names.Prepend(brand.Name);
        return names.SelectMany(name => new[] { name.Ko, name.En });
    }

    private static IEnumerable<string> TermsOf(string ko, string en, IEnumerable<string> groups) =>
        SearchText.Words(ko).Concat(SearchText.Words(en)).Concat(groups.Select(SearchText.Normal))
            .Where(term => term.Length is >= termLengthMin and <= termLengthMax && !term.All(char.IsDigit))
            .Distinct(StringComparer.Ordinal)
            .Take(termsMax);
}
