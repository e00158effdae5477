using Onair.Carts;
using Onair.Storage;

namespace Onair.Orders.Intake;

/// <summary>
/// What a batch writes beside its orders for those who are signed in or ordered from a cart: the place in an account's
/// list, and what is to leave the cart. Only rows that are new: nobody waits here for another's lock. Most batches of a
/// rush have none, and pay two comparisons per order.
/// </summary>
internal sealed class OrderTrail
{
    private readonly List<OrdersStore.OwnedRow> owned = [];
    private readonly List<OrderedPieces> pieces = [];

    /// <summary>Null when there is nothing of the kind.</summary>
    public static OrderTrail? Of(IReadOnlyList<PlaceOrder> requests, IReadOnlyList<PlaceOrderAnswer> answers)
    {
        OrderTrail? trail = null;
        for (var i = 0; i < requests.Count; i++)
        {
            if (requests[i].Account is null && requests[i].Cart is null) continue;
            if (answers[i].Order is { } order) (trail ??= new OrderTrail()).Add(requests[i], order, answers[i].Status);
        }

        return trail;
    }

    public void Write(Round round)
    {
        round.Write(OrdersStore.AttachAll, owned);
        TakeOutOrdered.Expect(round, pieces);
    }

    /// <summary>In a round of its own, for a batch that placed nothing new.</summary>
    public Task WriteAsync(Transaction open, CancellationToken cancel)
    {
        var round = open.Round();
        Write(round);
        return round.ExecuteAsync(cancel);
    }

    private void Add(PlaceOrder request, Order order, PlaceOrderStatus status)
    {
        // Who has the key of an order that was placed before may have it in their list.
        if (request.Account is { } account) owned.Add(new(order.Id, account));
        // It leaves the cart once, however often the form is sent.
        if (request.Cart is not { } cart || status != PlaceOrderStatus.Placed) return;
        foreach (var line in order.Lines) pieces.Add(new(order.Id, cart, line.Sku, line.Quantity, order.PlacedAt));
    }
}
