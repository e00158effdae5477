namespace Onair.Host.Storefront.Account;

/// <summary>
/// Our cookies. <c>__Host-</c>: a browser takes them over a secure connection alone, for this host and all its paths
/// (RFC 6265bis). Browsers count loopback as secure, so that a shop on one's own machine works too (seen in Chromium).
/// </summary>
internal static class AccountCookies
{
    public const string Session = "__Host-session";
    public const string Device = "__Host-device";
    public const string Form = "__Host-form";
    public const string Step = "__Host-step";

    /// <summary>The longest a browser keeps one; the server's rows end earlier.</summary>
    public static readonly TimeSpan Long = TimeSpan.FromDays(365);

    /// <param name="http">The answer that carries it.</param>
    /// <param name="name">One of the names above.</param>
    /// <param name="value">Characters of base64url and dots.</param>
    /// <param name="life">Null: until the browser is closed.</param>
    public static void Set(HttpContext http, string name, string value, TimeSpan? life) =>
        http.Response.Cookies.Append(name, value, Options(life));

    public static void Remove(HttpContext http, string name) => http.Response.Cookies.Delete(name, Options(null));

    private static CookieOptions Options(TimeSpan? life) => new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        // Lax: a link in a letter still finds its owner signed in; posts from elsewhere come without it.
        SameSite = SameSiteMode.Lax,
        MaxAge = life,
        IsEssential = true,
    };
}
