using Onair.Orders;
using Onair.Orders.Intake;

namespace Onair.Tests.Simulation;

/// <summary>
/// What the shop must be like: dictionaries and sums over all orders, as slow and as plain as can be. It says what an
/// answer has to be before the shop is asked.
/// </summary>
internal sealed class ShopModel
{
    public Dictionary<string, long> Received { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, long> Prices { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, int> Limits { get; } = new(StringComparer.Ordinal);

    public Dictionary<Guid, ModelOffer> Offers { get; } = [];

    public Dictionary<(int Customer, string Key), ModelOrder> Orders { get; } = [];

    public long Held(string sku) => Orders.Values.Where(o => o.Status == OrderStatus.Placed).Sum(o => o.LeftOf(sku));

    public long Owned(string sku) => Orders.Values.Where(o => o.IsPaid).Sum(o => o.LeftOf(sku));

    public long Available(string sku) => Received[sku] - Held(sku) - Owned(sku);

    public long Has(int customer, string sku) =>
        Orders.Values.Where(o => o.Customer == customer && !o.IsFinal).Sum(o => o.LeftOf(sku));

    public PlaceOrderStatus Expect(int customer, PlaceOrder asked)
    {
        if (Orders.TryGetValue((customer, asked.IdempotencyKey), out var before))
        {
            return before.Asked.Lines.SequenceEqual(asked.Lines) ? PlaceOrderStatus.AlreadyPlaced
                : PlaceOrderStatus.KeyReused;
        }

        if (asked.Lines.Any(line => line.Offer is { } id && !Offers[id].IsOpen)) return PlaceOrderStatus.OfferEnded;
        if (asked.Lines.Any(line => line.UnitPrice != PriceOf(line))) return PlaceOrderStatus.PriceChanged;
        if (asked.Lines.Any(line =>
            (Limits.TryGetValue(line.Sku, out var most) && Has(customer, line.Sku) + line.Quantity > most)
            || (line.Offer is { } id && Offers[id].Limit is { } limit
                && HasOf(customer, id) + line.Quantity > limit)))
            return PlaceOrderStatus.OverLimit;
        return asked.Lines.Any(line => line.Quantity > Available(line.Sku)
            || (line.Offer is { } id && line.Quantity > Offers[id].Allotment - HeldOf(id) - OwnedOf(id)))
            ? PlaceOrderStatus.SoldOut
            : PlaceOrderStatus.Placed;
    }

    public long PriceOf(PlaceOrderLine line) => line.Offer is { } id ? Offers[id].Price : Prices[line.Sku];

    public long HeldOf(Guid offer) =>
        Orders.Values.Where(o => o.Status == OrderStatus.Placed).Sum(o => o.LeftOf(offer));

    public long OwnedOf(Guid offer) => Orders.Values.Where(o => o.IsPaid).Sum(o => o.LeftOf(offer));

    private long HasOf(int customer, Guid offer) =>
        Orders.Values.Where(o => o.Customer == customer && !o.IsFinal).Sum(o => o.LeftOf(offer));

    /// <summary>Ends an order, or gives some pieces of one line back.</summary>
    public static EndOrderStatus End(ModelOrder order, OrderStep step, (string Sku, int Pieces)? part)
    {
        if (order.IsFinal) return EndOrderStatus.AlreadyEnded;
        var mayBe = step == OrderStep.Cancel
            ? order.Status is OrderStatus.Placed or OrderStatus.Paid or OrderStatus.Preparing
            : order.Status is OrderStatus.Shipped or OrderStatus.Delivered;
        if (!mayBe) return EndOrderStatus.WrongState;
        if (part is { } asked && order.LeftOf(asked.Sku) < asked.Pieces) return EndOrderStatus.NotInOrder;
        if (order.IsInFlight) return EndOrderStatus.PaymentPending;
        var end = step == OrderStep.Cancel ? OrderStatus.Cancelled : OrderStatus.Returned;
        if (part is { } piece)
        {
            order.Left[order.Asked.Lines.ToList().FindIndex(line => line.Sku == piece.Sku)] -= piece.Pieces;
            if (order.Left.Sum() > 0) return EndOrderStatus.PartlyEnded;
        }

        order.End(end);
        return EndOrderStatus.Ended;
    }

    public static StartPaymentStatus Start(ModelOrder order, DateTimeOffset now, int attemptsMax)
    {
        if (order.IsPaid) return StartPaymentStatus.AlreadyPaid;
        if (order.Status != OrderStatus.Placed || order.PayBefore <= now) return StartPaymentStatus.NotPayable;
        if (order.Open is not null || order.IsInFlight) return StartPaymentStatus.AlreadyStarted;
        return order.Attempts.Count >= attemptsMax ? StartPaymentStatus.TooManyAttempts : StartPaymentStatus.Started;
    }

    public static AdvanceOrderStatus Advance(ModelOrder order, OrderStep step)
    {
        var to = (order.Status, step) switch
        {
            (OrderStatus.Paid, OrderStep.Prepare) => OrderStatus.Preparing,
            (OrderStatus.Preparing, OrderStep.Ship) => OrderStatus.Shipped,
            (OrderStatus.Shipped, OrderStep.Deliver) => OrderStatus.Delivered,
            _ => order.Status,
        };
        if (to == order.Status) return AdvanceOrderStatus.WrongState;
        order.Status = to;
        return AdvanceOrderStatus.Advanced;
    }

    /// <summary>Deadlines: what is unpaid and certain ends, what is uncertain gets a minute more.</summary>
    public void Expire(DateTimeOffset now)
    {
        foreach (var order in Orders.Values.Where(o => o.Status == OrderStatus.Placed && o.PayBefore < now))
        {
            if (order.IsInFlight) order.PayBefore = now + TimeSpan.FromMinutes(1);
            else order.End(OrderStatus.Expired);
        }
    }
}

/// <summary>An offer as the model remembers it.</summary>
internal sealed class ModelOffer(string sku, long price, long allotment, int? limit)
{
    public string Sku => sku;

    public int? Limit => limit;

    public long Price { get; set; } = price;

    public long Allotment { get; set; } = allotment;

    public bool IsOpen { get; set; } = true;
}
