using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Orders.Intake;
using Onair.Primitives;

namespace Onair.Orders;

public static class OrdersApi
{
    /// <summary>Header with a guest's token.</summary>
    public const string TokenHeader = "Order-Token";

    public static IEndpointRouteBuilder MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders", PlaceAsync)
            .WithName("PlaceOrder").WithTags("Orders").WithSummary("Place an order")
            .WithDescription("Needs an Idempotency-Key header: asking twice with the same key and body is asking once. "
                + "Any 1-255 printable ASCII characters do; a UUID of version 7 costs the shop least.")
            .Accepts<PlaceOrderBody>("application/json")
            .Produces<OrderView>(StatusCodes.Status201Created).Produces<OrderView>()
            .ProducesProblem(400).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(422)
            .ProducesProblem(503);
        api.MapGet("/orders/{number}", ShowAsync)
            .WithName("ShowOrder").WithTags("Orders").WithSummary("An order, its timeline and its payments")
            .Produces<OrderView>().Produces(StatusCodes.Status304NotModified).ProducesProblem(401).ProducesProblem(404);
        api.MapPost("/orders/{number}/cancel", CancelAsync)
            .WithName("CancelOrder").WithTags("Orders").WithSummary("Cancel an order, or some of its pieces")
            .WithDescription(
                "Before it is shipped. What was paid for them is refunded. If-Match guards against repeats.")
            .Accepts<CancelOrderBody>("application/json")
            .Produces<OrderView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(412).ProducesProblem(503);
        return api.MapDeliveries().MapOrderPayments();
    }

    private static async Task<IResult> PlaceAsync(HttpContext http, OrderIntake intake, OrderTokens tokens)
    {
        var key = http.Request.Headers["Idempotency-Key"];
        IReadOnlyList<FieldError> errors = [];
        var (refusal, order) = await RequestBody.ParseAsync(
            http,
            OrdersOptions.BodyBytesMax,
            mayBeEmpty: true,
            body => OrderRequestReader.Read(body, key.Count == 1 ? key[0] : null, out errors));
        if (refusal is not null) return refusal;
        if (order is null) return Problem.Invalid(errors);
        return Answer(http, await intake.PlaceAsync(order), tokens);
    }

    internal static IResult Answer(
        HttpContext http, PlaceOrderAnswer answer, OrderTokens tokens) => answer.Status switch
    {
        PlaceOrderStatus.Placed => Created(http, View(answer.Order!, tokens)),
        PlaceOrderStatus.AlreadyPlaced => JsonAnswer.Of(View(answer.Order!, tokens), OrdersJson.Default.OrderView),
        PlaceOrderStatus.SoldOut => Refused("sold-out", "Fewer are left than were asked for.", answer),
        PlaceOrderStatus.PriceChanged => Refused("price-changed", "The price is another one now.", answer),
        PlaceOrderStatus.OverLimit => Refused("over-limit", "One customer may not have so many.", answer),
        PlaceOrderStatus.OfferEnded => Refused("offer-ended", "This is not on sale now.", answer),
        PlaceOrderStatus.UnknownVariant => Refused("unknown-variant", "There is no such SKU.", answer),
        PlaceOrderStatus.KeyReused => Problem.Of(
            StatusCodes.Status422UnprocessableEntity, "key-reused", "This Idempotency-Key was used for another order."),
        PlaceOrderStatus.Busy => Busy(http),
        PlaceOrderStatus.Invalid => throw new InvalidOperationException("invalid requests never reach the queue"),
    };

    private static IResult Created(HttpContext http, OrderView view)
    {
        http.Response.Headers.Location = "/api/v1/orders/" + view.OrderNumber;
        return JsonAnswer.Of(view, OrdersJson.Default.OrderView, StatusCodes.Status201Created);
    }

    private static OrderView View(Order order, OrderTokens tokens) => OrderView.Of(order, tokens.Of(order.Id));

    private static IResult Refused(string code, string title, PlaceOrderAnswer answer) =>
        Problem.Of(StatusCodes.Status409Conflict, code, title, ("lines", RefusedLineView.Of(answer.Refused)));

    private static async Task<IResult> ShowAsync(
        string number, HttpContext http, ShowOrders show, CancellationToken cancel)
    {
        if (TokenOf(http) is not { } token) return TokenMissing();
        if (await show.OfGuestAsync(number, token, cancel) is not { } shown) return Problem.NotFound("order");
        http.Response.Headers.CacheControl = "private, no-cache";
        return Etag.Matches(http, new EntityTagHeaderValue($"\"{shown.Mark}\""))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : JsonAnswer.Of(View(shown, token), OrdersJson.Default.OrderView);
    }

    private static OrderView View(ShownOrder shown, string token)
    {
        var birth = new TransitionView(
            OrderWords.Of(OrderStatus.Placed), shown.Order.PlacedAt, OrderActors.Shopper, null);
        return OrderView.Of(
            shown.Order,
            token,
            [birth, .. shown.Timeline.Select(TransitionView.Of)],
            [.. shown.Attempts.Select(PaymentView.Of)]) with
        {
            Refunds = RefundView.Of(shown),
            CashReceipts = CashReceiptView.Of(shown.ReceiptsInForce),
            Shipments = shown.Parcels.Count > 0 ? [.. shown.Parcels.Select(ShipmentView.Of)] : null,
            Withdrawal = shown.Withdrawal is { } open ? WithdrawalView.Of(open, shown.Order) : null,
        };
    }

    private static async Task<IResult> CancelAsync(string number, HttpContext http, EndOrders end, OrderTokens tokens)
    {
        if (TokenOf(http) is not { } token) return TokenMissing();
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, OrderBodies.CancelBytesMax, mayBeEmpty: true, OrderBodies.Cancel);
        if (refusal is not null) return refusal;
        if (!TryReadIfMatch(http, out var version))
            errors.Add(new FieldError("If-Match", "must be an ETag of this order"));
        if (asked is null || errors.Count > 0) return Problem.Invalid(errors);
        var answer = await end.RunAsync(
            new EndOrder(number, token, OrderStep.Cancel, asked.Pieces, asked.Reason, OrderActors.Shopper, version));
        return answer.Status switch
        {
            EndOrderStatus.Ended or EndOrderStatus.PartlyEnded or EndOrderStatus.AlreadyEnded =>
                JsonAnswer.Of(View(answer.Order!, tokens), OrdersJson.Default.OrderView),
            EndOrderStatus.UnknownOrder => Problem.NotFound("order"),
            EndOrderStatus.WrongState => Conflict("wrong-state", "A shipped order is returned, not cancelled."),
            EndOrderStatus.PaymentPending => Conflict(
                "payment-pending", "The outcome of a payment is not known yet. Try again after a moment."),
            EndOrderStatus.NotInOrder =>
                Conflict("not-in-order", "A line is not in the order, or fewer pieces are left."),
            EndOrderStatus.Changed => Problem.Of(
                StatusCodes.Status412PreconditionFailed, "changed", "The order changed since you looked at it."),
            EndOrderStatus.Busy => Busy(http),
            EndOrderStatus.WrongCause => throw new InvalidOperationException("a shopper's cancellation has no cause"),
        };
    }

    /// <summary>The order's version is the first number of its ETag.</summary>
    internal static bool TryReadIfMatch(HttpContext http, out int? version)
    {
        version = null;
        var sent = http.Request.Headers.IfMatch;
        if (sent.Count == 0 || sent == "*") return true;
        var digits = sent.ToString().Trim('"').Split('-')[0];
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        version = number;
        return true;
    }

    internal static string? TokenOf(HttpContext http)
    {
        var token = http.Request.Headers[TokenHeader];
        return token.Count == 1 && token[0] is { Length: > 0 and <= 100 } text ? text : null;
    }

    internal static IResult TokenMissing() => Problem.Of(
        StatusCodes.Status401Unauthorized, "token-missing", "Send the order's token in the header Order-Token.");

    internal static IResult Conflict(string code, string title) =>
        Problem.Of(StatusCodes.Status409Conflict, code, title);

    internal static IResult Busy(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problem.Of(
            StatusCodes.Status503ServiceUnavailable, "busy", "Too many orders are waiting. Try again after a moment.");
    }
}
