using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Carts;
using Onair.Customers;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;
using Onair.Ratings;

namespace Onair.Host.Storefront.Account;

/// <summary>The doors of accounts. Every group says who may come in; a test knocks at each as somebody else.</summary>
internal static class AccountApi
{
    public static IEndpointRouteBuilder MapAccount(this IEndpointRouteBuilder shop)
    {
        var anybody = Behind(shop, mustBeSignedIn: false);
        anybody.MapSignIn().MapSignUp().MapEmailLinks();
        var owner = Behind(shop, mustBeSignedIn: true);
        owner.MapProfile().MapSecurity().MapEmail();
        owner.MapGet("", OverviewAsync);
        owner.MapPost("/sign-out", SignOutAsync);
        owner.MapGet("/orders", OrdersAsync);
        owner.MapPost("/orders/claim", ClaimAsync);
        owner.MapGet("/export", AccountExport.DownloadAsync);
        owner.MapGet("/leave", (HttpContext http, AccountDoor door) =>
            new RazorComponentResult<LeavePage>(
                new { View = door.ViewOf(http) }));
        owner.MapPost("/leave", LeaveAsync);
        return shop;
    }

    /// <summary>A policy with the nonce of this page's own script, which may ask this shop.</summary>
    public static void AllowScript(HttpContext http, AccountView view) =>
        http.Response.Headers.ContentSecurityPolicy = StorefrontApi.Policy.Replace(
            "script-src 'self'", $"script-src 'self' 'nonce-{view.Nonce}'", StringComparison.Ordinal);

    private static RouteGroupBuilder Behind(IEndpointRouteBuilder shop, bool mustBeSignedIn)
    {
        var pages = shop.MapGroup("/account").WithPagePolicy();
        pages.AddEndpointFilter((context, next) => context.HttpContext.RequestServices
            .GetRequiredService<AccountDoor>().LetInAsync(context, next, mustBeSignedIn));
        return pages;
    }

    private static IResult OverviewAsync(HttpContext http, AccountDoor door) =>
        new RazorComponentResult<OverviewPage>(new { View = door.ViewOf(http) });

    private static async Task<IResult> SignOutAsync(HttpContext http, Sessions sessions, CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http);
        await sessions.EndAsync(who.CustomerId, who.SessionId, cancel);
        AccountCookies.Remove(http, AccountCookies.Session);
        return SeeOther.At(http, Visit.Of(http.Request).Link("/"));
    }

    private static async Task<IResult> OrdersAsync(
        HttpContext http, AccountDoor door, CustomerOrders orders, OrderTokens tokens, CancellationToken cancel) =>
        await ListAsync(http, door.ViewOf(http), orders, tokens, StatusCodes.Status200OK, cancel);

    private static async Task<IResult> ClaimAsync(
        HttpContext http, AccountDoor door, CustomerOrders orders, OrderTokens tokens, CancellationToken cancel)
    {
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, "number", "token") };
        var missing = AccountDoor.Missing(http, "number", "token");
        if (missing.Count > 0)
            return await ListAsync(http, view with { Errors = missing }, orders, tokens, 400, cancel);
        var status = await orders.AttachAsync(
            AccountDoor.WhoOf(http).CustomerId, view.Value("number"), view.Value("token"), cancel);
        return status switch
        {
            AttachOrderStatus.Attached => SeeOther.At(http, view.Visit.Link("/account/orders")),
            AttachOrderStatus.UnknownOrder => await ListAsync(
                http, view with { Problem = view.W.ClaimUnknown }, orders, tokens, 400, cancel),
            AttachOrderStatus.OfAnother => await ListAsync(
                http, view with { Problem = view.W.ClaimOfAnother }, orders, tokens, 409, cancel),
        };
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, AccountView view, CustomerOrders orders, OrderTokens tokens, int status,
        CancellationToken cancel)
    {
        const int perPage = 20;
        var before = Guid.TryParse(view.Visit.Query.GetValueOrDefault("before"), out var id) ? id : (Guid?)null;
        var page = await orders.ListAsync(AccountDoor.WhoOf(http).CustomerId, before, perPage, cancel);
        return new RazorComponentResult<MyOrdersPage>(new
        {
            View = view,
            Page = page,
            TokenOf = (Func<Guid, string>)tokens.Of,
        }) { StatusCode = status };
    }

    /// <summary>Account, cart, ratings and links to orders go in one transaction; the orders stay.</summary>
    private static async Task<IResult> LeaveAsync(
        HttpContext http, AccountDoor door, LeaveShop leave, EraseRatings ratings, CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http).CustomerId;
        await leave.RunAsync(
            who,
            async (open, stop) =>
            {
                // While it is known which orders are theirs.
                await ratings.RunAsync(open, who, stop);
                await DropCart.RunAsync(open, CartOwner.Customer(who), stop);
                await CustomerOrders.DetachAllAsync(open, who, stop);
            },
            cancel);
        foreach (var cookie in new[] { AccountCookies.Session, AccountCookies.Device })
            AccountCookies.Remove(http, cookie);
        http.Features.Set<SignedIn>(null);
        var view = door.ViewOf(http);
        return AccountDoor.Notice(view, view.W.LeftTitle, view.W.LeftText);
    }
}
