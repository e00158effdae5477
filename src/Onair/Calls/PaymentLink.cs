using Onair.Orders;

namespace Onair.Calls;

/// <summary>The page on which a customer pays an order that somebody placed for them: the order's own page.</summary>
internal static class PaymentLink
{
    /// <param name="origin">The shop as customers see it.</param>
    /// <param name="number">The order's number.</param>
    /// <param name="order">The order.</param>
    /// <param name="tokens">What opens it; whoever has the link may pay, cancel and read the order.</param>
    /// <param name="isEnglish">False: Korean.</param>
    public static Uri Of(Uri origin, string number, Guid order, OrderTokens tokens, bool isEnglish) =>
        new(origin, $"/orders/{number}/{tokens.Of(order)}{(isEnglish ? "?lang=en" : "")}");
}
