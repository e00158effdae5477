using System.Text.Json.Serialization;
using Onair.Orders.Intake;
using Onair.Payments;

namespace Onair.Orders;

/// <summary>The body of a new order. Read by hand (<c>OrderRequestReader</c>); this is its description.</summary>
/// <param name="Channel"><c>tv</c>, <c>web</c>, <c>app</c> or <c>phone</c>.</param>
/// <param name="Customer">Who orders.</param>
/// <param name="Lines">1-500 lines, no SKU twice.</param>
public sealed record PlaceOrderBody(string Channel, CustomerBody Customer, IReadOnlyList<LineBody> Lines);

/// <param name="Name">1-100 characters.</param>
/// <param name="Phone">7-15 digits; +, -, spaces and brackets may stand between.</param>
/// <param name="Email">Optional.</param>
public sealed record CustomerBody(string Name, string Phone, string? Email);

/// <param name="Sku">1-64 of letters, digits and <c>. _ : / # + -</c>, a letter or digit first.</param>
/// <param name="Quantity">1-100,000 pieces.</param>
/// <param name="UnitPrice">The price the shopper saw, in won, VAT included.</param>
public sealed record LineBody(string Sku, int Quantity, long UnitPrice);

/// <param name="Reason">For the timeline, at most 200 characters.</param>
/// <param name="Lines">Which pieces; absent: all that are left.</param>
public sealed record CancelOrderBody(string? Reason, IReadOnlyList<CancelLineBody>? Lines);

/// <param name="Sku">A SKU of the order.</param>
/// <param name="Quantity">Pieces to cancel, at most those that are left.</param>
public sealed record CancelLineBody(string Sku, int Quantity);

/// <param name="Provider">Name of a payment provider: <c>demo</c>.</param>
public sealed record StartPaymentBody(string Provider);

/// <summary>An order as its owner sees it.</summary>
public sealed record OrderView(
    string OrderNumber,
    string Token,
    string Status,
    string Channel,
    long Total,
    long Vat,
    long Remaining,
    string Currency,
    DateTimeOffset PlacedAt,
    DateTimeOffset PayBefore,
    IReadOnlyList<OrderLineView> Lines,
    IReadOnlyList<TransitionView>? Timeline,
    IReadOnlyList<PaymentView>? Payments)
{
    public static OrderView Of(
        Order order, string token, IReadOnlyList<TransitionView>? timeline =
            null, IReadOnlyList<PaymentView>? payments = null)
    {
        var lines = new OrderLineView[order.Lines.Count];
        for (var i = 0; i < lines.Length; i++) lines[i] = OrderLineView.Of(order.Lines[i]);
        return new OrderView(
            order.Number,
            token,
            OrderWords.Of(order.Status),
            OrderWords.Of(order.Channel),
            order.Total,
            order.Vat,
            order.Remaining,
            order.Currency,
            order.PlacedAt,
            order.PayBefore,
            lines,
            timeline,
            payments);
    }
}

public sealed record OrderLineView(
    string Sku,
    string NameKo,
    string NameEn,
    int Quantity,
    int CancelledQuantity,
    int ReturnedQuantity,
    long UnitPrice,
    long Total,
    long Vat)
{
    public static OrderLineView Of(OrderLine line) => new(
        line.Sku, line.NameKo, line.NameEn, line.Quantity, line.Cancelled, line.Returned, line.UnitPrice, line.Amount,
        line.Vat);
}

/// <param name="Status">The state it reached.</param>
/// <param name="At">When.</param>
/// <param name="Actor"><c>shopper</c>, <c>system</c>, <c>operator</c> or staff.</param>
/// <param name="Reason">For people.</param>
public sealed record TransitionView(string Status, DateTimeOffset At, string Actor, string? Reason);

/// <param name="Id">The attempt.</param>
/// <param name="State">Where the attempt stands: <c>prepared</c>, <c>approving</c>, <c>approved</c>, <c>declined</c>,
/// <c>unknown</c> ...</param>
/// <param name="Provider">Who is asked.</param>
/// <param name="Amount">Won.</param>
/// <param name="Captured">Won that were taken.</param>
/// <param name="Refunded">Won that went back.</param>
/// <param name="FailureCode">Why it was declined.</param>
public sealed record PaymentView(
    Guid Id, string State, string Provider, long Amount, long Captured, long Refunded, string? FailureCode)
{
    public static PaymentView Of(Attempt attempt) => new(
        attempt.Id,
        OrderWords.Of(attempt.State),
        attempt.Provider,
        attempt.Amount,
        attempt.Captured,
        attempt.Refunded,
        attempt.FailureCode);
}

/// <summary>A line in the way, as problem details show it.</summary>
/// <param name="Line">Index into the request's lines.</param>
/// <param name="Sku">Its SKU.</param>
/// <param name="Left">Pieces left, or still allowed to this customer.</param>
/// <param name="UnitPrice">The price now.</param>
public sealed record RefusedLineView(int Line, string Sku, long Left, long? UnitPrice)
{
    public static RefusedLineView[] Of(IReadOnlyList<RefusedLine> refused) =>
        [.. refused.Select(line => new RefusedLineView(line.Line, line.Sku, line.Left, line.UnitPrice))];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(PaymentView))]
[JsonSerializable(typeof(PlaceOrderBody))]
[JsonSerializable(typeof(CancelOrderBody))]
[JsonSerializable(typeof(StartPaymentBody))]
[JsonSerializable(typeof(RefusedLineView[]))]
internal sealed partial class OrdersJson : JsonSerializerContext;
