using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Carts;
using Onair.Host.Storefront.Checkout;

namespace Onair.Host.Storefront.Cart;

/// <summary>
/// The cart without script: every button is a form of its own. The cookie is not sent along with forms of other sites
/// (SameSite), and those forms are refused besides, as they could replace it.
/// </summary>
internal static class CartPagesApi
{
    public static IEndpointRouteBuilder MapCart(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("/cart").WithPagePolicy();
        pages.MapGet("", ShowAsync);
        pages.MapPost("/add", AddAsync);
        pages.MapPost("/set", SetAsync);
        pages.MapPost("/remove", RemoveAsync);
        pages.MapPost("/agree", AgreeAsync);
        return shop;
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, CartDoor door, ShowCart show, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var problem = visit.Query.GetValueOrDefault("note") == "full" ? visit.CartWords.MergedInPart : null;
        return Page(visit, await CartOfAsync(http, door, show, cancel), problem, StatusCodes.Status200OK);
    }

    private static Task<IResult> AddAsync(
        HttpContext http, CartDoor door, ChangeCart change, ShowCart show, IOptions<CartsOptions> options,
        CancellationToken cancel) =>
        ChangeAsync(http, door, change.AddAsync, show, options.Value, cancel);

    private static Task<IResult> SetAsync(
        HttpContext http, CartDoor door, ChangeCart change, ShowCart show, IOptions<CartsOptions> options,
        CancellationToken cancel) =>
        // Zero is no number of pieces that the form takes; there is a button that takes a line out.
        ChangeAsync(
            http,
            door,
            (owner, sku, quantity, c) => quantity < 1
                ? Task.FromResult(ChangeCartStatus.Invalid)
                : change.SetAsync(owner, sku, quantity, c),
            show,
            options.Value,
            cancel);

    private static Task<IResult> RemoveAsync(
        HttpContext http, CartDoor door, ChangeCart change, ShowCart show, IOptions<CartsOptions> options,
        CancellationToken cancel) =>
        ChangeAsync(http, door, (owner, sku, _, c) => change.SetAsync(owner, sku, 0, c), show, options.Value, cancel);

    private static async Task<IResult> AgreeAsync(
        HttpContext http, CartDoor door, ChangeCart change, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (CartTokens.IsForeign(http.Request)) return StorefrontApi.NotFound(visit);
        if (await door.FindAsync(http, cancel) is { } owner) await change.AgreeAsync(owner, cancel);
        return SeeOther.At(http, visit.Link("/cart"));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http,
        CartDoor door,
        Func<CartOwner, string, int, CancellationToken, Task<ChangeCartStatus>> change,
        ShowCart show,
        CartsOptions options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (CartTokens.IsForeign(http.Request)) return StorefrontApi.NotFound(visit);
        if (await CheckoutApi.ReadFormAsync(http.Request, cancel) is not { } form) return StorefrontApi.NotFound(visit);
        var typed = form["quantity"].ToString().Trim();
        // What is no number is as wrong as one out of range.
        if (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)) quantity = -1;
        var (owner, token) = await door.OpenAsync(http, cancel);
        var status = await change(owner, form["sku"].ToString(), quantity, cancel);
        if (status == ChangeCartStatus.Changed)
        {
            if (token is not null) CartTokens.Give(http, token, options.Kept);
            return SeeOther.At(http, visit.Link("/cart"));
        }

        var words = visit.CartWords;
        var problem = status switch
        {
            ChangeCartStatus.Full => words.Full,
            ChangeCartStatus.TooMany => words.TooMany,
            ChangeCartStatus.UnknownVariant or ChangeCartStatus.NotOnSale => words.Gone,
            ChangeCartStatus.Invalid => words.Wrong,
            ChangeCartStatus.Changed => throw new InvalidOperationException("what was changed is no problem"),
        };
        var isWrong = status is ChangeCartStatus.Invalid or ChangeCartStatus.TooMany;
        return Page(
            visit, await CartOfAsync(http, door, show, cancel), problem,
            status == ChangeCartStatus.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict,
            isWrong ? (form["sku"].ToString(), typed) : null);
    }

    private static async Task<ShownCart> CartOfAsync(
        HttpContext http, CartDoor door, ShowCart show, CancellationToken cancel) =>
        await door.FindAsync(http, cancel) is { } owner ? await show.RunAsync(owner, cancel) : ShownCart.Empty;

    private static RazorComponentResult Page(
        Visit visit, ShownCart cart, string? problem, int status, (string Sku, string Number)? typed = null) =>
        new RazorComponentResult<CartPage>(new
        {
            Visit = visit,
            Shown = cart,
            Problem = problem,
            Typed = typed?.Number,
            TypedFor = typed?.Sku,
        }) { StatusCode = status };
}
