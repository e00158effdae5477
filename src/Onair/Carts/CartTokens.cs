using Microsoft.AspNetCore.Http;

namespace Onair.Carts;

/// <summary>
/// How a guest's token travels: browsers keep it in a cookie that scripts cannot read and other sites cannot send, apps
/// send a header.
/// </summary>
public static class CartTokens
{
    public const string Cookie = "__Host-onair-cart";

    public const string Header = "Cart-Token";

    /// <summary>Null when none was sent, or what was sent is no token.</summary>
    public static string? Of(HttpRequest request)
    {
        var sent = request.Headers[Header] is [{ } header] ? header : request.Cookies[Cookie];
        return CartOwner.IsToken(sent) ? sent : null;
    }

    /// <summary>What a browser keeps; null when it has no token.</summary>
    public static string? OfCookie(HttpRequest request) =>
        request.Cookies[Cookie] is { } kept && CartOwner.IsToken(kept) ? kept : null;

    /// <summary>The answer carries the token, and the browser keeps it as long as the cart.</summary>
    public static void Give(HttpContext http, string token, TimeSpan kept)
    {
        http.Response.Cookies.Append(Cookie, token, Options(kept));
        http.Response.Headers[Header] = token;
    }

    /// <summary>The guest's cart has become a customer's: the browser forgets the token.</summary>
    public static void Forget(HttpContext http) => http.Response.Cookies.Delete(Cookie, Options(null));

    /// <summary>
    /// True for a form that another site sends: without it, such a form could put a cart of its own in the place of the
    /// visitor's. Browsers say where a request comes from; what is no browser has no cookies to borrow.
    /// </summary>
    public static bool IsForeign(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin is [{ Length: > 0 } origin]
                && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);

    private static CookieOptions Options(TimeSpan? kept) => new()
    {
        Secure = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = kept,
        IsEssential = true,
    };
}
