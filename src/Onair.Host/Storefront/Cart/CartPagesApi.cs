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

    private static async Task<IResult> ShowAsync(HttpRequest request, ShowCart show, CancellationToken cancel) =>
        Page(Visit.Of(request), await CartOfAsync(request, show, cancel), null, StatusCodes.Status200OK);

    private static Task<IResult> AddAsync(
        HttpContext http, ChangeCart change, ShowCart show, IOptions<CartsOptions> options, CancellationToken cancel) =>
        ChangeAsync(http, change.AddAsync, show, options.Value, cancel);

    private static Task<IResult> SetAsync(
        HttpContext http, ChangeCart change, ShowCart show, IOptions<CartsOptions> options, CancellationToken cancel) =>
        // Zero is no number of pieces that the form takes; there is a button that takes a line out.
        ChangeAsync(
            http,
            (owner, sku, quantity, c) => quantity < 1
                ? Task.FromResult(ChangeCartStatus.Invalid)
                : change.SetAsync(owner, sku, quantity, c),
            show,
            options.Value,
            cancel);

    private static Task<IResult> RemoveAsync(
        HttpContext http, ChangeCart change, ShowCart show, IOptions<CartsOptions> options, CancellationToken cancel) =>
        ChangeAsync(http, (owner, sku, _, c) => change.SetAsync(owner, sku, 0, c), show, options.Value, cancel);

    private static async Task<IResult> AgreeAsync(HttpContext http, ChangeCart change, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (CartTokens.IsForeign(http.Request)) return StorefrontApi.NotFound(visit);
        if (CartTokens.Of(http.Request) is { } token) await change.AgreeAsync(CartOwner.Guest(token), cancel);
        return SeeOther.At(http, visit.Link("/cart"));
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext http,
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
        var token = CartTokens.Of(http.Request) ?? CartOwner.NewToken();
        var status = await change(CartOwner.Guest(token), form["sku"].ToString(), quantity, cancel);
        if (status == ChangeCartStatus.Changed)
        {
            CartTokens.Give(http, token, options.Kept);
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
        return Page(
            visit, await CartOfAsync(http.Request, show, cancel), problem,
            status == ChangeCartStatus.Invalid ? StatusCodes.Status400BadRequest : StatusCodes.Status409Conflict);
    }

    private static async Task<ShownCart> CartOfAsync(HttpRequest request, ShowCart show, CancellationToken cancel) =>
        CartTokens.Of(request) is { } token ? await show.RunAsync(CartOwner.Guest(token), cancel) : ShownCart.Empty;

    private static RazorComponentResult Page(Visit visit, ShownCart cart, string? problem, int status) =>
        new RazorComponentResult<CartPage>(new { Visit = visit, Shown = cart, Problem = problem })
        {
            StatusCode = status,
        };
}
