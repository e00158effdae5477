namespace Onair.Orders;

/// <summary>What may happen to an order. Never renumber: metric labels.</summary>
public enum OrderStep
{
    Pay = 1,
    Expire = 2,
    Cancel = 3,
    Prepare = 4,
    Ship = 5,
    Deliver = 6,
    Return = 7,
}

/// <summary>
/// The state diagram of an order, the only place that knows it.
/// <code>
/// placed --pay--> paid --prepare--> preparing --ship--> shipped --deliver--> delivered
///   |--expire--> expired   |            |                  |                     |
///   '--cancel--> cancelled-+------------'                  '------return---------+--> returned
/// </code>
/// </summary>
public static class OrderRules
{
    /// <summary>Where a step leads from a state; null when the diagram has no such arrow.</summary>
    public static OrderStatus? Next(OrderStatus status, OrderStep step) => (status, step) switch
    {
        (OrderStatus.Placed, OrderStep.Pay) => OrderStatus.Paid,
        (OrderStatus.Placed, OrderStep.Expire) => OrderStatus.Expired,
        (OrderStatus.Placed or OrderStatus.Paid or OrderStatus.Preparing, OrderStep.Cancel) => OrderStatus.Cancelled,
        (OrderStatus.Paid, OrderStep.Prepare) => OrderStatus.Preparing,
        (OrderStatus.Preparing, OrderStep.Ship) => OrderStatus.Shipped,
        (OrderStatus.Shipped, OrderStep.Deliver) => OrderStatus.Delivered,
        (OrderStatus.Shipped or OrderStatus.Delivered, OrderStep.Return) => OrderStatus.Returned,
        _ => null,
    };

    /// <summary>True when some step leads from one state to the other; used by <c>verify</c>.</summary>
    public static bool IsArrow(OrderStatus from, OrderStatus to)
    {
        foreach (var step in Enum.GetValues<OrderStep>())
        {
            if (Next(from, step) == to) return true;
        }

        return false;
    }

    /// <summary>States in which the customer's money is with the shop.</summary>
    public static bool IsPaid(OrderStatus status) =>
        status is OrderStatus.Paid or OrderStatus.Preparing or OrderStatus.Shipped or OrderStatus.Delivered;

    /// <summary>States out of which no arrow leads.</summary>
    public static bool IsFinal(OrderStatus status) =>
        status is OrderStatus.Expired or OrderStatus.Cancelled or OrderStatus.Returned;
}
