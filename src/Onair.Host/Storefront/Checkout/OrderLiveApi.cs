using Microsoft.Net.Http.Headers;
using Onair.Host.Storefront.Account;
using Onair.Orders;
using Onair.Orders.Live;
using Onair.Primitives;

namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// What keeps an order's page up to date: one stream, or the same content for who asks now and then. The token in the
/// address is what lets in, as for the page itself.
/// </summary>
internal static class OrderLiveApi
{
    public static RouteGroupBuilder MapOrderLive(this RouteGroupBuilder pages)
    {
        pages.MapGet("/live", StreamAsync);
        pages.MapGet("/now", NowAsync);
        return pages;
    }

    private static async Task<IResult> StreamAsync(
        string number, string token, HttpContext http, ShowOrders show, OrderHub hub, AccountDoor door)
    {
        if (await show.OfGuestAsync(number, token, http.RequestAborted) is not { } shown)
            return Problem.NotFound("order");
        var address = door.VisitorOf(http).Network;
        if (hub.Join(shown, address) is not { } topic) return EventStream.Busy(http);
        try
        {
            await EventStream.WriteAsync(http, topic, () => hub.IsClosed);
        }
        finally
        {
            hub.Leave(topic, address);
        }

        return Results.Empty;
    }

    private static async Task<IResult> NowAsync(
        string number, string token, HttpContext http, ShowOrders show, CancellationToken cancel)
    {
        if (await show.OfGuestAsync(number, token, cancel) is not { } shown) return Problem.NotFound("order");
        var now = OrderTopic.EventOf(shown);
        return Etag.Matches(http, new EntityTagHeaderValue($"\"{now.Tag}\""))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(now.Json, "application/json; charset=utf-8");
    }
}
