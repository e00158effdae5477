namespace Onair.Host.Storefront.Discovery;

/// <summary>What the head of a public page says to search engines and to who shares its address.</summary>
public sealed record PageHead
{
    /// <summary>The page's one address, without a language and without what only filters it.</summary>
    public required string Address { get; init; }

    public string? Description { get; init; }

    /// <summary>A picture for cards; null for the shop's icon.</summary>
    public string? Picture { get; init; }

    /// <summary>Open Graph's type.</summary>
    public string Kind { get; init; } = "website";

    /// <summary>False: may be followed, is not to be listed.</summary>
    public bool IsIndexed { get; init; } = true;

    /// <summary>JSON-LD, each a document.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];
}
