using Onair.Storage;

namespace Onair.Orders;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum ChangeDeliveryStatus
{
    /// <summary>It goes there now.</summary>
    Changed = 1,

    /// <summary>It went there before; nothing was written.</summary>
    AlreadyThere = 2,

    /// <summary>No such number, or not its token: not told apart.</summary>
    UnknownOrder = 3,

    /// <summary>The warehouse has it, or it has ended.</summary>
    TooLate = 4,

    /// <summary>The order changed since the sender looked at it.</summary>
    Outdated = 5,
}

/// <summary>
/// Sends an order somewhere else, for its owner, until the warehouse begins with it. A step of the timeline, so that
/// somebody who asks why a parcel went there can see when it was changed; the old address is not kept.
/// </summary>
public sealed class ChangeDelivery(
    Database database, ShowOrders show, DeliverySeal deliveries, OrderTokens tokens, TimeProvider time)
{
    /// <summary>What the timeline says; never an address.</summary>
    public const string Reason = "delivery changed";

    /// <summary>True while it may be changed: before somebody has it in hands.</summary>
    public static bool IsOpen(OrderStatus status) => status is OrderStatus.Placed or OrderStatus.Paid;

    /// <param name="number">The order.</param>
    /// <param name="token">The guest's token.</param>
    /// <param name="to">Where to; checked by the reader.</param>
    /// <param name="ifVersion">The version the sender saw; null when it does not matter.</param>
    /// <param name="cancel">Gives up before the transaction.</param>
    public async Task<ChangeDeliveryStatus> RunAsync(
        string number, string token, OrderDelivery to, int? ifVersion, CancellationToken cancel)
    {
        if (await show.OfGuestAsync(number, token, cancel) is not { } shown) return ChangeDeliveryStatus.UnknownOrder;
        // Sent twice it is changed once, however old the sender's page is by then.
        if (shown.Order.Delivery == to) return ChangeDeliveryStatus.AlreadyThere;
        var text = await deliveries.SealAsync(to, shown.Order.RequestKey, cancel);
        return await database.WriteAsync(open => WriteAsync(open, number, token, text, ifVersion, cancel), cancel);
    }

    private async Task<ChangeDeliveryStatus> WriteAsync(
        Transaction open, string number, string token, string text, int? ifVersion, CancellationToken cancel)
    {
        var found = await OrderChanges.LockAsync(open, [number], withLines: false, cancel);
        if (!found.TryGetValue(number, out var order) || !tokens.IsValid(order.Id, token))
            return ChangeDeliveryStatus.UnknownOrder;
        if (ifVersion is { } seen && seen != order.Version) return ChangeDeliveryStatus.Outdated;
        if (!IsOpen(order.Status)) return ChangeDeliveryStatus.TooLate;
        var now = time.GetUtcNow().ToStored();
        order.SealedDelivery = text;
        order.Version++;
        order.ChangedAt = now;
        var step = new OrdersStore.TransitionRow(
            order.Id, order.Version, order.Status, order.Status, now, OrderActors.Shopper, Reason);
        var round = open.Round();
        round.Write(OrdersStore.Change, [order]);
        round.Write(OrdersStore.AddTransition, [step]);
        round.Write(OrdersStore.PutDelivery, [order]);
        await round.ExecuteAsync(cancel);
        return ChangeDeliveryStatus.Changed;
    }
}
