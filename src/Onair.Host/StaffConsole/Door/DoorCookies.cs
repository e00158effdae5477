using Onair.Customers;

namespace Onair.Host.StaffConsole.Door;

/// <summary>
/// The console's cookies. Names of their own, as cookies know no ports: a shop on the same machine sets others.
/// </summary>
internal static class DoorCookies
{
    public const string Session = "__Host-staff";
    public const string Step = "__Host-staff-step";
    public const string Language = "__Host-staff-language";

    /// <summary>Until the browser is closed; the session's row ends earlier.</summary>
    public static void Set(HttpContext http, string name, string value) =>
        http.Response.Cookies.Append(name, value, Options(name == Step ? PendingSignIns.Life : null));

    public static void SetLanguage(HttpContext http, string value) =>
        http.Response.Cookies.Append(Language, value, Options(TimeSpan.FromDays(365)));

    public static void Remove(HttpContext http, string name) => http.Response.Cookies.Delete(name, Options(null));

    public static bool IsEnglish(HttpContext? http) => http?.Request.Cookies[Language] == "en";

    private static CookieOptions Options(TimeSpan? life) => new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        // Lax: a link in a message finds its reader signed in; posts from elsewhere come without it.
        SameSite = SameSiteMode.Lax,
        MaxAge = life,
        IsEssential = true,
    };
}
