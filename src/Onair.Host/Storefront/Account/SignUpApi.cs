using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Customers;
using Onair.Orders;

namespace Onair.Host.Storefront.Account;

/// <summary>Signing up, showing the mailbox, and a new password by mail.</summary>
internal static class SignUpApi
{
    public static RouteGroupBuilder MapSignUp(this RouteGroupBuilder pages)
    {
        pages.MapGet("/sign-up", (HttpContext http, AccountDoor door) => Page(door.ViewOf(http), 200));
        pages.MapPost("/sign-up", SubmitAsync);
        pages.MapGet("/sent", Sent);
        pages.MapPost("/verify/again", AgainAsync);
        pages.MapGet("/verify/{id:guid}/{token}", (HttpContext http, AccountDoor door) =>
            new RazorComponentResult<VerifyPage>(new { View = door.ViewOf(http) }));
        pages.MapPost("/verify/{id:guid}/{token}", VerifyAsync);
        pages.MapGet("/forgot", (HttpContext http, AccountDoor door) => Forgot(door.ViewOf(http), 200));
        pages.MapPost("/forgot", AskAsync);
        pages.MapGet("/reset/{id:guid}/{token}", ShowResetAsync);
        pages.MapPost("/reset/{id:guid}/{token}", ResetAsync);
        return pages;
    }

    /// <summary>Where letters lead: the shop's address as it is configured, else as the visitor wrote it.</summary>
    public static AccountLinks LinksOf(HttpContext http, Visit visit)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<OrdersOptions>>().Value;
        var origin = OrderPaymentsApi.OriginOf(http.Request, options);
        string At(string path) => new Uri(origin, visit.Link(path)).AbsoluteUri;
        return new AccountLinks(
            (id, token) => At($"/account/verify/{id}/{token}"),
            (id, token) => At($"/account/reset/{id}/{token}"),
            (id, token) => At($"/account/email/confirm/{id}/{token}"),
            (id, token) => At($"/account/email/back/{id}/{token}"),
            At("/account/sign-in"),
            At("/account/forgot"));
    }

    private static RazorComponentResult Page(AccountView view, int status) =>
        new RazorComponentResult<SignUpPage>(new { View = view }) { StatusCode = status };

    private static RazorComponentResult Forgot(AccountView view, int status) =>
        new RazorComponentResult<ForgotPage>(new { View = view }) { StatusCode = status };

    private static async Task<IResult> SubmitAsync(
        HttpContext http, AccountDoor door, SignUp signUp, TimeProvider time, CancellationToken cancel)
    {
        string[] boxes = [.. Enum.GetValues<ConsentPurpose>().Select(SignUp.FieldOf)];
        var view = door.ViewOf(http) with
        {
            Typed = AccountDoor.Typed(http, ["email", "name", "phone", .. boxes]),
        };
        var form = new SignUpForm(
            view.Value("email"),
            view.Value("name"),
            view.Value("phone"),
            AccountDoor.Secret(http, "password"),
            view.Visit.IsEnglish,
            Enum.GetValues<ConsentPurpose>().Where(p => view.Value(SignUp.FieldOf(p)) == "yes").ToHashSet());
        var answer = await signUp.RunAsync(
            form, door.VisitorOf(http), LinksOf(http, view.Visit), time.GetUtcNow(), cancel);
        return answer.Status switch
        {
            SignUpStatus.Asked => SeeOther.At(http, view.Visit.Link("/account/sent")),
            SignUpStatus.Wait => Page(SignInApi.Waiting(http, view, answer.Wait), 429),
            SignUpStatus.Invalid => Page(view with { Errors = answer.Errors }, 400),
        };
    }

    private static RazorComponentResult Sent(HttpContext http, AccountDoor door)
    {
        var view = door.ViewOf(http);
        return AccountDoor.Notice(view, view.W.SentTitle, view.W.SentText);
    }

    private static async Task<IResult> AgainAsync(
        HttpContext http, AccountDoor door, VerifyEmail verify, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var wait = await verify.AskAgainAsync(
            AccountDoor.Field(http, "email"), door.VisitorOf(http), LinksOf(http, view.Visit), cancel);
        return wait is { } late
            ? AccountDoor.Notice(SignInApi.Waiting(http, view, late), view.W.UnverifiedTitle, view.W.Wait(late), 429)
            : SeeOther.At(http, view.Visit.Link("/account/sent"));
    }

    private static async Task<IResult> VerifyAsync(
        Guid id, string token, HttpContext http, AccountDoor door, VerifyEmail verify)
    {
        var view = door.ViewOf(http);
        return await verify.RunAsync(id, token) switch
        {
            VerifyEmailStatus.Verified => new RazorComponentResult<NoticePage>(new
            {
                View = view,
                Title = view.W.VerifiedTitle,
                Text = view.W.VerifiedText,
                To = "/account/sign-in",
                ToText = view.W.SignIn,
            }),
            VerifyEmailStatus.DeadLink => Dead(view),
        };
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, AccountDoor door, ResetPassword reset, CancellationToken cancel)
    {
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, "email") };
        if (!Primitives.Contact.IsEmail(view.Value("email")))
            return Forgot(view with { Errors = [new AccountError("email", AccountFault.NotEmail)] }, 400);
        var wait = await reset.AskAsync(
            view.Value("email"), door.VisitorOf(http), LinksOf(http, view.Visit), cancel);
        return wait is { } late
            ? Forgot(SignInApi.Waiting(http, view, late), 429)
            : SeeOther.At(http, view.Visit.Link("/account/sent"));
    }

    private static async Task<IResult> ShowResetAsync(
        Guid id, string token, HttpContext http, AccountDoor door, ResetPassword reset)
    {
        var view = door.ViewOf(http);
        return await reset.IsAliveAsync(id, token)
            ? new RazorComponentResult<ResetPage>(new { View = view })
            : Dead(view);
    }

    private static async Task<IResult> ResetAsync(
        Guid id, string token, HttpContext http, AccountDoor door, ResetPassword reset, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var (status, error) = await reset.RunAsync(id, token, AccountDoor.Secret(http, "password"), cancel);
        return status switch
        {
            ResetPasswordStatus.Reset => new RazorComponentResult<NoticePage>(new
            {
                View = view,
                Title = view.W.ResetTitle,
                Text = view.W.ResetText,
                To = "/account/sign-in",
                ToText = view.W.SignIn,
            }),
            ResetPasswordStatus.DeadLink => Dead(view),
            ResetPasswordStatus.Invalid => new RazorComponentResult<ResetPage>(
                new { View = view with { Errors = [error!.Value] } }) { StatusCode = 400 },
        };
    }

    public static RazorComponentResult Dead(AccountView view) =>
        AccountDoor.Notice(view, view.W.DeadTitle, view.W.DeadText, StatusCodes.Status410Gone);
}
