using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Customers;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Web;
using Onair.Primitives;

namespace Onair.Host.Storefront.Account;

/// <summary>
/// What stands before every page of an account: who it is, whether they may be here, and whether a form is ours. The
/// handlers behind it ask it, and nothing else, who somebody is.
/// </summary>
internal sealed class AccountDoor(Sessions sessions, FormTokens forms, IOptions<HostingOptions> options)
{
    private const int nonceBytes = 16;

    private readonly SenderAddress senders = new(options.Value.TrustedProxies);

    /// <summary>The session of a browser, on any page; null for a guest.</summary>
    public Task<SignedIn?> FindAsync(HttpContext http, CancellationToken cancel) =>
        http.Request.Cookies[AccountCookies.Session] is { } token
            ? sessions.FindAsync(token, cancel)
            : Task.FromResult<SignedIn?>(null);

    /// <summary>The same for rooms that know no accounts.</summary>
    public async Task<Guid?> CustomerAsync(HttpContext http, CancellationToken cancel) =>
        (await FindAsync(http, cancel))?.CustomerId;

    public Visitor VisitorOf(HttpContext http)
    {
        var forwarded = http.Request.Headers["X-Forwarded-For"].ToString();
        var address = senders.Of(http.Connection.RemoteIpAddress, forwarded.Length > 0 ? forwarded : null);
        return new Visitor(
            address, http.Request.Cookies[AccountCookies.Device], http.Request.Headers.UserAgent.ToString());
    }

    /// <summary>Lets in who is signed in; sends others to sign in and back.</summary>
    public async ValueTask<object?> LetInAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, bool mustBeSignedIn)
    {
        var http = context.HttpContext;
        var visit = Visit.Of(http.Request);
        var who = await FindAsync(http, http.RequestAborted);
        if (mustBeSignedIn && who is null)
        {
            // The page to come back to is one to look at.
            var isGet = HttpMethods.IsGet(http.Request.Method);
            var back = isGet ? http.Request.Path + http.Request.QueryString : "/account";
            return SeeOther.At(http, visit.Link("/account/sign-in", ("next", back)));
        }

        if (who is not null) http.Features.Set(who);
        if (HttpMethods.IsPost(http.Request.Method))
        {
            var form = await CheckoutApi.ReadFormAsync(http.Request, http.RequestAborted);
            if (form is null || !forms.IsValid(http, who, form[FormTokens.Field].ToString()))
            {
                var view = ViewOf(http);
                return Notice(view, view.W.FormOldTitle, view.W.FormOldText, StatusCodes.Status400BadRequest);
            }

            http.Features.Set(form);
        }

        return await next(context);
    }

    public AccountView ViewOf(HttpContext http) => new(
        Visit.Of(http.Request),
        http.Features.Get<SignedIn>(),
        forms.Issue(http, http.Features.Get<SignedIn>()),
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(nonceBytes)));

    /// <summary>Who it is; only behind the door for who is signed in.</summary>
    public static SignedIn WhoOf(HttpContext http) =>
        http.Features.Get<SignedIn>() ?? throw new InvalidOperationException("This page is for who is signed in.");

    /// <summary>One field, trimmed; "" when it is missing or comes twice.</summary>
    public static string Field(HttpContext http, string name) =>
        http.Features.Get<IFormCollection>()?[name] is [{ } value] ? value.Trim() : "";

    /// <summary>As it was typed: spaces are letters of a password.</summary>
    public static string Secret(HttpContext http, string name) =>
        http.Features.Get<IFormCollection>()?[name] is [{ } value] ? value : "";

    /// <summary>What stands empty of these, each named at its field.</summary>
    public static IReadOnlyList<AccountError> Missing(HttpContext http, params string[] names) =>
    [
        .. names.Where(name => Secret(http, name).Length == 0)
            .Select(name => new AccountError(name, AccountFault.Missing)),
    ];

    /// <summary>The fields of a form, to be shown again.</summary>
    public static Dictionary<string, string> Typed(HttpContext http, params string[] names) =>
        names.ToDictionary(name => name, name => Field(http, name), StringComparer.Ordinal);

    public static RazorComponentResult Notice(AccountView view, string title, string text, int status = 200) =>
        new RazorComponentResult<NoticePage>(new { View = view, Title = title, Text = text }) { StatusCode = status };

    /// <summary>Only to pages of this shop: <c>//elsewhere</c> and <c>/\elsewhere</c> are none.</summary>
    public static string LocalOr(string? next, string otherwise) =>
        next is { Length: > 0 and < 500 } && next[0] == '/' && (next.Length == 1 || next[1] is not ('/' or '\\'))
            && !next.Any(char.IsControl)
            ? next
            : otherwise;
}
