using Onair.Storage;

namespace Onair.Catalog.Search;

/// <summary>
/// Words of products on sale that somebody may be about to type: those that begin as what was typed, then those that
/// differ by a letter or two. <c>머그겁</c> gives <c>머그컵</c>, <c>blneder</c> gives <c>blender</c>.
/// </summary>
public sealed class SuggestWords(Database database)
{
    public const int LimitMax = 10;

    /// <summary>A list that fits above the keyboard of a phone.</summary>
    public const int LimitDefault = 8;

    /// <summary>A letter may be wrong in short words, two in words of so many letters.</summary>
    private const int secondLetterMin = 8;

    /// <param name="text">What was typed; at most <see cref="SearchQuery.TextLengthMax"/> characters.</param>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    /// <returns>Whole texts to search for: words before the last one stay. Empty for nothing typed.</returns>
    public Task<IReadOnlyList<string>> RunAsync(string text, int limit, CancellationToken cancel)
    {
        var normal = SearchText.Normal(text);
        if (normal.Length == 0) return Task.FromResult<IReadOnlyList<string>>([]);
        return database.ReadAsync(open => FindAsync(open, normal, limit, cancel), cancel);
    }

    private static async Task<IReadOnlyList<string>> FindAsync(
        Transaction open, string normal, int limit, CancellationToken cancel)
    {
        // Names of brands and shelves have spaces: the whole text first, then its last word.
        var found = await TermsAsync(open, normal, limit, cancel);
        var cut = normal.LastIndexOf(' ');
        if (cut < 0 || found.Count >= limit) return found;
        var head = normal[..(cut + 1)];
        var last = await TermsAsync(open, normal[(cut + 1)..], limit, cancel);
        return [.. found.Concat(last.Select(term => head + term)).Distinct(StringComparer.Ordinal).Take(limit)];
    }

    private static async Task<List<string>> TermsAsync(
        Transaction open, string word, int limit, CancellationToken cancel)
    {
        var letters = Letters.Of(word);
        var found = await FromAsync(open, letters, limit, cancel);
        if (found.Count < limit) found.AddRange(await SpelledAsync(open, letters, limit, cancel));
        // Nothing near it: what begins as its first part does, so that 머그컵 finds 머그.
        for (var length = letters.Length - 1; found.Count == 0 && length >= LengthMin(letters); length--)
            found = await FromAsync(open, letters[..length], limit, cancel);
        return [.. found.Select(term => term.Term).Distinct(StringComparer.Ordinal).Take(limit)];
    }

    /// <summary>Half of the letters, and more than one syllable's.</summary>
    private static int LengthMin(string letters) => Math.Max(3, (letters.Length + 1) / 2);

    private static Task<List<FoundTerm>> FromAsync(
        Transaction open, string letters, int limit, CancellationToken cancel) =>
        open.QueryAsync<FoundTerm>(
            CatalogStore.TermsFrom, new { from = letters, until = letters + '\uFFFF', limit }, cancel);

    private static async Task<IEnumerable<FoundTerm>> SpelledAsync(
        Transaction open, string letters, int limit, CancellationToken cancel)
    {
        if (letters.Length < Letters.SpelledMin) return [];
        var near = new List<FoundTerm>();
        var round = open.Round();
        round.Read(CatalogStore.TermsSpelled, Letters.Spellings(letters), CatalogStore.ToTerm, near);
        await round.ExecuteAsync(cancel);
        var most = letters.Length < secondLetterMin ? 1 : 2;
        return near.DistinctBy(term => term.Term)
            .Select(term => (Term: term, Distance: Letters.Distance(letters, term.Letters)))
            .Where(n => n.Distance <= most)
            .OrderBy(n => n.Distance).ThenByDescending(n => n.Term.Products).ThenBy(n => n.Term.Term)
            .Take(limit)
            .Select(n => n.Term);
    }
}
