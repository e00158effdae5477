using System.Text.Json.Serialization;
using Onair.Orders.Intake;
using Onair.Orders.Shipments;
using Onair.Payments;

namespace Onair.Orders;

/// <summary>The body of a new order. Read by hand (<c>OrderRequestReader</c>); this is its description.</summary>
/// <param name="Channel"><c>tv</c>, <c>web</c>, <c>app</c> or <c>phone</c>.</param>
/// <param name="Customer">Who orders.</param>
/// <param name="Lines">1-500 lines, no SKU twice.</param>
/// <param name="Delivery">Where it goes; absent: nowhere that the shop knows of, as for goods that are fetched.</param>
/// <param name="Language"><c>ko</c> (also when absent) or <c>en</c>: of letters and documents about the order.</param>
public sealed record PlaceOrderBody(
    string Channel, CustomerBody Customer, IReadOnlyList<LineBody> Lines, DeliveryBody? Delivery = null,
    string? Language = null);

/// <param name="Recipient">1-100 characters.</param>
/// <param name="Phone">7-15 digits; +, -, spaces and brackets may stand between.</param>
/// <param name="Postcode">Five digits.</param>
/// <param name="Line1">Road and number, 1-200 characters.</param>
/// <param name="Line2">Building, floor, door; at most 200 characters.</param>
/// <param name="Memo">For whoever brings it; at most 200 characters.</param>
public sealed record DeliveryBody(
    string Recipient, string Phone, string Postcode, string Line1, string? Line2 = null, string? Memo = null)
{
    public static DeliveryBody Of(OrderDelivery to) => new(
        to.Recipient, to.Phone, to.Postcode, to.Line1, NullIfEmpty(to.Line2), NullIfEmpty(to.Memo));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}

/// <param name="Name">1-100 characters.</param>
/// <param name="Phone">7-15 digits; +, -, spaces and brackets may stand between.</param>
/// <param name="Email">Optional.</param>
public sealed record CustomerBody(string Name, string Phone, string? Email);

/// <param name="Sku">1-64 of letters, digits and <c>. _ : / # + -</c>, a letter or digit first.</param>
/// <param name="Quantity">1-100,000 pieces.</param>
/// <param name="UnitPrice">The price the shopper saw, in won, VAT included.</param>
/// <param name="Offer">The offer of a broadcast that it is bought under: its price, allotment, limit and window count.
/// Absent: the shop's own price.</param>
public sealed record LineBody(string Sku, int Quantity, long UnitPrice, Guid? Offer = null);

/// <param name="Reason">For the timeline, at most 200 characters.</param>
/// <param name="Lines">Which pieces; absent: all that are left.</param>
public sealed record CancelOrderBody(string? Reason, IReadOnlyList<CancelLineBody>? Lines);

/// <param name="Sku">A SKU of the order.</param>
/// <param name="Quantity">Pieces to cancel, at most those that are left.</param>
public sealed record CancelLineBody(string Sku, int Quantity);

/// <param name="Provider">Name of a payment provider: <c>demo</c>; absent: the shop chooses.</param>
/// <param name="Method"><c>card</c> (also when absent), <c>transfer</c>, <c>virtual-account</c>, <c>phone</c> or
/// <c>easy-pay</c>.</param>
/// <param name="Mobile">True on a phone: some providers have another window for it.</param>
/// <param name="Language"><c>ko</c> (also when absent) or <c>en</c>: of the provider's window.</param>
/// <param name="CashReceipt">Wanted for a transfer or a virtual account; absent: none.</param>
public sealed record StartPaymentBody(
    string? Provider, string? Method, bool? Mobile, string? Language, CashReceiptBody? CashReceipt);

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
    /// <summary>Where it goes; absent when nobody said.</summary>
    public DeliveryBody? Delivery { get; init; }

    /// <summary>Won kept for ways back that the customer bears; absent when there are none.</summary>
    public long? ReturnFees { get; init; }

    /// <summary>By law it is on its way by then; absent until it is paid.</summary>
    public DateTimeOffset? ShipBefore { get; init; }

    /// <summary>By law the customer may change their mind until then; absent until it is delivered.</summary>
    public DateTimeOffset? WithdrawBefore { get; init; }

    /// <summary>Money on its way back.</summary>
    public IReadOnlyList<RefundView>? Refunds { get; init; }

    /// <summary>Receipts of cash, the newest last; absent when there are none.</summary>
    public IReadOnlyList<CashReceiptView>? CashReceipts { get; init; }

    /// <summary>What the customer is giving back.</summary>
    public WithdrawalView? Withdrawal { get; init; }

    /// <summary>Parcels on their way, the first one first; absent when there are none.</summary>
    public IReadOnlyList<ShipmentView>? Shipments { get; init; }

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
            payments)
        {
            Delivery = order.Delivery is { } to ? DeliveryBody.Of(to) : null,
            ReturnFees = order.Fees > 0 ? order.Fees : null,
            ShipBefore = order.ShipBefore,
            WithdrawBefore = order.WithdrawBefore,
        };
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

/// <param name="Carrier"><c>cj</c>, <c>hanjin</c>, <c>lotte</c>, <c>koreapost</c>, <c>logen</c>, <c>kyungdong</c> or
/// <c>other</c>.</param>
/// <param name="TrackingNumber">8-30 letters and digits.</param>
/// <param name="At">When the carrier got it.</param>
public sealed record ShipmentView(string Carrier, string TrackingNumber, DateTimeOffset At)
{
    public static ShipmentView Of(Shipment of) => new(CarrierWords.Of(of.Carrier), of.TrackingNumber, of.At);
}

/// <param name="Status">The state it reached.</param>
/// <param name="At">When.</param>
/// <param name="Actor"><c>shopper</c>, <c>system</c>, <c>operator</c> or staff.</param>
/// <param name="Reason">For people.</param>
/// <param name="Cause">Why pieces went back: <c>change-of-mind</c>, <c>defect</c>, <c>mismatch</c>,
/// <c>supply-failure</c>.</param>
/// <param name="ReturnFee">Won kept for the way back.</param>
public sealed record TransitionView(
    string Status, DateTimeOffset At, string Actor, string? Reason, string? Cause = null, long? ReturnFee = null)
{
    public static TransitionView Of(Transition step) => new(
        OrderWords.Of(step.To),
        step.At,
        step.Actor,
        step.Reason,
        step.Cause is { } cause ? OrderWords.Of(cause) : null,
        step.Fee > 0 ? step.Fee : null);
}

/// <param name="Id">The attempt.</param>
/// <param name="State">Where the attempt stands: <c>prepared</c>, <c>approving</c>, <c>approved</c>, <c>declined</c>,
/// <c>unknown</c> ...</param>
/// <param name="Provider">Who is asked.</param>
/// <param name="Amount">Won.</param>
/// <param name="Captured">Won that were taken.</param>
/// <param name="Refunded">Won that went back.</param>
/// <param name="FailureCode">Why it was declined.</param>
/// <param name="Method">The way to pay: as it was chosen, then in the provider's own word.</param>
/// <param name="DepositUntil">An account waits for the money until then.</param>
/// <param name="Next">How the browser opens the provider's window; absent when there is none to open.</param>
public sealed record PaymentView(
    Guid Id,
    string State,
    string Provider,
    long Amount,
    long Captured,
    long Refunded,
    string? FailureCode,
    string? Method,
    DateTimeOffset? DepositUntil,
    BrowserStepView? Next)
{
    public static PaymentView Of(Attempt attempt) => Of(attempt, BrowserStep.None);

    public static PaymentView Of(Attempt attempt, BrowserStep next) => new(
        attempt.Id,
        OrderWords.Of(attempt.State),
        attempt.Provider,
        attempt.Amount,
        attempt.Captured,
        attempt.Refunded,
        attempt.FailureCode,
        attempt.Method,
        attempt.DepositUntil,
        next.Kind == BrowserStepKind.None ? null : BrowserStepView.Of(next));
}

/// <param name="Kind"><c>redirect</c>: go to the address. <c>form</c>: post the fields there. <c>script</c>: load the
/// provider's script from it and open its window with the fields.</param>
/// <param name="Url">Where.</param>
/// <param name="Fields">Of the form or the script.</param>
/// <param name="Charset">Of the form.</param>
public sealed record BrowserStepView(string Kind, Uri? Url, IReadOnlyDictionary<string, string> Fields, string Charset)
{
    public static BrowserStepView Of(BrowserStep step) =>
        new(OrderWords.Of(step.Kind), step.Url, step.Fields, step.Charset);
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
[JsonSerializable(typeof(BrowserStepView))]
[JsonSerializable(typeof(PlaceOrderBody))]
[JsonSerializable(typeof(OrderDelivery))]
[JsonSerializable(typeof(KeptPerson))]
[JsonSerializable(typeof(DeliveryBody))]
[JsonSerializable(typeof(CancelOrderBody))]
[JsonSerializable(typeof(StartPaymentBody))]
[JsonSerializable(typeof(WithdrawOrderBody))]
[JsonSerializable(typeof(RefundAccountBody))]
[JsonSerializable(typeof(CashReceiptBody))]
[JsonSerializable(typeof(WithdrawalView))]
[JsonSerializable(typeof(RefusedLineView[]))]
internal sealed partial class OrdersJson : JsonSerializerContext;
