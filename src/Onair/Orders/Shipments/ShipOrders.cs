using Onair.Storage;

namespace Onair.Orders.Shipments;

/// <summary>Told per parcel; never renumber.</summary>
public enum ShipOrderStatus
{
    /// <summary>The order is shipped, or goes in one more parcel.</summary>
    Shipped = 1,

    /// <summary>This parcel was there before; nothing was done.</summary>
    AlreadyShipped = 2,

    UnknownOrder = 3,

    /// <summary>Not paid, or over.</summary>
    WrongState = 4,

    /// <summary>No number of a parcel.</summary>
    Invalid = 5,

    /// <summary>More than <see cref="ShipOrders.ParcelsMax"/> parcels of one order.</summary>
    TooMany = 6,
}

/// <summary>An order that was handed to a carrier.</summary>
public sealed record Parcel(string OrderNumber, Carrier Carrier, string TrackingNumber);

/// <summary>
/// Hands orders to carriers. What is still being prepared, or is only paid, takes the steps until shipped with it, as a
/// warehouse that ships the same day does not stop in between.
/// </summary>
public sealed class ShipOrders
{
    /// <summary>Parcels of one order: a household's furniture, not a lorry.</summary>
    public const int ParcelsMax = 20;

    /// <summary>Parcels of one transaction, and orders that are locked together.</summary>
    public const int BatchMax = 100;

    private readonly Database database;
    private readonly OrderChanges changes;
    private readonly TimeProvider time;

    internal ShipOrders(Database database, OrderChanges changes, TimeProvider time)
    {
        this.database = database;
        this.changes = changes;
        this.time = time;
    }

    /// <summary>A status per parcel, in their order. Each batch of <see cref="BatchMax"/> is one transaction.</summary>
    /// <param name="parcels">What goes where; harmless to send again.</param>
    /// <param name="actor">Who, for the timeline.</param>
    /// <param name="cancel">Gives up between two transactions.</param>
    public async Task<IReadOnlyList<ShipOrderStatus>> RunAsync(
        IReadOnlyList<Parcel> parcels, string actor, CancellationToken cancel)
    {
        var told = new List<ShipOrderStatus>(parcels.Count);
        foreach (var batch in parcels.Chunk(BatchMax))
            told.AddRange(await database.WriteAsync(open => ShipAsync(open, batch, actor, cancel), cancel));
        return told;
    }

    private async Task<List<ShipOrderStatus>> ShipAsync(
        Transaction open, Parcel[] batch, string actor, CancellationToken cancel)
    {
        // :: load
        var numbers = batch.Where(p => OrderNumber.IsValid(p.OrderNumber)).Select(p => p.OrderNumber).ToList();
        var orders = await OrderChanges.LockAsync(open, numbers, withLines: true, cancel);
        var known = new List<Shipment>();
        var reading = open.Round();
        reading.Read(
            OrdersStore.ShipmentsOf, [.. orders.Values.Select(order => order.Id)], OrdersStore.MapShipment, known);
        await reading.ExecuteAsync(cancel);

        // :: decide
        var now = time.GetUtcNow().ToStored();
        var (steps, added, told) = (new List<OrderChange>(), new List<Shipment>(), new List<ShipOrderStatus>());
        foreach (var parcel in batch)
        {
            var order = orders.GetValueOrDefault(parcel.OrderNumber);
            var tracking = TrackingNumber.Of(parcel.TrackingNumber);
            var own = order is null ? [] : known.Where(s => s.OrderId == order.Id).ToList();
            var status = Decide(order?.Status, tracking, parcel.Carrier, own);
            told.Add(status);
            if (status != ShipOrderStatus.Shipped) continue;
            var shipment = new Shipment
            {
                OrderId = order!.Id, Carrier = parcel.Carrier, TrackingNumber = tracking!, At = now, Actor = actor,
            };
            known.Add(shipment);
            added.Add(shipment);
            var reason = $"{CarrierWords.Of(parcel.Carrier)} {tracking}";
            if (order.Status == OrderStatus.Paid)
                steps.Add(OrderChange.Advance(order, OrderStep.Prepare, now, actor, null));
            if (order.Status == OrderStatus.Preparing)
                steps.Add(OrderChange.Advance(order, OrderStep.Ship, now, actor, reason));
        }

        // :: write
        var writing = open.Round();
        changes.Write(writing, steps);
        writing.Write(OrdersStore.AddShipment, added);
        await writing.ExecuteAsync(cancel);
        return told;
    }

    /// <summary>Pure.</summary>
    /// <param name="order">Its state; null: nobody knows it.</param>
    /// <param name="tracking">Null: not a number.</param>
    /// <param name="carrier">Who brings it.</param>
    /// <param name="own">Parcels that the order has.</param>
    internal static ShipOrderStatus Decide(
        OrderStatus? order, string? tracking, Carrier carrier, IReadOnlyCollection<Shipment> own) => order switch
    {
        null => ShipOrderStatus.UnknownOrder,
        _ when tracking is null => ShipOrderStatus.Invalid,
        _ when own.Any(s => s.Carrier == carrier && s.TrackingNumber == tracking) => ShipOrderStatus.AlreadyShipped,
        not (OrderStatus.Paid or OrderStatus.Preparing or OrderStatus.Shipped) => ShipOrderStatus.WrongState,
        _ when own.Count >= ParcelsMax => ShipOrderStatus.TooMany,
        _ => ShipOrderStatus.Shipped,
    };
}
