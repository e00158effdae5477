using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders.Intake;

/// <summary>
/// The order path. A request waits in a bounded queue; a lane places all that wait in one transaction.
/// <code>
/// :: 1 collect   <see cref="GroupCommit{TRequest,TAnswer}"/>
/// :: 2 load      one round trip: stock rows locked in key order, prices, known requests, pieces per customer
/// :: 3 decide    <see cref="DecideOrders"/>, pure, in the order of arrival
/// :: 4 write     one round trip: stock, movements, orders, lines, counts, facts; commit
/// :: 5 answer    <see cref="GroupCommit{TRequest,TAnswer}"/>, after the commit and never before
/// </code>
/// </summary>
public sealed class OrderIntake : IAsyncDisposable
{
    private readonly GroupCommit<PlaceOrder, PlaceOrderAnswer> queue;
    private readonly FactOutbox outbox;
    private readonly TimeProvider time;
    private readonly OrdersOptions options;

    public OrderIntake(
        Database database, FactOutbox outbox, IOptions<OrdersOptions> options, TimeProvider time,
        ILogger<OrderIntake> logger)
    {
        this.outbox = outbox;
        this.time = time;
        this.options = options.Value;
        queue = new GroupCommit<PlaceOrder, PlaceOrderAnswer>(
            "orders", database, this.options.Intake, time, logger, PlaceOrderAnswer.Busy, RunAsync);
    }

    /// <summary>True while the door is closed; the edge answers 503 without reading the body.</summary>
    public bool IsOverloaded => queue.IsOverloaded;

    public int Waiters => queue.Waiters;

    /// <summary>Places an order. The answer comes after the commit, or at once when the queue is full.</summary>
    public async Task<PlaceOrderAnswer> PlaceAsync(PlaceOrder request)
    {
        var answer = await queue.SubmitAsync(request);
        OrderSignals.Asked(answer.Status, request.Channel);
        return answer;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    internal async Task<IReadOnlyList<PlaceOrderAnswer>> RunAsync(
        Transaction open, IReadOnlyList<PlaceOrder> requests, CancellationToken cancel)
    {
        // :: 2 load
        var state = await LoadAsync(open, requests, cancel);

        // :: 3 decide
        var answers = new List<PlaceOrderAnswer>(requests.Count);
        DecideOrders.Decide(requests, state, time.GetUtcNow().ToStored(), options.Hold, answers);

        // :: 4 write
        await WriteAsync(open, state, answers, cancel);
        return answers;
    }

    private async Task<IntakeState> LoadAsync(
        Transaction open, IReadOnlyList<PlaceOrder> requests, CancellationToken cancel)
    {
        var skus = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var keys = new List<Guid>(requests.Count);
        foreach (var request in requests)
        {
            keys.Add(request.RequestKey);
            foreach (var line in request.Lines)
            {
                if (seen.Add(line.Sku)) skus.Add(line.Sku);
            }
        }

        var stock = new List<Stock>(skus.Count);
        var sellable = new List<SellableVariant>(skus.Count);
        var known = new List<Order>();
        var round = open.Round();
        // The lock comes first: what is read behind it is as new as the commit it waited for.
        MoveStock.Lock(round, skus, stock);
        ReadSellable.Into(round, skus, sellable);
        round.Read(OrdersStore.ByRequestKey, keys, OrdersStore.Map, known);
        await round.ExecuteAsync(cancel);

        var state = new IntakeState();
        var bySku = new Dictionary<string, Stock>(stock.Count, StringComparer.Ordinal);
        foreach (var row in stock) bySku[row.Sku] = row;
        foreach (var variant in sellable)
        {
            state.Variants[variant.Sku] = new IntakeVariant(
                variant, bySku.GetValueOrDefault(variant.Sku)?.Available ?? 0);
        }

        foreach (var order in known) state.Known[order.RequestKey] = order;
        await LoadRareAsync(open, requests, state, known, cancel);
        return state;
    }

    /// <summary>
    /// What most batches do not need: lines of orders that are asked for again, and counts of limited variants.
    /// </summary>
    private static async Task LoadRareAsync(
        Transaction open, IReadOnlyList<PlaceOrder> requests, IntakeState state, List<Order> known,
        CancellationToken cancel)
    {
        var counted = new HashSet<OrdersStore.CountRow>();
        foreach (var request in requests)
        {
            foreach (var line in request.Lines)
            {
                if (state.Variants.TryGetValue(line.Sku, out var found) && found.Variant.LimitPerCustomer is not null)
                {
                    counted.Add(new(found.Variant.Id, request.CustomerKey, 0));
                }
            }
        }

        if (counted.Count == 0 && known.Count == 0) return;
        var lines = new List<OrderLine>();
        var counts = new List<OrdersStore.CountRow>();
        var round = open.Round();
        round.Read(OrdersStore.LinesOf, known.ConvertAll(order => order.Id), OrdersStore.MapLine, lines);
        round.Read(
            OrdersStore.Counts,
            [.. counted],
            row => new OrdersStore.CountRow(row.Uuid(0), row.Uuid(1), row.Int64(2)),
            counts);
        await round.ExecuteAsync(cancel);
        OrdersStore.Join(known, lines);
        foreach (var count in counts) state.Counts[(count.VariantId, count.CustomerKey)] = count.Quantity;
    }

    private async Task WriteAsync(
        Transaction open, IntakeState state, List<PlaceOrderAnswer> answers, CancellationToken cancel)
    {
        var orders = new List<Order>(answers.Count);
        foreach (var answer in answers)
        {
            if (answer.Status == PlaceOrderStatus.Placed) orders.Add(answer.Order!);
        }

        if (orders.Count == 0) return;
        var lines = new List<OrderLine>(orders.Count);
        var facts = new List<Fact>(orders.Count);
        var counts = new SortedDictionary<(Guid, Guid), long>();
        foreach (var order in orders)
        {
            facts.Add(OrderFacts.OfPlaced(order));
            foreach (var line in order.Lines)
            {
                lines.Add(line);
                if (!line.Limited) continue;
                var key = (line.VariantId, order.CustomerKey);
                counts[key] = counts.GetValueOrDefault(key) + line.Quantity;
            }
        }

        var moves = new List<StockMove>();
        foreach (var variant in state.Variants.Values)
        {
            if (variant.Taken == 0) continue;
            moves.Add(
                new(variant.Variant.Id, MovementKind.Hold, variant.Taken, variant.Orders, OrderActors.Shopper, null));
        }

        var round = open.Round();
        MoveStock.Move(round, moves, orders[0].PlacedAt);
        round.Write(OrdersStore.Add, orders);
        round.Write(OrdersStore.AddLine, lines);
        round.Write(
            OrdersStore.AddCount, [.. counts.Select(c => new OrdersStore.CountRow(c.Key.Item1, c.Key.Item2, c.Value))]);
        outbox.Append(round, facts);
        await round.ExecuteAsync(cancel);
    }
}
