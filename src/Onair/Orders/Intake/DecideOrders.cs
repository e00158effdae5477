using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Orders.Intake;

/// <summary>A variant during the decision of one batch: what there is of it, and what this batch has taken.</summary>
internal sealed class IntakeVariant(SellableVariant variant, long available)
{
    public SellableVariant Variant => variant;

    /// <summary>Pieces that can still be held.</summary>
    public long Available { get; set; } = available;

    public long Taken { get; set; }

    /// <summary>Orders of this batch that took some.</summary>
    public int Orders { get; set; }
}

/// <summary>What the decision looks at: everything that was loaded for one batch.</summary>
internal sealed class IntakeState
{
    public Dictionary<string, IntakeVariant> Variants { get; } = new(StringComparer.Ordinal);

    /// <summary>Orders known by their request key: loaded ones, and those this batch places.</summary>
    public Dictionary<Guid, Order> Known { get; } = [];

    /// <summary>Pieces a customer has of a limited variant.</summary>
    public Dictionary<(Guid Variant, Guid Customer), long> Counts { get; } = [];
}

/// <summary>
/// Step 3 of the order path: one answer per request, in the order of arrival, all lines or none. Pure: it touches only
/// the state it is given, so that tests, the simulation and the benchmark call it without a database.
/// </summary>
internal static class DecideOrders
{
    public static void Decide(
        IReadOnlyList<PlaceOrder> requests,
        IntakeState state,
        DateTimeOffset now,
        TimeSpan hold,
        List<PlaceOrderAnswer> answers)
    {
        foreach (var request in requests) answers.Add(Decide(request, state, now, hold));
    }

    private static PlaceOrderAnswer Decide(PlaceOrder request, IntakeState state, DateTimeOffset now, TimeSpan hold)
    {
        if (state.Known.TryGetValue(request.RequestKey, out var known))
        {
            return known.RequestHash == request.RequestHash
                ? new PlaceOrderAnswer(PlaceOrderStatus.AlreadyPlaced, known, [])
                : new PlaceOrderAnswer(PlaceOrderStatus.KeyReused, null, []);
        }

        var status = Check(request, state);
        if (status != PlaceOrderStatus.Placed)
        {
            return new PlaceOrderAnswer(status, null, Refuse(request, state, status));
        }

        var order = Place(request, state, now, hold);
        state.Known.Add(request.RequestKey, order);
        return new PlaceOrderAnswer(PlaceOrderStatus.Placed, order, []);
    }

    /// <summary>The first reason that any line gives, in the order of the reasons, not of the lines.</summary>
    private static PlaceOrderStatus Check(PlaceOrder request, IntakeState state)
    {
        var worst = PlaceOrderStatus.Placed;
        foreach (var line in request.Lines)
        {
            var status = CheckLine(line, request, state);
            if (Rank(status) > Rank(worst)) worst = status;
        }

        return worst;
    }

    private static PlaceOrderStatus CheckLine(PlaceOrderLine line, PlaceOrder request, IntakeState state)
    {
        if (!state.Variants.TryGetValue(line.Sku, out var found)) return PlaceOrderStatus.UnknownVariant;
        if (!found.Variant.OnSale) return PlaceOrderStatus.OfferEnded;
        if (found.Variant.Price != line.UnitPrice) return PlaceOrderStatus.PriceChanged;
        if (line.Quantity > Allowed(found.Variant, request, state)) return PlaceOrderStatus.OverLimit;
        return line.Quantity > found.Available ? PlaceOrderStatus.SoldOut : PlaceOrderStatus.Placed;
    }

    /// <summary>
    /// What cannot be mended by waiting comes first: telling "sold out" about a price that is wrong misleads.
    /// </summary>
    private static int Rank(PlaceOrderStatus status) => status switch
    {
        PlaceOrderStatus.UnknownVariant => 5,
        PlaceOrderStatus.OfferEnded => 4,
        PlaceOrderStatus.PriceChanged => 3,
        PlaceOrderStatus.OverLimit => 2,
        PlaceOrderStatus.SoldOut => 1,
        PlaceOrderStatus.Placed => 0,
        PlaceOrderStatus.AlreadyPlaced or PlaceOrderStatus.KeyReused or PlaceOrderStatus.Invalid
            or PlaceOrderStatus.Busy => throw new ArgumentOutOfRangeException(nameof(status), status, "not of a line"),
    };

    private static long Allowed(SellableVariant variant, PlaceOrder request, IntakeState state)
    {
        if (variant.LimitPerCustomer is not { } limit) return long.MaxValue;
        state.Counts.TryGetValue((variant.Id, request.CustomerKey), out var has);
        return Math.Max(0, limit - has);
    }

    private static List<RefusedLine> Refuse(PlaceOrder request, IntakeState state, PlaceOrderStatus status)
    {
        var refused = new List<RefusedLine>(1);
        for (var i = 0; i < request.Lines.Count; i++)
        {
            var line = request.Lines[i];
            if (CheckLine(line, request, state) != status) continue;
            state.Variants.TryGetValue(line.Sku, out var found);
            var left = found is null ? 0
                : status == PlaceOrderStatus.OverLimit ? Allowed(found.Variant, request, state)
                : found.Available;
            refused.Add(new RefusedLine(i, line.Sku, left, found?.Variant.Price));
        }

        return refused;
    }

    private static Order Place(PlaceOrder request, IntakeState state, DateTimeOffset now, TimeSpan hold)
    {
        var id = RandomBytes.Uuid7(now);
        var lines = new List<OrderLine>(request.Lines.Count);
        long total = 0;
        long vat = 0;
        foreach (var asked in request.Lines)
        {
            var found = state.Variants[asked.Sku];
            var line = Take(id, lines.Count + 1, asked, found);
            if (line.Limited)
            {
                var key = (found.Variant.Id, request.CustomerKey);
                state.Counts[key] = state.Counts.GetValueOrDefault(key) + asked.Quantity;
            }

            lines.Add(line);
            total += line.Amount;
            vat += line.Vat;
        }

        return new Order
        {
            Id = id,
            Number = OrderNumber.Create(now),
            RequestKey = request.RequestKey,
            RequestHash = request.RequestHash,
            CustomerKey = request.CustomerKey,
            Channel = request.Channel,
            Status = OrderStatus.Placed,
            Version = 1,
            Currency = state.Variants[request.Lines[0].Sku].Variant.Currency,
            Total = total,
            Vat = vat,
            Remaining = total,
            CustomerName = request.Name,
            CustomerPhone = request.Phone,
            CustomerEmail = request.Email,
            PlacedAt = now,
            PayBefore = now + hold,
            ChangedAt = now,
            Lines = lines,
        };
    }

    private static OrderLine Take(Guid orderId, int number, PlaceOrderLine asked, IntakeVariant found)
    {
        found.Available -= asked.Quantity;
        found.Taken += asked.Quantity;
        found.Orders++;
        var variant = found.Variant;
        return new OrderLine
        {
            OrderId = orderId,
            Line = number,
            VariantId = variant.Id,
            Sku = variant.Sku,
            NameKo = variant.NameKo,
            NameEn = variant.NameEn,
            Quantity = asked.Quantity,
            UnitPrice = variant.Price,
            PriceVersion = variant.PriceVersion,
            Vat = Vat.Included(asked.Quantity * variant.Price, variant.TaxFree),
            Limited = variant.LimitPerCustomer is not null,
        };
    }
}
