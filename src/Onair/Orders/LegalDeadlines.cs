using Onair.Primitives;

namespace Onair.Orders;

/// <summary>
/// The clocks that the Korean Act on Consumer Protection in Electronic Commerce (전자상거래법) starts for an order. Pure.
/// Every answer is the instant at which the time is over: what happened before it was in time.
/// </summary>
internal static class LegalDeadlines
{
    /// <summary>Article 15(1): business days from prepayment to the shipping of the goods.</summary>
    private const int shipDays = 3;

    /// <summary>Articles 15(2) and 18(2): business days for a refund.</summary>
    private const int refundDays = 3;

    /// <summary>Article 17(1): calendar days from receipt to change one's mind.</summary>
    private const int withdrawDays = 7;

    /// <summary>Article 17(3): months from receipt when the goods are not what was promised.</summary>
    private const int mismatchMonths = 3;

    /// <summary>Article 17(3): days from when the customer knew or could know it.</summary>
    private const int mismatchKnownDays = 30;

    /// <summary>Goods that were paid for are on their way by then.</summary>
    public static DateTimeOffset ShipBefore(DateTimeOffset paidAt) =>
        BusinessDays.EndOfBusinessDay(paidAt, shipDays);

    /// <summary>
    /// Money goes back by then. The clock starts when the goods came back, when an order that was not shipped was
    /// cancelled, or, if the shop cannot supply, when the customer had paid: that one may be over before it is seen.
    /// </summary>
    public static DateTimeOffset RefundBefore(EndCause? cause, DateTimeOffset endedAt, DateTimeOffset paidAt) =>
        BusinessDays.EndOfBusinessDay(cause == EndCause.SupplyFailure ? paidAt : endedAt, refundDays);

    /// <summary>Until then a customer may change their mind.</summary>
    public static DateTimeOffset WithdrawBefore(DateTimeOffset receivedAt) =>
        BusinessDays.EndOfPeriod(BusinessDays.DateOf(receivedAt).AddDays(withdrawDays));

    /// <summary>Until then goods that are broken or other than promised may be given back: both limits hold.</summary>
    /// <param name="receivedAt">When they came.</param>
    /// <param name="knownAt">When the customer saw what is wrong.</param>
    public static DateTimeOffset WithdrawMismatchBefore(DateTimeOffset receivedAt, DateTimeOffset knownAt)
    {
        var byReceipt = BusinessDays.EndOfPeriod(BusinessDays.DateOf(receivedAt).AddMonths(mismatchMonths));
        var byKnowledge = BusinessDays.EndOfPeriod(BusinessDays.DateOf(knownAt).AddDays(mismatchKnownDays));
        return byReceipt < byKnowledge ? byReceipt : byKnowledge;
    }
}
