namespace Onair.Orders;

/// <summary>
/// Some won of an order and how their tax splits. The shares of a line are cut from running totals, rounded once each:
/// whatever pieces go back in whatever order, they add up to the line to the won, the last ones take the rest, and none
/// is negative.
/// </summary>
/// <param name="Amount">Won, VAT included.</param>
/// <param name="Vat">Won of VAT within.</param>
/// <param name="TaxFree">Won that bear no VAT within.</param>
internal readonly record struct RefundShare(long Amount, long Vat, long TaxFree)
{
    public static RefundShare operator +(RefundShare left, RefundShare right) =>
        new(left.Amount + right.Amount, left.Vat + right.Vat, left.TaxFree + right.TaxFree);

    public static RefundShare operator -(RefundShare left, RefundShare right) =>
        new(left.Amount - right.Amount, left.Vat - right.Vat, left.TaxFree - right.TaxFree);

    /// <summary>The share of some pieces of a line.</summary>
    /// <param name="line">The line as ordered.</param>
    /// <param name="gone">Pieces that had gone before.</param>
    /// <param name="pieces">Pieces that go now.</param>
    public static RefundShare Of(OrderLine line, int gone, int pieces)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gone);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pieces, line.Quantity - gone);
        var amount = pieces * line.UnitPrice;
        return new RefundShare(
            amount,
            Part(line.Vat, gone + pieces, line.Quantity) - Part(line.Vat, gone, line.Quantity),
            line.IsTaxFree ? amount : 0);
    }

    /// <summary>
    /// The share of a capture: of the pieces that are left when it is for them, of the whole order when it is for all
    /// of it. Which pieces it was for otherwise is not told by the lines any more; then the tax is split in proportion.
    /// </summary>
    public static RefundShare OfCapture(Order order, long amount)
    {
        var (left, all) = (default(RefundShare), default(RefundShare));
        foreach (var line in order.Lines)
        {
            left += Of(line, line.Quantity - line.Left, line.Left);
            all += Of(line, 0, line.Quantity);
        }

        if (left.Amount == amount) return left;
        if (all.Amount <= amount) return all with { Amount = amount };
        var taxFree = Part(all.TaxFree, amount, all.Amount);
        return new RefundShare(amount, Math.Min(Part(all.Vat, amount, all.Amount), amount - taxFree), taxFree);
    }

    /// <summary>
    /// What the shop keeps of this share for the way back: at most all of it. It comes out of the taxed won first, and
    /// takes their VAT along in proportion, so that both what is kept and what goes back are whole.
    /// </summary>
    public RefundShare Keep(long fee)
    {
        var kept = Math.Min(fee, Amount);
        var taxed = Amount - TaxFree;
        var keptTaxed = Math.Min(kept, taxed);
        return new RefundShare(kept, taxed == 0 ? 0 : Part(Vat, keptTaxed, taxed), kept - keptTaxed);
    }

    /// <summary>The n-th part of a whole, halves rounded up. Grows with n, and is the whole at the end.</summary>
    private static long Part(long whole, long n, long of) => (long)((((Int128)whole * n * 2) + of) / ((Int128)of * 2));
}
