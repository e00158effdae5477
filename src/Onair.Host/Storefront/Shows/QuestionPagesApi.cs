using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Broadcasts;
using Onair.Broadcasts.Talk;
using Onair.Carts;
using Onair.Host.Storefront.Checkout;

namespace Onair.Host.Storefront.Shows;

/// <summary>
/// Asking the host without script, and one's own questions. The asker's cookie is not sent along with forms of other
/// sites (SameSite), and those forms are refused besides, as they would ask in the visitor's place.
/// </summary>
internal static class QuestionPagesApi
{
    private const string sentField = "sent";

    public static IEndpointRouteBuilder MapQuestionPages(this IEndpointRouteBuilder shop)
    {
        var pages = shop.MapGroup("").WithPagePolicy();
        pages.MapGet("/broadcasts/{id:guid}/questions", ShowAsync);
        pages.MapPost("/broadcasts/{id:guid}/questions", AskAsync);
        return shop;
    }

    private static async Task<IResult> ShowAsync(
        Guid id, HttpContext http, ReadBroadcasts shows, ReadTalk read, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        return await shows.ByIdAsync(id, cancel) is { } show
            ? await PageAsync(http, visit, show, read, null, "", cancel)
            : StorefrontApi.NotFound(visit);
    }

    private static async Task<IResult> AskAsync(
        Guid id, HttpContext http, AskGate gate, AskQuestion ask, ReadBroadcasts shows, ReadTalk read,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (CartTokens.IsForeign(http.Request)) return StorefrontApi.NotFound(visit);
        if (await CheckoutApi.ReadFormAsync(http.Request, cancel) is not { } form) return StorefrontApi.NotFound(visit);
        if (await shows.ByIdAsync(id, cancel) is not { } show) return StorefrontApi.NotFound(visit);
        var typed = form["text"] is [{ } text] ? text : "";
        var token = AskerTokens.Of(http.Request) ?? AskerTokens.New();
        var status = gate.TryEnter(http)
            ? (await ask.RunAsync(
                new Asking(id, AskerTokens.KeyOf(token), typed, visit.Words.Language), cancel)).Status
            : AskQuestionStatus.TooFast;
        if (BroadcastRefusals.Of(status) is { } refused)
        {
            http.Response.StatusCode = refused.Status;
            return await PageAsync(
                http, visit, show, read, QuestionWords.Of(visit).Refusal(status), typed, cancel);
        }

        AskerTokens.Give(http, token);
        return SeeOther.At(http, visit.Link($"/broadcasts/{id:N}/questions", (sentField, "1")));
    }

    private static async Task<IResult> PageAsync(
        HttpContext http, Visit visit, Broadcast show, ReadTalk read, string? error, string typed,
        CancellationToken cancel) => new RazorComponentResult<QuestionsPage>(new
        {
            Visit = visit,
            Show = show,
            Mine = AskerTokens.Of(http.Request) is { } token
                ? await read.MineAsync(show.Id, AskerTokens.KeyOf(token), cancel)
                : [],
            Error = error,
            Typed = typed,
            IsSent = visit.Query.ContainsKey(sentField),
        }) { StatusCode = error is null ? StatusCodes.Status200OK : http.Response.StatusCode };
}
