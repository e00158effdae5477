using Onair.Broadcasts;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Loads orders to change them and writes what was decided: the same load, decide, write shape as the order path, for
/// every step after "placed". Locks are taken in one global order: orders by id, then stock by id.
/// </summary>
internal sealed class OrderChanges(FactOutbox outbox)
{
    /// <summary>Locks the orders and reads their lines. Unknown ids are not in the result.</summary>
    public static async Task<Dictionary<Guid, Order>> LockAsync(
        Transaction open, IReadOnlyList<Guid> ids, CancellationToken cancel)
    {
        var orders = new List<Order>(ids.Count);
        var lines = new List<OrderLine>(ids.Count);
        var round = open.Round();
        round.Read(OrdersStore.LockById, ids, OrdersStore.Map, orders);
        round.Read(OrdersStore.LinesOf, ids, OrdersStore.MapLine, lines);
        await round.ExecuteAsync(cancel);
        OrdersStore.Join(orders, lines);
        return orders.ToDictionary(order => order.Id);
    }

    /// <summary>Locks orders by their numbers; numbers nobody knows are not in the result. One round trip.</summary>
    /// <param name="withLines">False: lines stay unread, for steps that only look at the order itself.</param>
    public static async Task<Dictionary<string, Order>> LockAsync(
        Transaction open, IReadOnlyList<string> numbers, bool withLines, CancellationToken cancel)
    {
        var distinct = numbers.Distinct().ToList();
        var orders = new List<Order>(distinct.Count);
        var lines = new List<OrderLine>();
        var round = open.Round();
        round.Read(OrdersStore.LockByNumber, distinct, OrdersStore.Map, orders);
        if (withLines) round.Read(OrdersStore.LinesOfNumber, distinct, OrdersStore.MapLine, lines);
        await round.ExecuteAsync(cancel);
        OrdersStore.Join(orders, lines);
        return orders.ToDictionary(order => order.Number);
    }

    /// <summary>Reads the lines of orders that were locked without them.</summary>
    public static async Task ReadLinesAsync(Transaction open, IReadOnlyList<Order> orders, CancellationToken cancel)
    {
        var lines = new List<OrderLine>();
        var round = open.Round();
        round.Read(OrdersStore.LinesOf, [.. orders.Select(order => order.Id)], OrdersStore.MapLine, lines);
        await round.ExecuteAsync(cancel);
        OrdersStore.Join(orders, lines);
    }

    /// <summary>Writes steps of locked orders, in one round. An order may take several steps at once.</summary>
    public async Task WriteAsync(Transaction open, IReadOnlyList<OrderChange> changes, CancellationToken cancel)
    {
        var round = open.Round();
        Write(round, changes);
        await round.ExecuteAsync(cancel);
    }

    /// <summary>The same in a round that carries more.</summary>
    public void Write(Round round, IReadOnlyList<OrderChange> changes)
    {
        if (changes.Count == 0) return;
        var orders = changes.Select(change => change.Order).Distinct().ToList();
        var lines = changes
            .Where(change => change.Movement is MovementKind.Release or MovementKind.Return)
            .SelectMany(change => change.Pieces, (_, piece) => piece.Line)
            .Distinct()
            .ToList();
        var transitions = changes
            .Select(c => new OrdersStore.TransitionRow(
                c.Order.Id, c.Version, c.From, c.To, c.At, c.Actor, c.Reason, c.Cause, c.Fee))
            .ToList();
        MoveStock.LockAndMove(round, Moves(changes), changes[0].At);
        MoveOffers.LockAndMove(round, MovesOfOffers(changes));
        round.Write(OrdersStore.Change, orders);
        round.Write(OrdersStore.ChangeLine, lines);
        round.Write(OrdersStore.AddTransition, transitions);
        round.Write(OrdersStore.TakeCount, Counts(changes, line => line.Limited ? line.VariantId : null));
        round.Write(OrdersStore.TakeOfferCount, Counts(changes, line => line.OfferLimited ? line.OfferId : null));
        outbox.Append(round, [.. changes.Select(FactOf)]);
    }

    /// <summary>One movement per variant and kind, however many orders it serves.</summary>
    private static List<StockMove> Moves(IReadOnlyList<OrderChange> changes)
    {
        var sums = new Dictionary<(Guid, MovementKind, string), (long Pieces, int Orders)>();
        foreach (var change in changes)
        {
            if (change.Movement is not { } kind) continue;
            foreach (var (line, pieces) in change.Pieces)
            {
                var key = (line.VariantId, kind, change.Actor);
                var sum = sums.GetValueOrDefault(key);
                sums[key] = (sum.Pieces + pieces, sum.Orders + 1);
            }
        }

        return [.. sums.Select(s =>
            new StockMove(s.Key.Item1, s.Key.Item2, s.Value.Pieces, s.Value.Orders, s.Key.Item3, null))];
    }

    private static List<OfferMove> MovesOfOffers(IReadOnlyList<OrderChange> changes)
    {
        var moves = new List<OfferMove>();
        foreach (var change in changes)
        {
            if (change.Movement is not { } kind) continue;
            foreach (var (line, pieces) in change.Pieces)
            {
                if (line.OfferId is { } offer) moves.Add(OfferMove.Of(offer, kind, pieces));
            }
        }

        return moves;
    }

    /// <summary>What customers no longer have of what is limited.</summary>
    /// <param name="changes">The steps.</param>
    /// <param name="limited">The variant or offer that a line counts for; null when it does not count.</param>
    private static List<OrdersStore.CountRow> Counts(
        IReadOnlyList<OrderChange> changes, Func<OrderLine, Guid?> limited)
    {
        var sums = new SortedDictionary<(Guid What, Guid Customer), long>();
        foreach (var change in changes)
        {
            if (change.Movement is not (MovementKind.Release or MovementKind.Return)) continue;
            foreach (var (line, pieces) in change.Pieces)
            {
                if (limited(line) is not { } what) continue;
                var key = (what, change.Order.CustomerKey);
                sums[key] = sums.GetValueOrDefault(key) + pieces;
            }
        }

        return OrdersStore.CountRow.Of(sums);
    }

    private static Fact FactOf(OrderChange change)
    {
        var kind = change.From == change.To ? OrderFacts.LinesCancelled : OrderFacts.KindOf(change.To);
        var pieces = change.Pieces
            .Select(piece => new FactLine(
                piece.Line.VariantId, piece.Pieces, piece.Pieces * piece.Line.UnitPrice, piece.Line.OfferId))
            .ToList();
        return OrderFacts.Of(kind, change.Order, pieces);
    }
}
