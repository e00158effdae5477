namespace Onair.Primitives;

/// <summary>
/// Korean value added tax: consumer prices include it at 10 %, so that it is one eleventh of the total. Won have no
/// fraction; halves are rounded up, and the supplied amount is what remains, so that the two always sum to the total.
/// </summary>
public static class Vat
{
    private const long includedParts = 11;

    /// <summary>The tax inside a price that includes it.</summary>
    /// <param name="amount">Integer won, not negative.</param>
    /// <param name="taxFree">True for goods without VAT, such as fresh food and books.</param>
    public static long Included(long amount, bool taxFree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        return taxFree ? 0 : (amount + (includedParts / 2)) / includedParts;
    }
}
