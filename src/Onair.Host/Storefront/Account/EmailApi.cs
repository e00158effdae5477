using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Customers;

namespace Onair.Host.Storefront.Account;

/// <summary>Another mailbox: asked for by its owner, confirmed and taken back by links of letters.</summary>
internal static class EmailApi
{
    public static RouteGroupBuilder MapEmail(this RouteGroupBuilder pages)
    {
        pages.MapGet("/email", ShowAsync);
        pages.MapPost("/email", AskAsync);
        pages.MapPost("/email/stop", StopAsync);
        return pages;
    }

    /// <summary>Whoever reads the letter may be at another device: the link is what lets them in.</summary>
    public static RouteGroupBuilder MapEmailLinks(this RouteGroupBuilder pages)
    {
        pages.MapGet("/email/confirm/{id:guid}/{token}", ShowConfirmAsync);
        pages.MapPost("/email/confirm/{id:guid}/{token}", ConfirmAsync);
        pages.MapGet("/email/back/{id:guid}/{token}", ShowBackAsync);
        pages.MapPost("/email/back/{id:guid}/{token}", TakeBackAsync);
        return pages;
    }

    private static Task<IResult> ShowAsync(
        HttpContext http, AccountDoor door, ChangeEmail change, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var done = view.Visit.Query.ContainsKey("sent") ? view.W.EmailSent
            : view.Visit.Query.ContainsKey("stopped") ? view.W.EmailStopped : null;
        return PageAsync(http, view with { Done = done }, change, 200, cancel);
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, AccountDoor door, ChangeEmail change, CancellationToken cancel)
    {
        var view = door.ViewOf(http) with { Typed = AccountDoor.Typed(http, "email") };
        var answer = await change.AskAsync(
            AccountDoor.WhoOf(http),
            view.Value("email"),
            AccountDoor.Secret(http, "current"),
            door.VisitorOf(http),
            SignUpApi.LinksOf(http, view.Visit),
            cancel);
        if (answer.IsDone) return SeeOther.At(http, view.Visit.Link("/account/email", ("sent", "1")));
        return answer.Wait > TimeSpan.Zero
            ? await PageAsync(http, SignInApi.Waiting(http, view, answer.Wait), change, 429, cancel)
            : await PageAsync(http, view with { Errors = answer.Errors }, change, 400, cancel);
    }

    private static async Task<IResult> StopAsync(HttpContext http, ChangeEmail change, CancellationToken cancel)
    {
        await change.StopAsync(AccountDoor.WhoOf(http).CustomerId, cancel);
        return SeeOther.At(http, Visit.Of(http.Request).Link("/account/email", ("stopped", "1")));
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, AccountView view, ChangeEmail change, int status, CancellationToken cancel) =>
        new RazorComponentResult<EmailPage>(new
        {
            View = view,
            Waiting = await change.WaitingAsync(AccountDoor.WhoOf(http).CustomerId, cancel),
        }) { StatusCode = status };

    private static async Task<IResult> ShowConfirmAsync(
        Guid id, string token, HttpContext http, AccountDoor door, ChangeEmail change, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        return await change.IsAliveAsync(id, token, cancel)
            ? Press(view, view.W.EmailConfirmTitle, view.W.EmailConfirmText, view.W.EmailConfirmButton)
            : SignUpApi.Dead(view);
    }

    private static async Task<IResult> ConfirmAsync(
        Guid id, string token, HttpContext http, AccountDoor door, ChangeEmail change, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        return await change.ConfirmAsync(id, token, SignUpApi.LinksOf(http, view.Visit), cancel) switch
        {
            ConfirmEmailStatus.Changed => new RazorComponentResult<NoticePage>(new
            {
                View = view,
                Title = view.W.EmailChangedTitle,
                Text = view.W.EmailChangedText,
                To = "/account",
                ToText = view.W.MyAccount,
            }),
            ConfirmEmailStatus.DeadLink => SignUpApi.Dead(view),
        };
    }

    private static async Task<IResult> ShowBackAsync(
        Guid id, string token, HttpContext http, AccountDoor door, TakeEmailBack back, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        return await back.IsAliveAsync(id, token, cancel)
            ? Press(view, view.W.EmailBackTitle, view.W.EmailBackText, view.W.EmailBackButton)
            : SignUpApi.Dead(view);
    }

    /// <summary>Who took it back chooses a new password next: whoever asked for the change knows the old one.</summary>
    private static async Task<IResult> TakeBackAsync(
        Guid id, string token, HttpContext http, AccountDoor door, TakeEmailBack back, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        var taken = await back.RunAsync(id, token, cancel);
        return taken.Status switch
        {
            TakeEmailBackStatus.Stopped or TakeEmailBackStatus.Restored => SeeOther.At(
                http, view.Visit.Link($"/account/reset/{taken.Customer}/{taken.ResetToken}")),
            TakeEmailBackStatus.DeadLink => SignUpApi.Dead(view),
            TakeEmailBackStatus.Taken =>
                AccountDoor.Notice(view, view.W.EmailTakenTitle, view.W.EmailTakenText, StatusCodes.Status409Conflict),
        };
    }

    private static RazorComponentResult Press(AccountView view, string title, string text, string button) =>
        new RazorComponentResult<PressPage>(new { View = view, Title = title, Text = text, Button = button });
}
