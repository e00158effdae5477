namespace Onair.Catalog;

/// <summary>Who makes it. The slug comes from the English name and is its identity.</summary>
public sealed record Brand(string Slug, LocalText Name)
{
    public const int LengthMax = 100;

    /// <summary>Null for a name without a letter or digit that an address can show.</summary>
    internal static Brand? Named(LocalText name)
    {
        var slug = Catalog.Slug.From(name.En);
        return slug.Length == 0 ? null : new Brand(slug, name);
    }
}
