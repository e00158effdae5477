namespace Onair.Catalog;

/// <summary>What one piece costs.</summary>
/// <param name="Amount">Integer won, VAT included; 0 to <see cref="AmountMax"/>.</param>
/// <param name="ListAmount">The price before, struck through beside it; not below <paramref name="Amount"/>; null for
/// none.</param>
/// <param name="TaxFree">Sold without VAT: fresh food, books.</param>
public readonly record struct Price(long Amount, long? ListAmount = null, bool TaxFree = false)
{
    /// <summary>A billion won: ten thousand of them still fit an order's total many times over.</summary>
    public const long AmountMax = 1_000_000_000;

    /// <summary>ISO 4217. The shop sells in won alone; the column is there for the day it does not.</summary>
    public const string Currency = "KRW";

    /// <summary>What is wrong, by field, or null.</summary>
    internal (string Field, string Message)? Fault()
    {
        if (Amount is < 0 or > AmountMax) return ("price", $"is 0 to {AmountMax} won");
        if (ListAmount is < 0 or > AmountMax) return ("list_price", $"is 0 to {AmountMax} won");
        if (ListAmount < Amount) return ("list_price", "is below the price");
        return null;
    }
}
