using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Onair.Primitives;

namespace Onair.Broadcasts.Talk;

/// <summary>
/// By what a visitor finds their own questions again: a token without a name, given with the first question. Browsers
/// keep it in a cookie that scripts cannot read and other sites cannot send; apps send a header. It says nothing about
/// an account: a question has nobody's name on it, signed in or not.
/// </summary>
public static class AskerTokens
{
    public const string Cookie = "__Host-onair-asker";

    public const string Header = "Asker-Token";

    /// <summary>256 bits: nobody guesses one, and no two meet.</summary>
    private const int tokenBytes = 32;

    /// <summary>As long as a question that nobody answered is kept.</summary>
    private static readonly TimeSpan kept = TimeSpan.FromDays(7);

    /// <summary>Null when none was sent, or what was sent is no token.</summary>
    public static string? Of(HttpRequest request)
    {
        var sent = request.Headers[Header] is [{ } header] ? header : request.Cookies[Cookie];
        return sent is not null && sent.Length == Base64Url.GetEncodedLength(tokenBytes) && Base64Url.IsValid(sent)
            ? sent
            : null;
    }

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(tokenBytes));

    /// <summary>Rows keep the fingerprint, so that a copy of them asks in nobody's place.</summary>
    public static Guid KeyOf(string token) => Digest.Of("asker", token);

    /// <summary>The answer carries the token, and the browser keeps it for a week from now.</summary>
    public static void Give(HttpContext http, string token)
    {
        http.Response.Cookies.Append(Cookie, token, new CookieOptions
        {
            Secure = true,
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = "/",
            MaxAge = kept,
            IsEssential = true,
        });
        http.Response.Headers[Header] = token;
    }
}
