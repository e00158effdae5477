using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Where an order goes, for its owner.</summary>
internal static class DeliveryApi
{
    public static IEndpointRouteBuilder MapDeliveries(this IEndpointRouteBuilder api)
    {
        api.MapPut("/orders/{number}/delivery", ChangeAsync)
            .WithName("ChangeDelivery").WithTags("Orders").WithSummary("Send an order somewhere else")
            .WithDescription("Until the warehouse begins with it. The whole address; If-Match guards against repeats.")
            .Accepts<DeliveryBody>("application/json")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415);
        return api;
    }

    private static async Task<IResult> ChangeAsync(
        string number, HttpContext http, ChangeDelivery change, CancellationToken cancel)
    {
        if (OrdersApi.TokenOf(http) is not { } token) return OrdersApi.TokenMissing();
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, DeliveryBodies.BytesMax, mayBeEmpty: false, DeliveryBodies.Delivery);
        if (refusal is not null) return refusal;
        if (!OrdersApi.TryReadIfMatch(http, out var version))
            errors.Add(new FieldError("If-Match", "must be an ETag of this order"));
        if (asked is null || errors.Count > 0) return Problem.Invalid(errors);
        return await change.RunAsync(number, token, asked, version, cancel) switch
        {
            ChangeDeliveryStatus.Changed or ChangeDeliveryStatus.AlreadyThere => TypedResults.NoContent(),
            ChangeDeliveryStatus.UnknownOrder => Problem.NotFound("order"),
            ChangeDeliveryStatus.TooLate => OrdersApi.Conflict(
                "too-late", "It is being prepared, is on its way, or has ended: its delivery stays."),
            ChangeDeliveryStatus.Outdated => Problem.Of(
                StatusCodes.Status412PreconditionFailed, "changed", "The order changed since you looked at it."),
        };
    }
}
