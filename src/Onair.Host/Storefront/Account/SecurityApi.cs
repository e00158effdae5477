using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Customers;
using Onair.Primitives;

namespace Onair.Host.Storefront.Account;

/// <summary>Password, authenticator app, passkeys and sessions.</summary>
internal static class SecurityApi
{
    public static RouteGroupBuilder MapSecurity(this RouteGroupBuilder pages)
    {
        pages.MapGet("/security", ShowAsync);
        pages.MapPost("/security/password", PasswordAsync);
        pages.MapPost("/security/app", AppAsync);
        pages.MapPost("/security/app/confirm", ConfirmAppAsync);
        pages.MapPost("/security/passkeys/question", QuestionAsync);
        pages.MapPost("/security/passkeys", AddPasskeyAsync);
        pages.MapPost("/security/passkeys/{id:guid}/remove", RemovePasskeyAsync);
        pages.MapPost("/security/sessions/{id:guid}/end", EndSessionAsync);
        pages.MapPost("/security/sessions/end-others", EndOthersAsync);
        return pages;
    }

    private static async Task<IResult> ShowAsync(HttpContext http, AccountDoor door, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var done = view.Visit.Query.ContainsKey("passkey") ? view.W.PasskeyAdded
            : view.Visit.Query.ContainsKey("saved") ? view.W.Saved : null;
        return await PageAsync(http, view with { Done = done }, 200, cancel);
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, AccountView view, int status, CancellationToken cancel)
    {
        var (services, who) = (http.RequestServices, AccountDoor.WhoOf(http).CustomerId);
        var shown = view with { HasPasskeys = SignInApi.HasPasskeys(http) };
        if (shown.HasPasskeys) AccountApi.AllowScript(http, shown);
        return new RazorComponentResult<SecurityPage>(new
        {
            View = shown,
            TwoFactor = await services.GetRequiredService<TwoFactor>().ShowAsync(who),
            Keys = await services.GetRequiredService<Passkeys>().ListAsync(who, cancel),
            Open = await services.GetRequiredService<Sessions>().ListAsync(who, cancel),
        }) { StatusCode = status };
    }

    private static async Task<IResult> PasswordAsync(
        HttpContext http, AccountDoor door, ChangePassword change, CancellationToken cancel)
    {
        var missing = AccountDoor.Missing(http, "current", "password");
        if (missing.Count > 0)
            return await PageAsync(http, door.ViewOf(http) with { Errors = missing }, 400, cancel);
        var answer = await change.RunAsync(
            AccountDoor.WhoOf(http),
            AccountDoor.Secret(http, "current"),
            AccountDoor.Secret(http, "password"),
            door.VisitorOf(http),
            cancel);
        return answer.IsDone ? Done(http, answer) : await RefuseAsync(http, door, answer, cancel);
    }

    private static async Task<IResult> AppAsync(
        HttpContext http, AccountDoor door, TwoFactor app, CancellationToken cancel)
    {
        var (who, visitor) = (AccountDoor.WhoOf(http), door.VisitorOf(http));
        var password = AccountDoor.Secret(http, "app-current");
        switch (AccountDoor.Field(http, "do"))
        {
            case "on":
                var (start, started) = await app.StartAsync(who, password, visitor, cancel);
                return start is null
                    ? await RefuseAsync(http, door, OfApp(started), cancel)
                    : AppPageOf(door.ViewOf(http), start, 200);
            case "off":
                var stopped = await app.StopAsync(who, password, visitor, cancel);
                return stopped.IsDone ? Done(http, stopped) : await RefuseAsync(http, door, OfApp(stopped), cancel);
            case "codes":
                var (codes, made) = await app.NewCodesAsync(who, password, visitor, cancel);
                return made.IsDone
                    ? Codes(door.ViewOf(http), codes)
                    : await RefuseAsync(http, door, OfApp(made), cancel);
            default:
                return StorefrontApi.NotFound(Visit.Of(http.Request));
        }
    }

    /// <summary>The page asks for the password in more than one form: what is wrong is named at its own.</summary>
    private static SecurityAnswer OfApp(SecurityAnswer answer) => answer with
    {
        Errors = [.. answer.Errors.Select(e => e.Field == "current" ? e with { Field = "app-current" } : e)],
    };

    private static async Task<IResult> ConfirmAppAsync(
        HttpContext http, AccountDoor door, TwoFactor app, CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http);
        var (codes, answer) = await app.ConfirmAsync(who, AccountDoor.Field(http, "code"), cancel);
        if (answer.IsDone)
        {
            Renew(http, answer);
            return Codes(door.ViewOf(http), codes);
        }

        var view = door.ViewOf(http);
        return await app.WaitingAsync(who.CustomerId) is { } start
            ? AppPageOf(view with { Errors = answer.Errors }, start, 400)
            : SeeOther.At(http, view.Visit.Link("/account/security"));
    }

    /// <summary>JSON for the script: the question, or a problem whose title it shows.</summary>
    private static async Task<IResult> QuestionAsync(
        HttpContext http, AccountDoor door, Passkeys passkeys, CancellationToken cancel)
    {
        var words = new AccountWords(Visit.Of(http.Request).IsEnglish);
        var (status, question, wait) = await passkeys.AskToAddAsync(
            AccountDoor.WhoOf(http), AccountDoor.Secret(http, "passkey-current"), door.VisitorOf(http), http, cancel);
        return status switch
        {
            AddPasskeyStatus.Added => TypedResults.Json(question!, SignInApi.QuestionJson.Default.PasskeyQuestion),
            AddPasskeyStatus.WrongPassword =>
                Problem.Of(400, "wrong-password", words.Say(AccountFault.WrongPassword)),
            AddPasskeyStatus.TooMany => Problem.Of(409, "too-many", words.PasskeyTooMany),
            AddPasskeyStatus.Wait => Waiting(),
            AddPasskeyStatus.Refused => Problem.Of(400, "refused", words.PasskeyFailed),
        };

        IResult Waiting()
        {
            http.Response.Headers.RetryAfter = ((long)Math.Ceiling(wait.TotalSeconds)).ToString();
            return Problem.Of(429, "wait", words.Wait(wait));
        }
    }

    private static async Task<IResult> AddPasskeyAsync(
        HttpContext http, AccountDoor door, Passkeys passkeys, CancellationToken cancel)
    {
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, "passkey-name") };
        var name = view.Value("passkey-name");
        var status = await passkeys.AddAsync(
            AccountDoor.WhoOf(http),
            AccountDoor.Field(http, "answer"),
            AccountDoor.Field(http, "state"),
            name.Length > 0 ? name : view.W.Passkeys,
            http,
            cancel);
        return status switch
        {
            AddPasskeyStatus.Added => SeeOther.At(http, view.Visit.Link("/account/security", ("passkey", "1"))),
            AddPasskeyStatus.TooMany =>
                await PageAsync(http, view with { Problem = view.W.PasskeyTooMany }, 409, cancel),
            AddPasskeyStatus.Refused or AddPasskeyStatus.WrongPassword or AddPasskeyStatus.Wait =>
                await PageAsync(http, view with { Problem = view.W.PasskeyFailed }, 400, cancel),
        };
    }

    private static async Task<IResult> RemovePasskeyAsync(
        Guid id, HttpContext http, Passkeys passkeys, CancellationToken cancel) =>
        Removed(http, await passkeys.RemoveAsync(AccountDoor.WhoOf(http).CustomerId, id, cancel));

    private static async Task<IResult> EndSessionAsync(
        Guid id, HttpContext http, Sessions sessions, CancellationToken cancel) =>
        Removed(http, await sessions.EndAsync(AccountDoor.WhoOf(http).CustomerId, id, cancel));

    private static async Task<IResult> EndOthersAsync(HttpContext http, Sessions sessions, CancellationToken cancel)
    {
        var who = AccountDoor.WhoOf(http);
        await sessions.EndOthersAsync(who.CustomerId, who.SessionId, cancel);
        return Removed(http, true);
    }

    private static IResult Removed(HttpContext http, bool wasThere)
    {
        var visit = Visit.Of(http.Request);
        return wasThere
            ? SeeOther.At(http, visit.Link("/account/security", ("saved", "1")))
            : StorefrontApi.NotFound(visit);
    }

    private static IResult Done(HttpContext http, SecurityAnswer answer)
    {
        Renew(http, answer);
        return SeeOther.At(http, Visit.Of(http.Request).Link("/account/security", ("saved", "1")));
    }

    private static void Renew(HttpContext http, SecurityAnswer answer)
    {
        if (answer.Session is { } token)
            AccountCookies.Set(http, AccountCookies.Session, token, AccountCookies.Long);
    }

    private static async Task<IResult> RefuseAsync(
        HttpContext http, AccountDoor door, SecurityAnswer answer, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        return answer.Wait > TimeSpan.Zero
            ? await PageAsync(http, SignInApi.Waiting(http, view, answer.Wait), 429, cancel)
            : await PageAsync(http, view with { Errors = answer.Errors }, 400, cancel);
    }

    private static RazorComponentResult AppPageOf(AccountView view, TotpStart start, int status) =>
        new RazorComponentResult<AppPage>(
            new { View = view, Start = start, Picture = QrPicture.Of(start.Address) }) { StatusCode = status };

    private static RazorComponentResult Codes(AccountView view, IReadOnlyList<string> codes) =>
        new RazorComponentResult<CodesPage>(new { View = view, Codes = codes });
}
