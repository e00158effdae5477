using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Onair.Customers;
using Onair.Primitives;

namespace Onair.Host.Storefront.Account;

/// <summary>
/// Against forms that other sites send: a signed double submit (OWASP). The cookie holds random bits, the form their
/// MAC together with the session, so that neither a planted cookie nor another person's form fits.
/// </summary>
internal sealed class FormTokens(CustomerKeys keys)
{
    public const string Field = "form";

    private const int cookieBytes = 16;

    /// <summary>The token for a form of this page; gives the browser its cookie when it has none.</summary>
    public string Issue(HttpContext http, SignedIn? who)
    {
        if (http.Request.Cookies[AccountCookies.Form] is not { } cookie || !IsOurs(cookie))
        {
            cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(cookieBytes));
            AccountCookies.Set(http, AccountCookies.Form, cookie, life: null);
        }

        return Of(cookie, who);
    }

    public bool IsValid(HttpContext http, SignedIn? who, string sent)
    {
        // What a browser says by itself; older ones say nothing.
        if (http.Request.Headers["Sec-Fetch-Site"] is [{ } site] && site is not ("same-origin" or "none")) return false;
        return http.Request.Cookies[AccountCookies.Form] is { } cookie && IsOurs(cookie)
            && CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(sent), Encoding.ASCII.GetBytes(Of(cookie, who)));
    }

    private string Of(string cookie, SignedIn? who) =>
        keys.Of(Digest.Of("form", cookie, who?.SessionId.ToString() ?? ""));

    private static bool IsOurs(string cookie) =>
        cookie.Length == Base64Url.GetEncodedLength(cookieBytes) && Base64Url.IsValid(cookie);
}
