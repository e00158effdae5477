using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Customers;
using Onair.Host.Storefront.Account;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Door;

/// <summary>The way in and out: sign in, code, passkey, join, sign out, language. Pages without script.</summary>
internal static class DoorApi
{
    /// <summary>Bytes of a form: five short fields, or the answer of an authenticator.</summary>
    private const int formBytesMax = 32 * 1024;

    public static void MapDoor(this IEndpointRouteBuilder console)
    {
        var door = console.MapGroup("").AllowAnonymous().ExcludeFromDescription().DisableAntiforgery();
        door.MapGet("/sign-in", ShowSignIn);
        door.MapPost("/sign-in", SignInAsync);
        door.MapPost("/sign-in/passkey", PasskeyAsync);
        door.MapPost("/passkeys/question", QuestionAsync);
        door.MapGet("/code", ShowCode);
        door.MapPost("/code", CodeAsync);
        door.MapGet("/join", ShowJoinAsync);
        door.MapPost("/join", JoinAsync);
        door.MapPost("/sign-out", SignOutAsync);
        door.MapPost("/language", LanguageAsync);
    }

    private static RazorComponentResult ShowSignIn(HttpContext http) =>
        SignInPageOf(http, DoorView.Of(http), StatusCodes.Status200OK);

    private static RazorComponentResult SignInPageOf(HttpContext http, DoorView view, int status) =>
        new RazorComponentResult<DoorSignIn>(new
        {
            View = view, Next = NextOf(http), HasPasskeys = SignInApi.HasPasskeys(http),
        }) { StatusCode = status };

    private static async Task<IResult> SignInAsync(
        HttpContext http, SignInStaff signIn, DoorVisits visits, CancellationToken cancel)
    {
        if (await ReadAsync(http, cancel) is not { } form) return TypedResults.BadRequest();
        var view = DoorView.Of(http) with
        {
            Typed = new Dictionary<string, string>(StringComparer.Ordinal) { ["email"] = Field(form, "email").Trim() },
            Errors = Missing(form, "email", "password"),
        };
        if (view.Errors.Count > 0) return SignInPageOf(http, view, StatusCodes.Status400BadRequest);
        var answer = await signIn.RunAsync(view.Value("email"), Field(form, "password"), visits.Of(http), cancel);
        return EnterOr(http, answer, view, SignInPageOf);
    }

    private static async Task<IResult> PasskeyAsync(
        HttpContext http, Passkeys passkeys, SignInStaff signIn, DoorVisits visits, CancellationToken cancel)
    {
        if (await ReadAsync(http, cancel) is not { } form) return TypedResults.BadRequest();
        var shown = await passkeys.SignInAsync(Field(form, "answer"), Field(form, "state"), http, cancel);
        var answer = await signIn.ByPasskeyAsync(shown, visits.Of(http), cancel);
        return EnterOr(http, answer, DoorView.Of(http), SignInPageOf);
    }

    private static async Task<IResult> QuestionAsync(HttpContext http, Passkeys passkeys, CancellationToken cancel) =>
        TypedResults.Json(
            await passkeys.AskToSignInAsync(http, cancel), SignInApi.QuestionJson.Default.PasskeyQuestion);

    private static RazorComponentResult ShowCode(HttpContext http) =>
        CodePageOf(http, DoorView.Of(http), StatusCodes.Status200OK);

    private static RazorComponentResult CodePageOf(HttpContext http, DoorView view, int status) =>
        new RazorComponentResult<DoorCode>(new { View = view, Next = NextOf(http) }) { StatusCode = status };

    private static async Task<IResult> CodeAsync(
        HttpContext http, SignInStaff signIn, DoorVisits visits, CancellationToken cancel)
    {
        if (await ReadAsync(http, cancel) is not { } form) return TypedResults.BadRequest();
        var step = http.Request.Cookies[DoorCookies.Step] ?? "";
        var view = DoorView.Of(http) with { Errors = Missing(form, "code") };
        if (view.Errors.Count > 0) return CodePageOf(http, view, StatusCodes.Status400BadRequest);
        var answer = await signIn.EnterCodeAsync(step, Field(form, "code"), visits.Of(http), cancel);
        return EnterOr(http, answer, view, CodePageOf);
    }

    private static IResult EnterOr(
        HttpContext http, StaffAnswer answer, DoorView view,
        Func<HttpContext, DoorView, int, RazorComponentResult> again)
    {
        var words = view.Words;
        switch (answer.Status)
        {
            case SignInStaffStatus.SignedIn:
                DoorCookies.Set(http, DoorCookies.Session, answer.Token!);
                DoorCookies.Remove(http, DoorCookies.Step);
                return TypedResults.LocalRedirect(NextOf(http));
            case SignInStaffStatus.NeedsCode:
                DoorCookies.Set(http, DoorCookies.Step, answer.Pending!);
                return TypedResults.LocalRedirect("/code?next=" + Uri.EscapeDataString(NextOf(http)));
            case SignInStaffStatus.TooLate:
                return TypedResults.LocalRedirect("/sign-in");
            case SignInStaffStatus.Wait:
                http.Response.Headers.RetryAfter = ((long)Math.Ceiling(answer.Wait.TotalSeconds)).ToString();
                return again(
                    http, view with { Problem = words.Account.Wait(answer.Wait) },
                    StatusCodes.Status429TooManyRequests);
            case SignInStaffStatus.NoSecondFactor:
                return again(http, view with { Problem = words.NoSecondFactor }, StatusCodes.Status403Forbidden);
            case SignInStaffStatus.Wrong:
                return again(http, view with { Problem = words.WrongSignIn }, StatusCodes.Status400BadRequest);
            default:
                throw new InvalidOperationException($"{answer.Status} is no answer of the door");
        }
    }

    private static async Task<IResult> ShowJoinAsync(HttpContext http, JoinStaff join, CancellationToken cancel) =>
        await JoinPageOf(http, join, DoorView.Of(http), http.Request.Query["token"].ToString(), null, 200, cancel);

    private static async Task<IResult> JoinPageOf(
        HttpContext http, JoinStaff join, DoorView view, string token, string? sealedSecret, int status,
        CancellationToken cancel)
    {
        if (await join.ShowAsync(token, sealedSecret, cancel) is { } shown)
            return new RazorComponentResult<DoorJoin>(new { View = view, Join = shown, Token = token })
            {
                StatusCode = status,
            };
        return new RazorComponentResult<DoorNotice>(new
        {
            view.Words, Title = view.Words.DeadLinkTitle, Text = view.Words.DeadLinkText,
        }) { StatusCode = StatusCodes.Status410Gone };
    }

    private static async Task<IResult> JoinAsync(
        HttpContext http, JoinStaff join, DoorVisits visits, CancellationToken cancel)
    {
        if (await ReadAsync(http, cancel) is not { } form) return TypedResults.BadRequest();
        var view = DoorView.Of(http) with
        {
            Typed = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = Field(form, "name").Trim() },
        };
        var asked = new JoinForm(
            Field(form, "token"), Field(form, "name"), Field(form, "password"), Field(form, "secret"),
            Field(form, "code"), DoorCookies.IsEnglish(http));
        var answer = await join.RunAsync(asked, visits.Of(http), cancel);
        if (answer.Status == JoinStaffStatus.Joined) return TypedResults.LocalRedirect("/sign-in");
        if (answer.Status == JoinStaffStatus.Wait) view = view with { Problem = view.Words.Account.Wait(answer.Wait) };
        return await JoinPageOf(
            http, join, view with { Errors = answer.Errors }, asked.Token, asked.SealedSecret,
            StatusCodes.Status400BadRequest, cancel);
    }

    private static async Task<IResult> SignOutAsync(
        HttpContext http, StaffSessions sessions, CancellationToken cancel)
    {
        if (await sessions.FindAsync(http.Request.Cookies[DoorCookies.Session], cancel) is { } who)
            await sessions.EndAsync(who, cancel);
        DoorCookies.Remove(http, DoorCookies.Session);
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static async Task<IResult> LanguageAsync(HttpContext http, CancellationToken cancel)
    {
        if (await ReadAsync(http, cancel) is not { } form) return TypedResults.BadRequest();
        DoorCookies.SetLanguage(http, Field(form, "to") == "en" ? "en" : "ko");
        return TypedResults.LocalRedirect(AccountDoor.LocalOr(Field(form, "back"), "/"));
    }

    private static string NextOf(HttpContext http) => AccountDoor.LocalOr(http.Request.Query["next"].ToString(), "/");

    /// <summary>Null for what is no form of ours.</summary>
    private static async Task<IFormCollection?> ReadAsync(HttpContext http, CancellationToken cancel)
    {
        if (!http.Request.HasFormContentType || http.Request.ContentLength is not (>= 0 and <= formBytesMax))
            return null;
        try
        {
            return await http.Request.ReadFormAsync(cancel);
        }
        catch (InvalidDataException)
        {
            // Not weather: a client may send anything.
            return null;
        }
    }

    private static string Field(IFormCollection form, string name) => form[name] is [{ } value] ? value : "";

    private static List<AccountError> Missing(IFormCollection form, params string[] names) =>
        [.. names.Where(n => Field(form, n).Length == 0).Select(n => new AccountError(n, AccountFault.Missing))];
}
