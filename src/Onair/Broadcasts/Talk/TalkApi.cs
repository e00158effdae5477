using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Broadcasts.Talk;

public static class TalkApi
{
    private const string tag = "Talk";
    private const int limitDefault = 50;

    /// <summary>Who writes at the desk: the deployment's one operator.</summary>
    public const string Operator = "operator";

    /// <summary>What viewers do.</summary>
    public static IEndpointRouteBuilder MapTalk(this IEndpointRouteBuilder api)
    {
        api.MapPost("/broadcasts/{id:guid}/questions", AskAsync)
            .WithName("AskQuestion").WithTags(tag).WithSummary("Ask the host of a show")
            .WithDescription(
                "Nobody else sees the question before the producer shows or answers it. The answer carries an "
                + "Asker-Token, which finds one's own questions again. Asking the same twice is asking once.")
            .Accepts<AskBody>("application/json")
            .Produces<QuestionView>(StatusCodes.Status201Created).Produces<QuestionView>()
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(429);
        api.MapGet("/broadcasts/{id:guid}/questions/mine", MineAsync)
            .WithName("ListMyQuestions").WithTags(tag).WithSummary("One's own questions in a show, by the Asker-Token")
            .Produces<MyQuestions>();
        return api;
    }

    /// <summary>What a producer does. These routes know nobody's sign-in: whoever maps them puts a lock before
    /// them.</summary>
    public static IEndpointRouteBuilder MapTalkDesk(this IEndpointRouteBuilder api)
    {
        api.MapGet("/broadcasts/{id:guid}/questions", ListAsync)
            .WithName("ListQuestions").WithTags(tag).WithSummary("The questions of a show, the oldest first")
            .Produces<QuestionList>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404);
        api.MapPost("/questions/{id:guid}/answer", AnswerAsync)
            .WithName("AnswerQuestion").WithTags(tag).WithSummary("Answer a question; everybody sees both then")
            .Accepts<AnswerBody>("application/json")
            .Produces<QuestionView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(413).ProducesProblem(415);
        api.MapPost("/questions/{id:guid}/show", (Guid id, ModerateQuestion verb, CancellationToken cancel) =>
            ModerateAsync(verb, id, QuestionStep.Show, null, cancel))
            .WithName("ShowQuestion").WithTags(tag).WithSummary("Let everybody see a question")
            .Produces<QuestionView>().ProducesProblem(401).ProducesProblem(404);
        api.MapPost("/questions/{id:guid}/hide", (Guid id, ModerateQuestion verb, CancellationToken cancel) =>
            ModerateAsync(verb, id, QuestionStep.Hide, null, cancel))
            .WithName("HideQuestion").WithTags(tag).WithSummary("Put a question aside, or take it back from view")
            .Produces<QuestionView>().ProducesProblem(401).ProducesProblem(404);
        api.MapPut("/broadcasts/{id:guid}/announcement", AnnounceAsync)
            .WithName("Announce").WithTags(tag).WithSummary("Put one line of the host above a show")
            .Accepts<AnnouncementBody>("application/json")
            .Produces<AnnouncementList>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(413).ProducesProblem(415);
        api.MapDelete("/broadcasts/{id:guid}/announcement", TakeDownAsync)
            .WithName("TakeAnnouncementDown").WithTags(tag).WithSummary("Take the line above a show down")
            .Produces<AnnouncementList>().ProducesProblem(401).ProducesProblem(404).ProducesProblem(409);
        api.MapGet("/broadcasts/{id:guid}/announcements", AnnouncementsAsync)
            .WithName("ListAnnouncements").WithTags(tag).WithSummary("All that was said above a show, the newest first")
            .Produces<AnnouncementList>().ProducesProblem(401).ProducesProblem(404);
        return api;
    }

    private static async Task<IResult> AskAsync(
        Guid id, HttpContext http, AskGate gate, AskQuestion ask, CancellationToken cancel)
    {
        var (refusal, (body, errors)) = await RequestBody.ParseAsync(
            http, TalkBodies.BytesMax, mayBeEmpty: false, TalkBodies.Question);
        if (refusal is not null) return refusal;
        if (body is null) return Problem.Invalid(errors);
        if (!gate.TryEnter(http)) return Refuse(http, AskQuestionStatus.TooFast);
        var token = AskerTokens.Of(http.Request) ?? AskerTokens.New();
        var answer = await ask.RunAsync(
            new Asking(id, AskerTokens.KeyOf(token), body.Text, body.Language ?? "ko"), cancel);
        if (answer.Question is not null) AskerTokens.Give(http, token);
        http.Response.Headers.CacheControl = "private, no-store";
        if (answer.Errors.Count > 0) return Problem.Invalid(answer.Errors);
        return answer.Question is not { } question
            ? Refuse(http, answer.Status)
            : View(
                question,
                answer.Status == AskQuestionStatus.Asked ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> MineAsync(
        Guid id, HttpContext http, ReadTalk read, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "private, no-store";
        List<Question> mine = AskerTokens.Of(http.Request) is { } token
            ? await read.MineAsync(id, AskerTokens.KeyOf(token), cancel)
            : [];
        return JsonAnswer.Of(new MyQuestions(mine.ConvertAll(QuestionView.Of)), TalkJson.Default.MyQuestions);
    }

    private static async Task<IResult> ListAsync(
        Guid id, HttpContext http, ReadTalk read, ReadBroadcasts shows, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var (state, after, limit) = ReadQuery(http.Request.Query, errors);
        if (errors.Count > 0) return Problem.Invalid(errors);
        if (await shows.ByIdAsync(id, cancel) is null) return Problem.NotFound("broadcast");
        var found = await read.ListAsync(id, state, after, limit, cancel);
        return JsonAnswer.Of(QuestionList.Of(found, limit), TalkJson.Default.QuestionList);
    }

    private static (QuestionState? State, QuestionPlace? After, int Limit) ReadQuery(
        IQueryCollection query, List<FieldError> errors)
    {
        QuestionState? state = null;
        QuestionPlace? after = null;
        var limit = limitDefault;
        foreach (var (name, values) in query)
        {
            var value = values is [{ } one] ? one : "";
            var fault = name switch
            {
                "state" => (state = TalkWords.StateOf(value)) is null ? string.Join(", ", TalkWords.States) : null,
                "cursor" => (after = QuestionCursor.Read(value)) is null ? "the next of an earlier answer" : null,
                "limit" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                    && limit is >= 1 and <= TalkOptions.PageMax ? null : $"1 to {TalkOptions.PageMax}",
                _ => "nothing: there is no such parameter",
            };
            if (fault is not null) errors.Add(new FieldError(name, "must be " + fault));
        }

        return (state, after, limit);
    }

    private static async Task<IResult> AnswerAsync(
        Guid id, HttpContext http, ModerateQuestion verb, CancellationToken cancel)
    {
        var (refusal, (body, errors)) = await RequestBody.ParseAsync(
            http, TalkBodies.BytesMax, mayBeEmpty: false, TalkBodies.Answer);
        if (refusal is not null) return refusal;
        return body is null
            ? Problem.Invalid(errors)
            : await ModerateAsync(verb, id, QuestionStep.Answer, body.Text, cancel);
    }

    private static async Task<IResult> ModerateAsync(
        ModerateQuestion verb, Guid id, QuestionStep step, string? answer, CancellationToken cancel)
    {
        var moderated = await verb.RunAsync(new QuestionModeration(id, step, answer, Operator), cancel);
        if (moderated.Errors.Count > 0) return Problem.Invalid(moderated.Errors);
        return BroadcastRefusals.Of(moderated.Status) is { } refused ? refused.Problem() : View(moderated.Question!);
    }

    private static async Task<IResult> AnnounceAsync(
        Guid id, HttpContext http, Announce verb, ReadTalk read, CancellationToken cancel)
    {
        var (refusal, (text, errors)) = await RequestBody.ParseAsync(
            http, TalkBodies.BytesMax, mayBeEmpty: false, TalkBodies.Announcement);
        if (refusal is not null) return refusal;
        return text is null ? Problem.Invalid(errors) : await SayAsync(id, text, verb, read, cancel);
    }

    private static Task<IResult> TakeDownAsync(Guid id, Announce verb, ReadTalk read, CancellationToken cancel) =>
        SayAsync(id, LocalText.Empty, verb, read, cancel);

    private static async Task<IResult> SayAsync(
        Guid id, LocalText text, Announce verb, ReadTalk read, CancellationToken cancel)
    {
        var announced = await verb.RunAsync(id, text, Operator, cancel);
        if (announced.Errors.Count > 0) return Problem.Invalid(announced.Errors);
        return BroadcastRefusals.Of(announced.Status) is { } refused
            ? refused.Problem()
            : await HistoryAsync(id, read, cancel);
    }

    private static async Task<IResult> AnnouncementsAsync(
        Guid id, ReadTalk read, ReadBroadcasts shows, CancellationToken cancel) =>
        await shows.ByIdAsync(id, cancel) is null
            ? Problem.NotFound("broadcast")
            : await HistoryAsync(id, read, cancel);

    private static async Task<IResult> HistoryAsync(Guid id, ReadTalk read, CancellationToken cancel) =>
        JsonAnswer.Of(
            new AnnouncementList((await read.AnnouncementsAsync(id, cancel)).ConvertAll(AnnouncementView.Of)),
            TalkJson.Default.AnnouncementList);

    private static JsonAnswer<QuestionView> View(Question question, int status = StatusCodes.Status200OK) =>
        JsonAnswer.Of(QuestionView.Of(question), TalkJson.Default.QuestionView, status);

    private static IResult Refuse(HttpContext http, AskQuestionStatus status)
    {
        var refused = BroadcastRefusals.Of(status) ?? throw new InvalidOperationException($"{status} is no refusal");
        if (refused.Status == StatusCodes.Status429TooManyRequests)
            http.Response.Headers.RetryAfter = $"{(int)TalkOptions.Window.TotalSeconds}";
        return refused.Problem();
    }
}
