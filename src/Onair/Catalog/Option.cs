namespace Onair.Catalog;

/// <summary>One choice that makes a variant: <c>Color</c> = <c>Red</c>.</summary>
public sealed record Option(LocalText Name, LocalText Value)
{
    /// <summary>
    /// Color, size and one more are what shops use; five leave room without making a page of selects.
    /// </summary>
    public const int PerVariantMax = 5;

    public const int LengthMax = 60;
}
