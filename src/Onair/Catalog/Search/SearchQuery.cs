using Onair.Primitives;

namespace Onair.Catalog.Search;

/// <summary>The order of what is found. Stands in cursors; never renumber.</summary>
public enum SearchSort
{
    /// <summary>How well the name fits, then what sells best; without words what sells best.</summary>
    Relevance = 1,

    /// <summary>What came last to the shop first.</summary>
    Newest = 2,

    /// <summary>The cheapest first.</summary>
    Price = 3,

    /// <summary>The dearest first.</summary>
    PriceDown = 4,

    /// <summary>What sold the most pieces lately first.</summary>
    Sales = 5,
}

/// <summary>What is looked for.</summary>
/// <param name="Text">Words that a product must all have, in its names, brand, shelves, options or SKUs; at most
/// <see cref="TextLengthMax"/> characters, of which the first <see cref="WordsMax"/> words count. Empty for
/// all.</param>
/// <param name="Category">Slug of a shelf; what lies below it counts too. Empty for all.</param>
/// <param name="Brand">Slug of a brand; empty for all.</param>
/// <param name="PriceMin">Won of the cheapest variant; null for no bound.</param>
/// <param name="PriceMax">The same from above; not below <paramref name="PriceMin"/>.</param>
/// <param name="InStock">True: only what can be ordered right now.</param>
/// <param name="Cursor">As the page before gave it; empty for the first page.</param>
/// <param name="Limit">1 to <see cref="ListProducts.LimitMax"/>.</param>
public sealed record SearchQuery(
    string Text = "",
    string Category = "",
    string Brand = "",
    long? PriceMin = null,
    long? PriceMax = null,
    bool InStock = false,
    SearchSort Sort = SearchSort.Relevance,
    string Cursor = "",
    int Limit = ListProducts.LimitDefault)
{
    public const int TextLengthMax = 100;

    /// <summary>More words than anybody types; the rest would only make the question slower.</summary>
    public const int WordsMax = 4;

    /// <summary>The words as they are looked for.</summary>
    public IReadOnlyList<string> Words => [.. SearchText.Words(SearchText.Normal(Text)).Take(WordsMax)];

    /// <summary>Every wrong field at once.</summary>
    internal List<FieldError> Check(out SearchCursor after)
    {
        var errors = new List<FieldError>();
        if (TextRule.Fault(Text, TextLengthMax, lines: false) is { } fault)
            errors.Add(new FieldError("q", $"A text of at most {TextLengthMax} characters: it {fault}."));
        if (Category.Length > 0 && !Catalog.Category.IsSlug(Category))
            errors.Add(new FieldError("category", "A shelf's slug, such as kitchen/cups."));
        if (Brand.Length > 0 && !Slug.IsValid(Brand)) errors.Add(new FieldError("brand", "A brand's slug."));
        foreach (var (field, price) in new[] { ("priceMin", PriceMin), ("priceMax", PriceMax) })
        {
            if (price is < 0 or > Price.AmountMax)
                errors.Add(new FieldError(field, $"A whole number of won from 0 to {Price.AmountMax}."));
        }

        if (PriceMax < PriceMin) errors.Add(new FieldError("priceMax", "Not below priceMin."));
        if (Limit is < 1 or > ListProducts.LimitMax)
            errors.Add(new FieldError("limit", $"A whole number from 1 to {ListProducts.LimitMax}."));
        if (!Enum.IsDefined(Sort)) errors.Add(new FieldError("sort", $"One of: {SearchSorts.All}."));
        after = SearchCursor.Start;
        if (Cursor.Length > 0 && !SearchCursor.TryRead(Cursor, Sort, out after))
            errors.Add(new FieldError("cursor", "The next of an earlier answer to the same question."));
        return errors;
    }
}

/// <summary>Sorts as addresses name them.</summary>
public static class SearchSorts
{
    private static readonly (string Word, SearchSort Sort)[] words =
    [
        ("relevance", SearchSort.Relevance), ("newest", SearchSort.Newest), ("price", SearchSort.Price),
        ("price-down", SearchSort.PriceDown), ("sales", SearchSort.Sales),
    ];

    /// <summary>For messages: <c>relevance, newest, ...</c></summary>
    public static string All { get; } = string.Join(", ", words.Select(w => w.Word));

    public static string Word(SearchSort sort) => Array.Find(words, w => w.Sort == sort).Word;

    /// <summary>0, which is none, for an unknown word.</summary>
    public static SearchSort Read(string word) => Array.Find(words, w => w.Word == word).Sort;
}
