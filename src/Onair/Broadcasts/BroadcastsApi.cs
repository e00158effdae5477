using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Broadcasts;

public static class BroadcastsApi
{
    private const string tag = "Broadcasts";

    /// <summary>What everybody may see.</summary>
    public static IEndpointRouteBuilder MapBroadcasts(this IEndpointRouteBuilder api)
    {
        api.MapGet("/broadcasts", ListAsync)
            .WithName("ListBroadcasts").WithTags(tag).WithSummary("The shows of a day in Korea; without a day: today")
            .Produces<BroadcastList>().ProducesProblem(400);
        api.MapGet("/broadcasts/on-air", OnAirAsync)
            .WithName("ListOnAir").WithTags(tag).WithSummary("What is on the air now")
            .Produces<BroadcastList>();
        api.MapGet("/broadcasts/{id:guid}", ShowAsync)
            .WithName("ShowBroadcast").WithTags(tag).WithSummary("A show and its rundown")
            .Produces<BroadcastView>().Produces(StatusCodes.Status304NotModified).ProducesProblem(404);
        return api;
    }

    /// <summary>The producer's desk. These routes know nobody's sign-in: whoever maps them puts a lock before
    /// them.</summary>
    public static IEndpointRouteBuilder MapBroadcastDesk(this IEndpointRouteBuilder api)
    {
        api.MapPost("/broadcasts", ScheduleAsync)
            .WithName("ScheduleBroadcast").WithTags(tag).WithSummary("Put a show into the schedule")
            .Accepts<ScheduleBroadcastBody>("application/json")
            .Produces<BroadcastView>(StatusCodes.Status201Created).Produces<BroadcastView>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415);
        api.MapPost("/broadcasts/{id:guid}/on-air", SwitchAsync)
            .WithName("PutOfferOnAir").WithTags(tag).WithSummary("Switch the offer that is on the air")
            .Accepts<PutOnAirBody>("application/json")
            .Produces<BroadcastView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(413).ProducesProblem(415);
        api.MapPost("/broadcasts/{id:guid}/end", EndAsync)
            .WithName("EndBroadcast").WithTags(tag).WithSummary("End a show, or take it out of the schedule")
            .Produces<BroadcastView>().ProducesProblem(401).ProducesProblem(404);
        api.MapPost("/offers/{id:guid}", ChangeAsync)
            .WithName("ChangeOffer").WithTags(tag).WithSummary("Change price, allotment or limit of an offer")
            .Accepts<ChangeOfferBody>("application/json")
            .Produces<OfferView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(413).ProducesProblem(415);
        return api;
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, ReadBroadcasts read, TimeProvider time, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var day = BusinessDays.DateOf(now);
        var asked = http.Request.Query["day"];
        if (asked.Count > 0 && !(asked.Count == 1 && DateOnly.TryParseExact(
            asked[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)))
            return Problem.Invalid([new FieldError("day", "must be a day, as 2026-03-02")]);
        if (day.Year is < 2000 or > 9000) return Problem.Invalid([new FieldError("day", "is out of range")]);
        var until = BusinessDays.EndOf(day);
        var shows = await read.BetweenAsync(until.AddDays(-1), until, BroadcastsOptions.PageMax, cancel);
        return List(http, shows, now);
    }

    private static async Task<IResult> OnAirAsync(
        HttpContext http, ReadBroadcasts read, TimeProvider time, CancellationToken cancel) =>
        List(http, await read.OnAirAsync(cancel), time.GetUtcNow());

    private static JsonAnswer<BroadcastList> List(HttpContext http, List<Broadcast> shows, DateTimeOffset now)
    {
        http.Response.Headers.CacheControl = "public, max-age=1, must-revalidate";
        return JsonAnswer.Of(
            new BroadcastList(shows.ConvertAll(show => BroadcastView.Of(show, now))),
            BroadcastsJson.Default.BroadcastList);
    }

    private static async Task<IResult> ShowAsync(
        Guid id, HttpContext http, ReadBroadcasts read, TimeProvider time, CancellationToken cancel)
    {
        if (await read.ByIdAsync(id, cancel) is not { } show) return Problem.NotFound("broadcast");
        var now = time.GetUtcNow();
        http.Response.Headers.CacheControl = "no-cache";
        // An offer closes by time alone, so its state counts in the tag beside its version.
        var offers = show.Offers.Sum(offer => (offer.Version * 4) + (int)offer.StateAt(now));
        return Etag.Matches(http, new EntityTagHeaderValue($"\"{show.Version}-{offers}\""))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : JsonAnswer.Of(BroadcastView.Of(show, now), BroadcastsJson.Default.BroadcastView);
    }

    private static async Task<IResult> ScheduleAsync(
        HttpContext http, ScheduleBroadcast schedule, TimeProvider time, CancellationToken cancel)
    {
        var (refusal, (draft, errors)) = await RequestBody.ParseAsync(
            http, BroadcastsOptions.BodyBytesMax, mayBeEmpty: false, BroadcastBodies.Schedule);
        if (refusal is not null) return refusal;
        if (draft is null) return Problem.Invalid(errors);
        var answer = await schedule.RunAsync(draft, cancel);
        if (answer.Errors.Count > 0) return Problem.Invalid(answer.Errors);
        if (BroadcastRefusals.Of(answer.Status) is { } refused) return refused.Problem();
        var isNew = answer.Status == ScheduleBroadcastStatus.Scheduled;
        return View(answer.Broadcast!, time, isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> SwitchAsync(
        Guid id, HttpContext http, PutOfferOnAir put, ReadBroadcasts read, TimeProvider time, CancellationToken cancel)
    {
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, BroadcastBodies.SmallBytesMax, mayBeEmpty: false, BroadcastBodies.Switch);
        if (refusal is not null) return refusal;
        if (asked is null) return Problem.Invalid(errors);
        var status = await put.RunAsync(new OfferSwitch(id, asked.Offer, asked.CloseOthers == true), cancel);
        return BroadcastRefusals.Of(status) is { } refused
            ? refused.Problem()
            : View((await read.ByIdAsync(id, cancel))!, time);
    }

    private static async Task<IResult> EndAsync(
        Guid id, EndBroadcast end, ReadBroadcasts read, TimeProvider time, CancellationToken cancel) =>
        BroadcastRefusals.Of(await end.RunAsync(id, cancel)) is { } refused
            ? refused.Problem()
            : View((await read.ByIdAsync(id, cancel))!, time);

    private static async Task<IResult> ChangeAsync(
        Guid id, HttpContext http, ChangeOffer change, TimeProvider time, CancellationToken cancel)
    {
        var (refusal, (asked, errors)) = await RequestBody.ParseAsync(
            http, BroadcastBodies.SmallBytesMax, mayBeEmpty: false, BroadcastBodies.Change);
        if (refusal is not null) return refusal;
        if (asked is null) return Problem.Invalid(errors);
        var answer = await change.RunAsync(
            new OfferChange(id, asked.Price, asked.Allotment, asked.LimitPerCustomer), cancel);
        if (answer.Errors.Count > 0) return Problem.Invalid(answer.Errors);
        return BroadcastRefusals.Of(answer.Status) is { } refused
            ? refused.Problem()
            : JsonAnswer.Of(OfferView.Of(answer.Offer!, time.GetUtcNow()), BroadcastsJson.Default.OfferView);
    }

    private static JsonAnswer<BroadcastView> View(
        Broadcast show, TimeProvider time, int status = StatusCodes.Status200OK) =>
        JsonAnswer.Of(BroadcastView.Of(show, time.GetUtcNow()), BroadcastsJson.Default.BroadcastView, status);
}
