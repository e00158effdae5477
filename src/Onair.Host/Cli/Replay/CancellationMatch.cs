namespace Onair.Host.Cli.Replay;

/// <summary>
/// Finds what a cancellation cancels. The log does not say, so the rule is: the pieces of that code which this customer
/// bought last come back first (LIFO), as people return what they have just bought. Pure.
/// </summary>
internal sealed class CancellationMatch
{
    private readonly Dictionary<(string Customer, string Code), Stack<Lot>> lots = [];

    /// <summary>Remembers a line that was ordered.</summary>
    public void Sold(string customer, string code, string sku, int order, int quantity)
    {
        if (customer.Length == 0) return;
        if (!lots.TryGetValue((customer, code), out var stack)) lots[(customer, code)] = stack = new Stack<Lot>();
        stack.Push(new Lot(sku, order, quantity));
    }

    /// <summary>Takes pieces back from the latest purchases.</summary>
    /// <param name="customer">Who bought them.</param>
    /// <param name="code">Any price of it.</param>
    /// <param name="quantity">Pieces, above 0.</param>
    /// <param name="found">Called for every order line that pieces are taken from.</param>
    /// <returns>Pieces for which no purchase is left.</returns>
    public int Take(string customer, string code, int quantity, Action<(int Order, string Sku, int Quantity)> found)
    {
        if (!lots.TryGetValue((customer, code), out var stack)) return quantity;
        while (quantity > 0 && stack.TryPop(out var lot))
        {
            var taken = Math.Min(quantity, lot.Left);
            found((lot.Order, lot.Sku, taken));
            quantity -= taken;
            if (lot.Left > taken) stack.Push(lot with { Left = lot.Left - taken });
        }

        return quantity;
    }

    private readonly record struct Lot(string Sku, int Order, int Left);
}
