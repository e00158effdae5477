using Onair.Broadcasts;
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

/// <summary>An offer during the decision of one batch.</summary>
internal sealed class IntakeOffer(Offer offer)
{
    public Offer Offer => offer;

    /// <summary>Pieces of the allotment that are left.</summary>
    public long Left { get; set; } = offer.Left;

    public long Taken { get; set; }
}

/// <summary>What the decision looks at: everything that was loaded for one batch.</summary>
internal sealed class IntakeState
{
    public Dictionary<string, IntakeVariant> Variants { get; } = new(StringComparer.Ordinal);

    /// <summary>Offers that a line of this batch names; empty for most batches.</summary>
    public Dictionary<Guid, IntakeOffer> Offers { get; } = [];

    /// <summary>Orders known by their request key: loaded ones, and those this batch places.</summary>
    public Dictionary<Guid, Order> Known { get; } = [];

    /// <summary>Pieces a customer has of a limited variant.</summary>
    public Dictionary<(Guid Variant, Guid Customer), long> Counts { get; } = [];

    /// <summary>Pieces a customer has of a limited offer.</summary>
    public Dictionary<(Guid Offer, Guid Customer), long> OfferCounts { get; } = [];
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

        var status = Check(request, state, now);
        if (status != PlaceOrderStatus.Placed)
        {
            return new PlaceOrderAnswer(status, null, Refuse(request, state, status, now));
        }

        var order = Place(request, state, now, hold);
        state.Known.Add(request.RequestKey, order);
        return new PlaceOrderAnswer(PlaceOrderStatus.Placed, order, []);
    }

    /// <summary>The first reason that any line gives, in the order of the reasons, not of the lines.</summary>
    private static PlaceOrderStatus Check(PlaceOrder request, IntakeState state, DateTimeOffset now)
    {
        var worst = PlaceOrderStatus.Placed;
        foreach (var line in request.Lines)
        {
            var status = CheckLine(line, request, state, now);
            if (Rank(status) > Rank(worst)) worst = status;
        }

        return worst;
    }

    private static PlaceOrderStatus CheckLine(
        PlaceOrderLine line, PlaceOrder request, IntakeState state, DateTimeOffset now)
    {
        if (!state.Variants.TryGetValue(line.Sku, out var found)) return PlaceOrderStatus.UnknownVariant;
        if (!found.Variant.OnSale) return PlaceOrderStatus.OfferEnded;
        if (line.Offer is { } id) return CheckOffer(line, found, Open(id, found, state, now), request, state);
        if (found.Variant.Price != line.UnitPrice) return PlaceOrderStatus.PriceChanged;
        if (line.Quantity > Allowed(found.Variant, request, state)) return PlaceOrderStatus.OverLimit;
        return line.Quantity > found.Available ? PlaceOrderStatus.SoldOut : PlaceOrderStatus.Placed;
    }

    /// <summary>
    /// Under an offer its price counts, and both ceilings: of the offer and of the variant.
    /// </summary>
    private static PlaceOrderStatus CheckOffer(
        PlaceOrderLine line, IntakeVariant found, IntakeOffer? open, PlaceOrder request, IntakeState state)
    {
        if (open is null) return PlaceOrderStatus.OfferEnded;
        if (open.Offer.Price != line.UnitPrice) return PlaceOrderStatus.PriceChanged;
        if (line.Quantity > Allowed(open.Offer, found.Variant, request, state)) return PlaceOrderStatus.OverLimit;
        return line.Quantity > Math.Min(open.Left, found.Available)
            ? PlaceOrderStatus.SoldOut
            : PlaceOrderStatus.Placed;
    }

    /// <summary>The offer, when it can be ordered now and is one of this variant.</summary>
    private static IntakeOffer? Open(Guid id, IntakeVariant found, IntakeState state, DateTimeOffset now) =>
        state.Offers.TryGetValue(id, out var offer) && offer.Offer.VariantId == found.Variant.Id
            && offer.Offer.IsOpen(now) ? offer : null;

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

    private static long Allowed(Offer offer, SellableVariant variant, PlaceOrder request, IntakeState state)
    {
        var byVariant = Allowed(variant, request, state);
        if (offer.LimitPerCustomer is not { } limit) return byVariant;
        state.OfferCounts.TryGetValue((offer.Id, request.CustomerKey), out var has);
        return Math.Min(byVariant, Math.Max(0, limit - has));
    }

    private static List<RefusedLine> Refuse(
        PlaceOrder request, IntakeState state, PlaceOrderStatus status, DateTimeOffset now)
    {
        var refused = new List<RefusedLine>(1);
        for (var i = 0; i < request.Lines.Count; i++)
        {
            var line = request.Lines[i];
            if (CheckLine(line, request, state, now) != status) continue;
            state.Variants.TryGetValue(line.Sku, out var found);
            var offer = found is not null && line.Offer is { } id ? Open(id, found, state, now) : null;
            refused.Add(new RefusedLine(
                i,
                line.Sku,
                found is null ? 0 : Left(found, offer, request, state, status),
                offer?.Offer.Price ?? found?.Variant.Price));
        }

        return refused;
    }

    private static long Left(
        IntakeVariant found, IntakeOffer? offer, PlaceOrder request, IntakeState state, PlaceOrderStatus status)
    {
        if (status != PlaceOrderStatus.OverLimit)
            return offer is null ? found.Available : Math.Min(found.Available, offer.Left);
        return offer is null
            ? Allowed(found.Variant, request, state)
            : Allowed(offer.Offer, found.Variant, request, state);
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
            var line = Take(id, lines.Count + 1, asked, found, state);
            if (line.OfferLimited)
            {
                var key = (line.OfferId!.Value, request.CustomerKey);
                state.OfferCounts[key] = state.OfferCounts.GetValueOrDefault(key) + asked.Quantity;
            }

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
            Delivery = request.Delivery,
            SealedDelivery = request.SealedDelivery,
            IsEnglish = request.IsEnglish,
        };
    }

    private static OrderLine Take(
        Guid orderId, int number, PlaceOrderLine asked, IntakeVariant found, IntakeState state)
    {
        found.Available -= asked.Quantity;
        found.Taken += asked.Quantity;
        found.Orders++;
        var variant = found.Variant;
        var offer = asked.Offer is { } id ? state.Offers[id] : null;
        if (offer is not null)
        {
            offer.Left -= asked.Quantity;
            offer.Taken += asked.Quantity;
        }

        var price = offer?.Offer.Price ?? variant.Price;
        return new OrderLine
        {
            OrderId = orderId,
            Line = number,
            VariantId = variant.Id,
            Sku = variant.Sku,
            NameKo = variant.NameKo,
            NameEn = variant.NameEn,
            Quantity = asked.Quantity,
            UnitPrice = price,
            PriceVersion = offer?.Offer.PriceVersion ?? variant.PriceVersion,
            Vat = Vat.Included(asked.Quantity * price, variant.TaxFree),
            Limited = variant.LimitPerCustomer is not null,
            OfferId = asked.Offer,
            OfferLimited = offer?.Offer.LimitPerCustomer is not null,
        };
    }
}
