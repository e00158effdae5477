using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Onair.Primitives;

namespace Onair.Ratings;

/// <summary>
/// The moderators' desk. These routes know nobody's sign-in: whoever maps them puts a lock before them.
/// </summary>
public static class ModerationApi
{
    private const string tag = "Moderation";
    private const int bodyBytesMax = 4 * 1024;
    private const int limitDefault = 50;

    public static IEndpointRouteBuilder MapModeration(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ratings", ListAsync)
            .WithName("ListRatingQueue").WithTags(tag)
            .WithSummary("Ratings of a state, the oldest first; without state: those that wait")
            .WithDescription("Query: state, reported=true (published ones that readers reported), cursor, limit.")
            .Produces<RatingQueueView>().ProducesProblem(400).ProducesProblem(401);
        api.MapGet("/ratings/{id:guid}", ShowAsync)
            .WithName("ShowRating").WithTags(tag).WithSummary("A rating and everything that was done to it")
            .Produces<RatingFileView>().ProducesProblem(401).ProducesProblem(404);
        api.MapGet("/ratings/{id:guid}/pictures/{picture:guid}", async (
                Guid id, Guid picture, HttpContext http, ReadPictures read, CancellationToken cancel) =>
                RatingPicturesApi.Private(http, await read.OfRatingAsync(id, picture, cancel)))
            .WithName("ShowRatingPicture").WithTags(tag).WithSummary("A picture, whatever state its rating is in")
            .Produces(StatusCodes.Status200OK, contentType: "image/webp").ProducesProblem(401).ProducesProblem(404);
        Step(api, Moderation.Publish, "Publish a rating; one that is published: its reports are looked at");
        Step(api, Moderation.Reject, "Reject a rating with a reason that its author is told");
        Step(api, Moderation.Hide, "Hide a published rating with a reason that its author is told");
        return api;
    }

    private static void Step(IEndpointRouteBuilder api, Moderation step, string summary) =>
        api.MapPost(
                "/ratings/{id:guid}/" + RatingRules.Word(step),
                (Guid id, HttpContext http, ModerateRating moderate, ListRatings list, CancellationToken cancel) =>
                    ModerateAsync(id, step, http, moderate, list, cancel))
            .WithName($"{step}Rating").WithTags(tag).WithSummary(summary)
            .WithDescription("That it is negative is none of the reasons.")
            .Accepts<ModerateBody>("application/json")
            .Produces<QueuedRatingView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(412).ProducesProblem(413).ProducesProblem(415);

    private static async Task<IResult> ListAsync(HttpContext http, ListRatings list, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var query = http.Request.Query;
        foreach (var (field, values) in query)
        {
            if (field is not ("state" or "reported" or "cursor" or "limit"))
                errors.Add(new FieldError(field, "is not a field of this query"));
            else if (values.Count != 1 || values[0] is null or "")
                errors.Add(new FieldError(field, "must stand here once"));
        }

        var state = RatingRules.OfWord<RatingState>(query["state"]);
        if (query.ContainsKey("state") && state is null)
        {
            var words = Enum.GetValues<RatingState>().Select(RatingRules.Word);
            errors.Add(new FieldError("state", "must be one of " + string.Join(", ", words)));
        }

        if (query.ContainsKey("reported") && query["reported"] != "true")
            errors.Add(new FieldError("reported", "must be true, or absent"));
        var after = Guid.Empty;
        if (query.ContainsKey("cursor") && !Guid.TryParseExact(query["cursor"], "D", out after))
            errors.Add(new FieldError("cursor", "is not a cursor of this list"));
        var limit = limitDefault;
        if (query.ContainsKey("limit")
            && !(int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= ListRatings.LimitMax))
            errors.Add(new FieldError("limit", $"must be from 1 to {ListRatings.LimitMax}"));
        if (errors.Count > 0) return Problem.Invalid(errors);
        var queue = await list.RunAsync(
            state ?? RatingState.Pending, query.ContainsKey("reported"), after, limit, cancel);
        return JsonAnswer.Of(
            new RatingQueueView([.. queue.Ratings.Select(QueuedRatingView.Of)], queue.Next),
            RatingsJson.Default.RatingQueueView);
    }

    private static async Task<IResult> ShowAsync(Guid id, ListRatings list, CancellationToken cancel) =>
        await list.ShowAsync(id, cancel) is { } file
            ? JsonAnswer.Of(
                new RatingFileView(
                    QueuedRatingView.Of(file.Rating), [.. file.Steps.Select(RatingStepView.Of)]),
                RatingsJson.Default.RatingFileView)
            : Problem.NotFound("rating");

    private static async Task<IResult> ModerateAsync(
        Guid id, Moderation step, HttpContext http, ModerateRating moderate, ListRatings list, CancellationToken cancel)
    {
        var (refusal, (request, errors)) = await RequestBody.ParseAsync(
            http, bodyBytesMax, mayBeEmpty: true, bytes => RatingBodies.Moderate(bytes, id, step));
        if (refusal is not null) return refusal;
        if (request is null) return Problem.Invalid(errors);
        var answer = await moderate.RunAsync(request, cancel);
        return answer.Status switch
        {
            ModerateRatingStatus.Moderated or ModerateRatingStatus.AlreadySo => JsonAnswer.Of(
                QueuedRatingView.Of((await list.ShowAsync(id, cancel))!.Rating), RatingsJson.Default.QueuedRatingView),
            ModerateRatingStatus.UnknownRating => Problem.NotFound("rating"),
            ModerateRatingStatus.WrongState => RatingsApi.Conflict(
                "wrong-state", $"A rating that is {RatingRules.Word(answer.Rating!.State)} cannot take this step."),
            ModerateRatingStatus.OtherVersion => Problem.Of(
                StatusCodes.Status412PreconditionFailed, "changed", "The rating changed since you looked at it."),
        };
    }
}
