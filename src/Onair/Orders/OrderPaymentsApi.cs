using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>The doors to pay an order.</summary>
public static class OrderPaymentsApi
{
    /// <summary>The longest a read may wait for a payment's outcome.</summary>
    private const int waitSecondsMax = 10;

    /// <summary>How often a waiting read looks by itself, as another node may have settled the attempt.</summary>
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(500);

    internal static IEndpointRouteBuilder MapOrderPayments(this IEndpointRouteBuilder api)
    {
        api.MapPost("/orders/{number}/payments", PayAsync)
            .WithName("StartPayment").WithTags("Payments").WithSummary("Start to pay an order")
            .Accepts<StartPaymentBody>("application/json")
            .WithDescription(
                "Without a provider the shop chooses one for the method. A payment that goes through a provider's "
                + "window says in `next` how the browser opens it; the window sends the browser back to the shop. "
                + "With cashReceipt a transfer or a deposit gets a receipt when the money is here. "
                + "Answers 204 when nothing is left to pay: the order counts as paid then.")
            .Produces<PaymentView>(StatusCodes.Status202Accepted).Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(400).ProducesProblem(401)
            .ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        api.MapGet("/orders/{number}/payments/{id:guid}", ShowPaymentAsync)
            .WithName("ShowPayment").WithTags("Payments").WithSummary("How a payment stands")
            .WithDescription("With ?wait=1..10 the answer waits so many seconds for an outcome.")
            .Produces<PaymentView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        return api;
    }

    /// <summary>The shop's own address: configured, or as the customer's browser wrote it.</summary>
    internal static Uri OriginOf(HttpRequest request, OrdersOptions options) =>
        options.PublicUrl ?? new Uri($"{request.Scheme}://{request.Host}");

    private static async Task<IResult> PayAsync(
        string number,
        HttpContext http,
        StartPayments start,
        OpenWindows windows,
        ReceiptNumbers receipts,
        IOptions<OrdersOptions> options,
        CancellationToken cancel)
    {
        if (OrdersApi.TokenOf(http) is not { } token) return OrdersApi.TokenMissing();
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, OrderBodies.PaymentBytesMax, mayBeEmpty: true, OrderBodies.Payment);
        if (refusal is not null) return refusal;
        if (asked is null) return Problem.Invalid(errors);
        // Sealed before it comes near a transaction.
        var receipt = asked.Receipt is { } wanted
            ? await receipts.SealAsync(wanted.Purpose, wanted.Digits, number, cancel)
            : null;
        var answer = await start.RunAsync(
            new StartPayment(number, token, asked.Provider, asked.Method) { Receipt = receipt });
        switch (answer.Status)
        {
            case StartPaymentStatus.Started or StartPaymentStatus.AlreadyStarted:
                var visitor = new WindowVisitor(OriginOf(http.Request, options.Value), asked.IsMobile, asked.IsEnglish);
                var window = await windows.RunAsync(answer.Attempt!, token, visitor, cancel);
                return Accepted(http, number, answer.Attempt!, window.Step);
            case StartPaymentStatus.NothingToPay:
                return TypedResults.NoContent();
            case StartPaymentStatus.AlreadyPaid:
                return OrdersApi.Conflict("already-paid", "The order is paid.");
            case StartPaymentStatus.UnknownOrder:
                return Problem.NotFound("order");
            case StartPaymentStatus.NotPayable:
                return OrdersApi.Conflict("not-payable", "The order has ended, or its time to pay is over.");
            case StartPaymentStatus.UnknownProvider:
                return Problem.Invalid([new FieldError("provider", "is not a payment provider here")]);
            case StartPaymentStatus.MethodNotTaken:
                return Problem.Invalid([new FieldError("method", "is not taken here")]);
            case StartPaymentStatus.ReceiptNotTaken:
                return Problem.Invalid([new FieldError(
                    "cashReceipt", "is for transfer and virtual-account, through a provider that issues it here")]);
            case StartPaymentStatus.TooManyAttempts:
                return OrdersApi.Conflict("too-many-attempts", "Too many payments failed for this order.");
            case StartPaymentStatus.Busy:
                return OrdersApi.Busy(http);
            default:
                throw new InvalidOperationException($"{answer.Status}");
        }
    }

    private static IResult Accepted(HttpContext http, string number, Attempt attempt, BrowserStep step)
    {
        http.Response.Headers.Location = $"/api/v1/orders/{number}/payments/{attempt.Id}";
        return JsonAnswer.Of(
            PaymentView.Of(attempt, step), OrdersJson.Default.PaymentView, StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ShowPaymentAsync(
        string number,
        Guid id,
        HttpContext http,
        ShowOrders show,
        PaymentNews news,
        TimeProvider time,
        CancellationToken cancel)
    {
        if (OrdersApi.TokenOf(http) is not { } token) return OrdersApi.TokenMissing();
        if (!TryReadWait(http, out var wait))
        {
            return Problem.Invalid([new FieldError("wait", $"must be whole seconds from 0 to {waitSecondsMax}")]);
        }

        var since = time.GetTimestamp();
        while (true)
        {
            // Before the row is read: an outcome that comes meanwhile is heard.
            using var listener = news.Listen(id);
            if (await show.AttemptAsync(number, token, id, cancel) is not { } attempt)
                return Problem.NotFound("payment");
            var left = wait - time.GetElapsedTime(since);
            if (left <= TimeSpan.Zero || HasOutcome(attempt.State)) return Shown(http, attempt);
            var told = await listener.WaitAsync(left < look ? left : look, time, cancel);
            if (told is not null && HasOutcome(told.State)) return Shown(http, told);
        }
    }

    private static IResult Shown(HttpContext http, Attempt attempt)
    {
        http.Response.Headers.CacheControl = "no-store";
        return JsonAnswer.Of(PaymentView.Of(attempt), OrdersJson.Default.PaymentView);
    }

    /// <summary>Nothing more comes of it by itself; of an account to pay into, not for days.</summary>
    private static bool HasOutcome(AttemptState state) =>
        state is not (AttemptState.Prepared or AttemptState.Authenticated or AttemptState.Approving
            or AttemptState.Unknown or AttemptState.NetCancelPending);

    private static bool TryReadWait(HttpContext http, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        var text = http.Request.Query["wait"];
        if (text.Count == 0) return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        wait = TimeSpan.FromSeconds(seconds);
        return seconds <= waitSecondsMax;
    }
}
