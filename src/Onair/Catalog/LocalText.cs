namespace Onair.Catalog;

/// <summary>A text in the shop's two languages.</summary>
/// <param name="Ko">Korean, shown first.</param>
/// <param name="En">English.</param>
public sealed record LocalText(string Ko, string En)
{
    public static readonly LocalText Empty = new("", "");
}
