namespace Onair.Inventory;

/// <summary>Bounds of the room. Constants: nobody runs a shop by changing them.</summary>
public static class InventoryOptions
{
    /// <summary>Pieces in one movement. A thousand times the largest broadcast allotment; far from overflow.</summary>
    public const long QuantityMax = 1_000_000_000;

    /// <summary>Characters of a reason.</summary>
    public const int ReasonMax = 200;

    /// <summary>Rows of one read.</summary>
    public const int PageMax = 1000;
}
