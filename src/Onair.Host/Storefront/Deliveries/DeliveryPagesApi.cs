using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;

namespace Onair.Host.Storefront.Deliveries;

/// <summary>The page that changes where an order goes; the token in its address opens it, and no cookie.</summary>
internal static class DeliveryPagesApi
{
    public static IEndpointRouteBuilder MapDeliveryPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("/orders/{number}/{token}/delivery").WithPagePolicy().WithOwnFormsOnly();
        pages.MapGet("", ShowAsync);
        pages.MapPost("", SendAsync);
        return shop;
    }

    public static string AddressOf(Visit visit, string number, string token) =>
        visit.Link($"/orders/{number}/{token}/delivery");

    private static async Task<IResult> ShowAsync(
        string number, string token, HttpContext http, ShowOrders show, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await show.OfGuestAsync(number, token, cancel) is not { Order: var order })
            return StorefrontApi.NotFound(visit);
        // What cannot be changed has its page, which says how it stands.
        if (!ChangeDelivery.IsOpen(order.Status))
            return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
        var form = order.Delivery is { } to
            ? DeliveryForm.Of(to)
            : new DeliveryForm { Recipient = order.CustomerName, Phone = order.CustomerPhone };
        return Page(visit, number, token, form, [], StatusCodes.Status200OK);
    }

    private static async Task<IResult> SendAsync(
        string number, string token, HttpContext http, ShowOrders show, ChangeDelivery change, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var words = DeliveryWords.Of(visit);
        var sent = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        // Who has no token learns nothing, not even what is wrong with an address.
        if (sent is null || await show.OfGuestAsync(number, token, cancel) is null)
            return StorefrontApi.NotFound(visit);
        var (form, wrong) = (DeliveryForm.Of(sent), new List<CheckoutError>());
        if (form.Read(words, wrong) is not { } to)
            return Page(visit, number, token, form, wrong, StatusCodes.Status400BadRequest);
        return await change.RunAsync(number, token, to, ifVersion: null, cancel) switch
        {
            ChangeDeliveryStatus.Changed or ChangeDeliveryStatus.AlreadyThere =>
                SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token)),
            ChangeDeliveryStatus.UnknownOrder => StorefrontApi.NotFound(visit),
            ChangeDeliveryStatus.TooLate => Page(
                visit, number, token, form, [new CheckoutError("", words.TooLate)], StatusCodes.Status409Conflict),
            ChangeDeliveryStatus.Outdated => throw new InvalidOperationException("the page asks for no version"),
        };
    }

    private static RazorComponentResult Page(
        Visit visit, string number, string token, DeliveryForm form, IReadOnlyList<CheckoutError> errors, int status) =>
        new RazorComponentResult<DeliveryPage>(new
        {
            Visit = visit,
            Number = number,
            Token = token,
            Form = form,
            Errors = errors,
        }) { StatusCode = status };
}
