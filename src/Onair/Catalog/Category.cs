namespace Onair.Catalog;

/// <summary>A shelf. Its slug is its path (<c>kitchen/cups</c>), so that what lies below it begins with it.</summary>
public sealed record Category(string Slug, LocalText Name)
{
    public const int LengthMax = 100;

    public const int DepthMax = 5;

    public string? ParentSlug => Slug.LastIndexOf('/') is var cut and >= 0 ? Slug[..cut] : null;

    /// <summary>
    /// The shelves from the outermost to the innermost; null when a name has no letter for an address.
    /// </summary>
    internal static IReadOnlyList<Category>? Path(IReadOnlyList<LocalText> names)
    {
        var path = new List<Category>(names.Count);
        foreach (var name in names)
        {
            var part = Catalog.Slug.From(name.En);
            if (part.Length == 0) return null;
            path.Add(new Category(path.Count == 0 ? part : $"{path[^1].Slug}/{part}", name));
        }

        return path;
    }

    /// <summary><c>kitchen/cups</c> gives <c>kitchen</c> and <c>kitchen/cups</c>.</summary>
    internal static IEnumerable<string> Prefixes(string slug)
    {
        for (var cut = slug.IndexOf('/', StringComparison.Ordinal); cut >= 0; cut = slug.IndexOf('/', cut + 1))
            yield return slug[..cut];
        yield return slug;
    }

    internal static bool IsSlug(string slug)
    {
        var parts = slug.Split('/');
        return parts.Length <= DepthMax && parts.All(Catalog.Slug.IsValid);
    }
}
