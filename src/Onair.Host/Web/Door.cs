using System.Text;
using Onair.Orders.Intake;

namespace Onair.Host.Web;

/// <summary>
/// The first thing a request meets. While the order queue stands too long, new orders are refused here, before their
/// body is read and before anything is allocated for them: a refusal must cost far less than an order.
/// </summary>
internal sealed class Door(RequestDelegate next, OrderIntake intake)
{
    private static readonly PathString ordersPath = "/api/v1/orders";

    private static readonly byte[] busy = Encoding.UTF8.GetBytes(
        """{"type":"/problems/busy","title":"Too many orders are waiting. Try again after a moment.","""
        + "\"status\":503,\"code\":\"busy\"}");

    public Task InvokeAsync(HttpContext http)
    {
        if (!intake.IsOverloaded || !HttpMethods.IsPost(http.Request.Method) || http.Request.Path != ordersPath)
            return next(http);
        OrderIntake.TurnedAway();
        return RefuseAsync(http.Response);
    }

    private static Task RefuseAsync(HttpResponse response)
    {
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = "1";
        response.ContentType = "application/problem+json";
        response.ContentLength = busy.Length;
        return response.Body.WriteAsync(busy).AsTask();
    }
}
