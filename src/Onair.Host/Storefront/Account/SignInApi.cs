using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Carts;
using Onair.Customers;

namespace Onair.Host.Storefront.Account;

/// <summary>Signing in: by password and code, or by passkey.</summary>
internal static partial class SignInApi
{
    public static RouteGroupBuilder MapSignIn(this RouteGroupBuilder pages)
    {
        pages.MapGet("/sign-in", Show);
        pages.MapPost("/sign-in", SubmitAsync);
        pages.MapPost("/sign-in/passkey", PasskeyAsync);
        pages.MapPost("/passkeys/question", QuestionAsync);
        pages.MapGet("/code", ShowCode);
        pages.MapPost("/code", SubmitCodeAsync);
        return pages;
    }

    /// <summary>A passkey works at its domain and below, never at an address of digits.</summary>
    public static bool HasPasskeys(HttpContext http)
    {
        var domain = http.RequestServices.GetRequiredService<IOptions<CustomersOptions>>().Value.PasskeyDomain;
        if (domain.Length == 0) domain = "localhost";
        var host = http.Request.Host.Host;
        return host.Equals(domain, StringComparison.OrdinalIgnoreCase)
            || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Opens the session, in one transaction with the guest's cart joining the customer's, and goes on to where they
    /// wanted to be; to the cart when it could not take all.
    /// </summary>
    public static async Task<IResult> EnterAsync(
        HttpContext http, AccountDoor door, Sessions sessions, Customer customer, CancellationToken cancel)
    {
        var guest = CartTokens.OfCookie(http.Request);
        var merge = http.RequestServices.GetRequiredService<MergeCarts>();
        var merged = MergeCartsStatus.NothingToMerge;
        var tokens = await sessions.OpenAsync(
            customer, door.VisitorOf(http), cancel,
            async (open, stop) =>
            {
                if (guest is not null) merged = await merge.RunAsync(open, guest, customer.Id, stop);
            });
        if (guest is not null) CartTokens.Forget(http);
        AccountCookies.Set(http, AccountCookies.Session, tokens.Session, AccountCookies.Long);
        AccountCookies.Set(http, AccountCookies.Device, tokens.Device, AccountCookies.Long);
        AccountCookies.Remove(http, AccountCookies.Step);
        var visit = Visit.Of(http.Request);
        if (merged == MergeCartsStatus.MergedInPart) return SeeOther.At(http, visit.Link("/cart", ("note", "full")));
        var next = AccountDoor.LocalOr(visit.Query.GetValueOrDefault("next"), "");
        return SeeOther.At(http, next.Length > 0 ? next : visit.Link("/account"));
    }

    private static RazorComponentResult Show(HttpContext http, AccountDoor door) =>
        Page(http, door.ViewOf(http), StatusCodes.Status200OK);

    private static RazorComponentResult Page(HttpContext http, AccountView view, int status)
    {
        var shown = view with { HasPasskeys = HasPasskeys(http) };
        if (shown.HasPasskeys) AccountApi.AllowScript(http, shown);
        return new RazorComponentResult<SignInPage>(
            new { View = shown, Next = view.Visit.Query.GetValueOrDefault("next") }) { StatusCode = status };
    }

    private static async Task<IResult> SubmitAsync(
        HttpContext http, AccountDoor door, SignIn signIn, PendingSignIns pending, Sessions sessions,
        CancellationToken cancel)
    {
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, "email") };
        var password = AccountDoor.Secret(http, "password");
        var missing = AccountDoor.Missing(http, "email", "password");
        if (missing.Count > 0) return Page(http, view with { Errors = missing }, StatusCodes.Status400BadRequest);
        var answer = await signIn.RunAsync(view.Value("email"), password, door.VisitorOf(http), cancel);
        switch (answer.Status)
        {
            case SignInStatus.SignedIn:
                return await EnterAsync(http, door, sessions, answer.Customer!, cancel);
            case SignInStatus.NeedsCode:
                var step = await pending.SealAsync(answer.Customer!, cancel);
                AccountCookies.Set(http, AccountCookies.Step, step, PendingSignIns.Life);
                return SeeOther.At(
                    http, view.Visit.Link("/account/code", ("next", view.Visit.Query.GetValueOrDefault("next"))));
            case SignInStatus.Unverified:
                return Unverified(view, answer.Customer!.Email);
            case SignInStatus.Wait:
                return Page(http, Waiting(http, view, answer.Wait), StatusCodes.Status429TooManyRequests);
            case SignInStatus.Wrong:
                return Page(http, view with { Problem = view.W.WrongSignIn }, StatusCodes.Status400BadRequest);
            default:
                throw new InvalidOperationException($"{answer.Status} is no answer to a password");
        }
    }

    private static async Task<IResult> PasskeyAsync(
        HttpContext http, AccountDoor door, Passkeys passkeys, Sessions sessions, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var answer = await passkeys.SignInAsync(
            AccountDoor.Field(http, "answer"), AccountDoor.Field(http, "state"), http, cancel);
        return answer.Status switch
        {
            SignInStatus.SignedIn => await EnterAsync(http, door, sessions, answer.Customer!, cancel),
            SignInStatus.Unverified => Unverified(view, answer.Customer!.Email),
            SignInStatus.Wrong or SignInStatus.NeedsCode or SignInStatus.Wait =>
                Page(http, view with { Problem = view.W.PasskeyFailed }, StatusCodes.Status400BadRequest),
        };
    }

    private static async Task<IResult> QuestionAsync(HttpContext http, Passkeys passkeys, CancellationToken cancel) =>
        TypedResults.Json(await passkeys.AskToSignInAsync(http, cancel), QuestionJson.Default.PasskeyQuestion);

    private static RazorComponentResult ShowCode(HttpContext http, AccountDoor door) =>
        CodePageOf(door.ViewOf(http), StatusCodes.Status200OK);

    private static RazorComponentResult CodePageOf(AccountView view, int status) =>
        new RazorComponentResult<CodePage>(
            new { View = view, Next = view.Visit.Query.GetValueOrDefault("next") }) { StatusCode = status };

    private static async Task<IResult> SubmitCodeAsync(
        HttpContext http, AccountDoor door, SignIn signIn, PendingSignIns pending, Sessions sessions,
        CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var step = http.Request.Cookies[AccountCookies.Step];
        if (step is null || await pending.OpenAsync(step, cancel) is not { } customer)
            return SeeOther.At(http, view.Visit.Link("/account/sign-in"));
        var answer = await signIn.EnterCodeAsync(
            customer, AccountDoor.Field(http, "code"), door.VisitorOf(http), cancel);
        return answer.Status switch
        {
            SignInStatus.SignedIn => await EnterAsync(http, door, sessions, answer.Customer!, cancel),
            SignInStatus.Wait =>
                CodePageOf(Waiting(http, view, answer.Wait), StatusCodes.Status429TooManyRequests),
            SignInStatus.Wrong or SignInStatus.NeedsCode or SignInStatus.Unverified => CodePageOf(
                view with { Errors = [new AccountError("code", AccountFault.WrongCode)] },
                StatusCodes.Status400BadRequest),
        };
    }

    public static AccountView Waiting(HttpContext http, AccountView view, TimeSpan wait)
    {
        http.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString();
        return view with { Problem = view.W.Wait(wait) };
    }

    private static RazorComponentResult Unverified(AccountView view, string email) =>
        new RazorComponentResult<NoticePage>(new
        {
            View = view,
            Title = view.W.UnverifiedTitle,
            Text = view.W.UnverifiedText,
            Again = email,
        }) { StatusCode = StatusCodes.Status403Forbidden };

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(PasskeyQuestion))]
    internal sealed partial class QuestionJson : JsonSerializerContext;
}
