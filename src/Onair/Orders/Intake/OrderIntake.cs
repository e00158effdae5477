using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders.Intake;

/// <summary>
/// The order path. A request waits in a bounded queue; a lane places all that wait in one transaction.
/// <code>
/// :: 1 collect   <see cref="GroupCommit{TRequest,TAnswer}"/>
/// :: 2 load      one round trip: stock rows and offers locked in key order, prices, known requests, then (rarely)
///                pieces per customer
/// :: 3 decide    <see cref="DecideOrders"/>, pure, in the order of arrival
/// :: 4 write     one round trip: stock, movements, offers, orders, lines, counts, facts; commit
/// :: 5 answer    <see cref="GroupCommit{TRequest,TAnswer}"/>, after the commit and never before
/// </code>
/// </summary>
public sealed class OrderIntake : IAsyncDisposable
{
    private readonly GroupCommit<PlaceOrder, PlaceOrderAnswer> queue;
    private readonly FactOutbox outbox;
    private readonly LiveWakes live;
    private readonly DeliverySeal deliveries;
    private readonly TimeProvider time;
    private readonly OrdersOptions options;

    public OrderIntake(
        Database database, FactOutbox outbox, LiveWakes live, DeliverySeal deliveries, IOptions<OrdersOptions> options,
        TimeProvider time, ILogger<OrderIntake> logger)
    {
        this.deliveries = deliveries;
        this.live = live;
        this.outbox = outbox;
        this.time = time;
        this.options = options.Value;
        queue = new GroupCommit<PlaceOrder, PlaceOrderAnswer>(
            "orders", database, this.options.Intake, time, logger, PlaceOrderAnswer.Busy, RunAsync);
    }

    /// <summary>True while the door is closed; the edge answers 503 without reading the body.</summary>
    public bool IsOverloaded => queue.IsOverloaded;

    public int Waiters => queue.Waiters;

    /// <summary>Somebody was refused at the door: an order that this shop did not take.</summary>
    public static void TurnedAway() => OrderSignals.TurnedAway();

    /// <summary>Places an order. The answer comes after the commit, or at once when the queue is full.</summary>
    public async Task<PlaceOrderAnswer> PlaceAsync(PlaceOrder request)
    {
        var begun = time.GetTimestamp();
        PlaceOrderStatus? status = null;
        try
        {
            var answer = await PlaceNowAsync(request);
            status = answer.Status;
            return answer;
        }
        finally
        {
            OrderSignals.Asked(status, request.Channel, time.GetElapsedTime(begun));
        }
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private async Task<PlaceOrderAnswer> PlaceNowAsync(PlaceOrder request)
    {
        // Here and not in a lane: the key may have to be read, and lanes only decide and write.
        if (request.Delivery is { } to)
            request.SealedDelivery = await deliveries.SealAsync(to, request.RequestKey, CancellationToken.None);
        var answer = await queue.SubmitAsync(request);
        if (answer.Order is { SealedDelivery: not null, Delivery: null } known)
            await deliveries.OpenAsync(known, CancellationToken.None);
        if (answer is { Status: PlaceOrderStatus.Placed, Order: { } placed })
        {
            live.Tell();
            OrderSignals.Placed(placed);
        }

        return answer;
    }

    internal async Task<IReadOnlyList<PlaceOrderAnswer>> RunAsync(
        Transaction open, IReadOnlyList<PlaceOrder> requests, CancellationToken cancel)
    {
        // :: 2 load
        var state = await LoadAsync(open, requests, cancel);

        // :: 3 decide
        var answers = new List<PlaceOrderAnswer>(requests.Count);
        DecideOrders.Decide(requests, state, time.GetUtcNow().ToStored(), options.Hold, answers);

        // :: 4 write
        await WriteAsync(open, state, answers, OrderTrail.Of(requests, answers), cancel);
        return answers;
    }

    private async Task<IntakeState> LoadAsync(
        Transaction open, IReadOnlyList<PlaceOrder> requests, CancellationToken cancel)
    {
        var skus = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var keys = new List<Guid>(requests.Count);
        var offerIds = new List<Guid>();
        foreach (var request in requests)
        {
            keys.Add(request.RequestKey);
            foreach (var line in request.Lines)
            {
                if (seen.Add(line.Sku)) skus.Add(line.Sku);
                // A batch names a handful of offers at most: a show has one on the air.
                if (line.Offer is { } id && !offerIds.Contains(id)) offerIds.Add(id);
            }
        }

        var stock = new List<Stock>(skus.Count);
        var sellable = new List<SellableVariant>(skus.Count);
        var known = new List<Order>();
        var offers = new List<Offer>(offerIds.Count);
        var round = open.Round();
        // The lock comes first: what is read behind it is as new as the commit it waited for.
        MoveStock.Lock(round, skus, stock);
        MoveOffers.Lock(round, offerIds, offers);
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

        foreach (var offer in offers) state.Offers[offer.Id] = new IntakeOffer(offer);
        foreach (var order in known) state.Known[order.RequestKey] = order;
        await LoadRareAsync(open, requests, state, known, cancel);
        return state;
    }

    /// <summary>
    /// What most batches do not need: lines of orders that are asked for again, and counts of what is limited.
    /// </summary>
    private static async Task LoadRareAsync(
        Transaction open, IReadOnlyList<PlaceOrder> requests, IntakeState state, List<Order> known,
        CancellationToken cancel)
    {
        var counted = new HashSet<OrdersStore.CountRow>();
        var countedOffers = new HashSet<OrdersStore.CountRow>();
        foreach (var request in requests)
        {
            foreach (var line in request.Lines)
            {
                if (state.Variants.TryGetValue(line.Sku, out var found) && found.Variant.LimitPerCustomer is not null)
                {
                    counted.Add(new(found.Variant.Id, request.CustomerKey, 0));
                }

                if (line.Offer is { } id && state.Offers.GetValueOrDefault(id)?.Offer.LimitPerCustomer is not null)
                    countedOffers.Add(new(id, request.CustomerKey, 0));
            }
        }

        if (counted.Count + countedOffers.Count + known.Count == 0) return;
        var lines = new List<OrderLine>();
        var sent = new List<SealedDelivery>();
        var counts = new List<OrdersStore.CountRow>();
        var offerCounts = new List<OrdersStore.CountRow>(countedOffers.Count);
        var round = open.Round();
        var ids = known.ConvertAll(order => order.Id);
        round.Read(OrdersStore.LinesOf, ids, OrdersStore.MapLine, lines);
        round.Read(OrdersStore.DeliveriesOf, ids, OrdersStore.MapDelivery, sent);
        round.Read(OrdersStore.Counts, [.. counted], OrdersStore.MapCount, counts);
        round.Read(OrdersStore.OfferCounts, [.. countedOffers], OrdersStore.MapCount, offerCounts);
        await round.ExecuteAsync(cancel);
        OrdersStore.Join(known, lines);
        OrdersStore.Join(known, sent);
        foreach (var count in counts) state.Counts[(count.What, count.CustomerKey)] = count.Quantity;
        foreach (var count in offerCounts) state.OfferCounts[(count.What, count.CustomerKey)] = count.Quantity;
    }

    private async Task WriteAsync(
        Transaction open, IntakeState state, List<PlaceOrderAnswer> answers, OrderTrail? trail,
        CancellationToken cancel)
    {
        var orders = new List<Order>(answers.Count);
        foreach (var answer in answers)
        {
            if (answer.Status == PlaceOrderStatus.Placed) orders.Add(answer.Order!);
        }

        if (orders.Count == 0)
        {
            if (trail is not null) await trail.WriteAsync(open, cancel);
            return;
        }

        var lines = new List<OrderLine>(orders.Count);
        var facts = new List<Fact>(orders.Count);
        var counts = new SortedDictionary<(Guid, Guid), long>();
        var offerCounts = new SortedDictionary<(Guid, Guid), long>();
        foreach (var order in orders)
        {
            facts.Add(OrderFacts.OfPlaced(order));
            foreach (var line in order.Lines)
            {
                lines.Add(line);
                if (line.Limited) Count(counts, line.VariantId, order, line);
                if (line.OfferLimited) Count(offerCounts, line.OfferId!.Value, order, line);
            }
        }

        var moves = new List<StockMove>();
        foreach (var variant in state.Variants.Values)
        {
            if (variant.Taken == 0) continue;
            moves.Add(
                new(variant.Variant.Id, MovementKind.Hold, variant.Taken, variant.Orders, OrderActors.Shopper, null));
        }

        var offerMoves = new List<OfferMove>(state.Offers.Count);
        foreach (var offer in state.Offers.Values)
        {
            if (offer.Taken > 0) offerMoves.Add(OfferMove.Of(offer.Offer.Id, MovementKind.Hold, offer.Taken));
        }

        var round = open.Round();
        MoveStock.Move(round, moves, orders[0].PlacedAt);
        MoveOffers.Move(round, offerMoves);
        round.Write(OrdersStore.Add, orders);
        round.Write(OrdersStore.AddLine, lines);
        // Most orders have neither; what nobody asked for is no statement.
        round.Write(OrdersStore.PutDelivery, orders.FindAll(order => order.SealedDelivery is not null));
        round.Write(OrdersStore.MarkEnglish, orders.FindAll(order => order.IsEnglish));
        round.Write(OrdersStore.AddCount, OrdersStore.CountRow.Of(counts));
        round.Write(OrdersStore.AddOfferCount, OrdersStore.CountRow.Of(offerCounts));
        outbox.Append(round, facts);
        trail?.Write(round);
        await round.ExecuteAsync(cancel);
    }

    private static void Count(SortedDictionary<(Guid, Guid), long> counts, Guid what, Order order, OrderLine line)
    {
        var key = (what, order.CustomerKey);
        counts[key] = counts.GetValueOrDefault(key) + line.Quantity;
    }
}
