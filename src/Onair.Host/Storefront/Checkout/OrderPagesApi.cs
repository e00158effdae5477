using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Host.Web;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;

namespace Onair.Host.Storefront.Checkout;

/// <summary>An order as its owner sees it, to pay it, to wait for it and to cancel it.</summary>
internal static class OrderPagesApi
{
    public static IEndpointRouteBuilder MapOrderPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("/orders/{number}/{token}").WithPagePolicy();
        pages.MapGet("", ShowAsync);
        pages.MapPost("/pay", PayAgainAsync);
        pages.MapPost("/cancel", CancelAsync);
        return shop;
    }

    public static string AddressOf(Visit visit, string number, string token, string? note = null) =>
        visit.Link($"/orders/{number}/{token}", ("note", note));

    /// <summary>Starts a payment and sends the browser to its window, or to the order when there is none.</summary>
    public static async Task<IResult> PayAsync(
        HttpContext http, Visit visit, string number, string token, PaymentChoice choice, StartPayments start)
    {
        var started = await start.RunAsync(new StartPayment(number, token, choice.Provider, choice.Method));
        if (started.Status == StartPaymentStatus.UnknownOrder) return StorefrontApi.NotFound(visit);
        var to = started.Attempt is { State: AttemptState.Prepared } attempt
            ? visit.Link($"/orders/{number}/{token}/window/{attempt.Id}")
            : AddressOf(visit, number, token);
        // See Other: what comes next is a page to look at, however often it is loaded.
        http.Response.Headers.Location = to;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> ShowAsync(
        string number,
        string token,
        HttpRequest request,
        ShowOrders show,
        Database database,
        PaymentProviders providers,
        IOptions<HostingOptions> options,
        TimeProvider time,
        CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        if (await show.OfGuestAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        var last = shown.Attempts.Count == 0 ? null : shown.Attempts[^1];
        var detail = last?.State == AttemptState.AwaitingDeposit
            ? await database.ReadAsync(open => AttemptDetail.FindAsync(open, last.Id, cancel), cancel)
            : null;
        return new RazorComponentResult<OrderPage>(new
        {
            Visit = visit,
            shown.Order,
            Token = token,
            Last = last,
            Refunded = shown.Attempts.Sum(a => a.Refunded),
            detail?.Answer.Deposit,
            Choices = PaymentChoice.All(providers, options.Value.ShowProviders),
            Now = time.GetUtcNow(),
        });
    }

    private static async Task<IResult> PayAgainAsync(
        string number,
        string token,
        HttpContext http,
        StartPayments start,
        PaymentProviders providers,
        IOptions<HostingOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var form = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        var choice = PaymentChoice.All(providers, options.Value.ShowProviders)
            .FirstOrDefault(c => c.Value == form?["pay"].ToString());
        if (choice is not null) return await PayAsync(http, visit, number, token, choice, start);
        http.Response.Headers.Location = AddressOf(visit, number, token);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> CancelAsync(string number, string token, HttpContext http, EndOrders end)
    {
        var visit = Visit.Of(http.Request);
        var ended = await end.RunAsync(
            new EndOrder(number, token, OrderStep.Cancel, null, null, OrderActors.Shopper, null));
        if (ended.Status == EndOrderStatus.UnknownOrder) return StorefrontApi.NotFound(visit);
        http.Response.Headers.Location = AddressOf(visit, number, token);
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
