using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Onair.Primitives;

namespace Onair.Carts;

public static class CartsApi
{
    public static IEndpointRouteBuilder MapCarts(this IEndpointRouteBuilder api)
    {
        var cart = api.MapGroup("/cart").WithTags("Cart");
        cart.MapGet("", ShowAsync)
            .WithName("ShowCart").WithSummary("The cart beside prices and stock of now")
            .WithDescription("The customer's who is signed in; else the cookie or the header Cart-Token says whose. "
                + "Without any it is empty.")
            .Produces<CartBody>();
        cart.MapPost("/lines", (Delegate)AddAsync)
            .WithName("AddToCart").WithSummary("Add pieces of a SKU")
            .WithDescription(
                "A guest without a token gets a new cart; the answer has its token as cookie and Cart-Token.")
            .Accepts<CartLineRequest>("application/json")
            .Produces<CartBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(413).ProducesProblem(415);
        cart.MapPut("/lines", (Delegate)SetAsync)
            .WithName("SetCartLine").WithSummary("Set how many pieces of a SKU the cart has; 0 takes it out")
            .Accepts<CartLineRequest>("application/json")
            .Produces<CartBody>().ProducesProblem(400).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(413).ProducesProblem(415);
        return api;
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, CartDoor door, ShowCart show, CancellationToken cancel) =>
        await door.FindAsync(http, cancel) is { } owner
            ? Answer(http, await show.RunAsync(owner, cancel))
            : Answer(http, ShownCart.Empty);

    private static Task<IResult> AddAsync(
        HttpContext http, CartDoor door, ChangeCart change, ShowCart show, IOptions<CartsOptions> options,
        CancellationToken cancel) =>
        ChangeAsync(http, door, show, options.Value, quantityMin: 1, change.AddAsync, cancel);

    private static Task<IResult> SetAsync(
        HttpContext http, CartDoor door, ChangeCart change, ShowCart show, IOptions<CartsOptions> options,
        CancellationToken cancel) =>
        ChangeAsync(http, door, show, options.Value, quantityMin: 0, change.SetAsync, cancel);

    private static async Task<IResult> ChangeAsync(
        HttpContext http,
        CartDoor door,
        ShowCart show,
        CartsOptions options,
        int quantityMin,
        Func<CartOwner, string, int, CancellationToken, Task<ChangeCartStatus>> change,
        CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        var errors = new List<FieldError>();
        var (refusal, asked) = await RequestBody.ParseAsync(
            http, CartsOptions.BodyBytesMax, mayBeEmpty: false, body => Read(body, quantityMin, errors));
        if (refusal is not null) return refusal;
        if (errors.Count > 0) return Problem.Invalid(errors);
        // A token is given only to who asks for something that there is.
        var (owner, token) = await door.OpenAsync(http, cancel);
        var status = await change(owner, asked!.Sku, asked.Quantity, cancel);
        if (status == ChangeCartStatus.Changed && token is not null) CartTokens.Give(http, token, options.Kept);

        return status switch
        {
            ChangeCartStatus.Changed => Answer(http, await show.RunAsync(owner, cancel)),
            ChangeCartStatus.Full => Problem.Of(
                StatusCodes.Status409Conflict, "cart-full", $"A cart has at most {CartsOptions.LinesMax} lines."),
            ChangeCartStatus.TooMany => Problem.Of(
                StatusCodes.Status409Conflict, "too-many",
                $"A line of a cart has at most {CartsOptions.QuantityMax} pieces."),
            ChangeCartStatus.NotOnSale => Problem.Of(
                StatusCodes.Status409Conflict, "offer-ended", "This is not on sale now."),
            ChangeCartStatus.UnknownVariant => Problem.NotFound("SKU"),
            ChangeCartStatus.Invalid => throw new InvalidOperationException("the reader lets no such request pass"),
        };
    }

    private static CartLineRequest? Read(ReadOnlySequence<byte> body, int quantityMin, List<FieldError> errors)
    {
        var json = new JsonFields(body, errors);
        if (!json.Open()) return null;
        var seen = new SeenFields();
        var (sku, quantity) = ("", 0L);
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "sku": sku = json.Text("sku", 1, Catalog.Variant.SkuLengthMax) ?? ""; break;
                case "quantity": quantity = json.Integer("quantity", quantityMin, CartsOptions.QuantityMax); break;
                default: json.Unknown(field); break;
            }
        }

        if (!seen.Has("sku")) errors.Add(new FieldError("sku", "is missing"));
        else if (sku.Length > 0 && !Catalog.Variant.IsSku(sku)) errors.Add(new FieldError("sku", "is not a SKU"));
        if (!seen.Has("quantity")) errors.Add(new FieldError("quantity", "is missing"));
        return json.Close() ? new CartLineRequest(sku, (int)quantity) : null;
    }

    private static IResult Answer(HttpContext http, ShownCart cart)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Json(CartBody.Of(cart), CartsJson.Default.CartBody);
    }
}
