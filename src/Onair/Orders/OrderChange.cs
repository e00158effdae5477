using Onair.Inventory;

namespace Onair.Orders;

/// <summary>
/// One step of one order, decided on the loaded order and not yet written. Pure: it moves the order in memory and keeps
/// what has to be written for it (<see cref="OrderChanges"/>).
/// </summary>
internal sealed class OrderChange
{
    private OrderChange(Order order, OrderStatus to, DateTimeOffset at, string actor, string? reason)
    {
        Order = order;
        From = order.Status;
        order.Status = to;
        order.Version++;
        order.ChangedAt = at;
        Version = order.Version;
        To = to;
        At = at;
        Actor = actor;
        Reason = reason;
    }

    public Order Order { get; }

    public OrderStatus From { get; }

    public OrderStatus To { get; }

    public int Version { get; }

    public DateTimeOffset At { get; }

    public string Actor { get; }

    public string? Reason { get; }

    /// <summary>How the pieces move; null when they stay where they are.</summary>
    public MovementKind? Movement { get; private init; }

    /// <summary>The pieces this step is about.</summary>
    public List<(OrderLine Line, int Pieces)> Pieces { get; } = [];

    /// <summary>What the customer gets back by this step, in won and with its tax.</summary>
    public RefundShare Share { get; private set; }

    /// <summary>Won that the customer gets back by this step.</summary>
    public long Refund => Share.Amount;

    /// <summary>Why pieces went back; null when nobody said.</summary>
    public EndCause? Cause { get; private init; }

    /// <summary>Won that the shop keeps for the way back.</summary>
    public long Fee { get; private set; }

    /// <summary>A step along the diagram in which all pieces stay together: pay, prepare, ship, deliver.</summary>
    /// <exception cref="InvalidOperationException">The diagram has no such arrow; callers ask <see cref="OrderRules"/>
    /// first.</exception>
    public static OrderChange Advance(
        Order order, OrderStep step, DateTimeOffset at, string actor, string? reason = null)
    {
        var to = Require(order, step);
        var change = new OrderChange(order, to, at, actor, reason)
        {
            Movement = step == OrderStep.Pay ? MovementKind.Sell : null,
        };
        foreach (var line in order.Lines)
        {
            if (line.Left > 0) change.Pieces.Add((line, line.Left));
        }

        if (step == OrderStep.Pay) order.ShipBefore = LegalDeadlines.ShipBefore(at);
        if (step == OrderStep.Deliver) order.WithdrawBefore = LegalDeadlines.WithdrawBefore(at);
        return change;
    }

    /// <summary>Ends the order and gives all its pieces back: expire, cancel, return.</summary>
    public static OrderChange Undo(
        Order order,
        OrderStep step,
        DateTimeOffset at,
        string actor,
        string? reason,
        EndCause? cause = null,
        long shipping = 0) => Undo(order, step, Left(order), at, actor, reason, cause, shipping);

    /// <summary>All pieces that are still wanted.</summary>
    public static List<(OrderLine Line, int Pieces)> Left(Order order) =>
        [.. order.Lines.Where(line => line.Left > 0).Select(line => (line, line.Left))];

    /// <summary>Gives some pieces back; the order ends when none are left, and stays in its state otherwise.</summary>
    /// <param name="order">The order; it is changed.</param>
    /// <param name="step">Expire, Cancel or Return.</param>
    /// <param name="pieces">Which.</param>
    /// <param name="at">When.</param>
    /// <param name="actor">Who.</param>
    /// <param name="reason">For the timeline.</param>
    /// <param name="cause">Why, by the law's kinds.</param>
    /// <param name="shipping">Won of the way back; taken only when the customer bears it.</param>
    public static OrderChange Undo(
        Order order,
        OrderStep step,
        IReadOnlyList<(OrderLine Line, int Pieces)> pieces,
        DateTimeOffset at,
        string actor,
        string? reason,
        EndCause? cause = null,
        long shipping = 0)
    {
        var end = Require(order, step);
        var wasPaid = OrderRules.IsPaid(order.Status);
        var all = order.Lines.Sum(line => line.Left) == pieces.Sum(piece => piece.Pieces);
        var change = new OrderChange(order, all ? end : order.Status, at, actor, reason)
        {
            Movement = wasPaid ? MovementKind.Return : MovementKind.Release,
            Cause = cause,
        };
        var share = default(RefundShare);
        foreach (var (line, count) in pieces)
        {
            share += RefundShare.Of(line, line.Quantity - line.Left, count);
            if (step == OrderStep.Return) line.Returned += count;
            else line.Cancelled += count;
            order.Remaining -= count * line.UnitPrice;
            change.Pieces.Add((line, count));
        }

        if (!wasPaid) return change;
        var kept = EndCauses.IsCustomers(cause, step) ? share.Keep(shipping) : default;
        change.Share = share - kept;
        change.Fee = kept.Amount;
        order.Fees += kept.Amount;

        return change;
    }

    private static OrderStatus Require(Order order, OrderStep step) => OrderRules.Next(order.Status, step)
        ?? throw new InvalidOperationException($"order {order.Number} is {order.Status}: it cannot {step}");
}
