namespace Onair.Orders;

/// <summary>Why pieces of an order are given up: it decides who bears what. Stored and sent; never renumber.</summary>
public enum EndCause
{
    /// <summary>The customer does not want them any more, and bears the way back. Nothing beyond it is taken.</summary>
    ChangeOfMind = 1,

    /// <summary>They are broken. The shop bears the way back.</summary>
    Defect = 2,

    /// <summary>They are not what was promised or ordered. The shop bears the way back.</summary>
    Mismatch = 3,

    /// <summary>The shop cannot supply what was paid for. The refund's clock runs from the payment.</summary>
    SupplyFailure = 4,
}

/// <summary>Which cause goes with which step.</summary>
internal static class EndCauses
{
    public static EndCause? Find(string word)
    {
        foreach (var cause in Enum.GetValues<EndCause>())
        {
            if (OrderWords.Of(cause) == word) return cause;
        }

        return null;
    }

    /// <summary>
    /// Goods that never left cannot be broken at the customer's, and goods that arrived were supplied. No cause goes
    /// with every step.
    /// </summary>
    public static bool Fits(EndCause? cause, OrderStep step, OrderStatus from) =>
        cause is not { } said || Fits(said, step, from);

    /// <summary>True when the customer bears the way back.</summary>
    public static bool IsCustomers(EndCause? cause, OrderStep step) =>
        step == OrderStep.Return && cause == EndCause.ChangeOfMind;

    private static bool Fits(EndCause cause, OrderStep step, OrderStatus from) => cause switch
    {
        EndCause.ChangeOfMind => true,
        EndCause.Defect or EndCause.Mismatch => step == OrderStep.Return,
        EndCause.SupplyFailure => step == OrderStep.Cancel && OrderRules.IsPaid(from),
    };
}
