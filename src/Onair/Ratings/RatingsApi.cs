using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Onair.Catalog;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Ratings;

/// <summary>Ratings of a product for everybody, and those of an order for who bought it.</summary>
public static class RatingsApi
{
    private const string tag = "Ratings";
    private const string ofOrder = "/orders/{number}/ratings";

    public static IEndpointRouteBuilder MapRatings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/products/{slugOrId}/ratings", ListAsync)
            .WithName("ListRatings").WithTags(tag).WithSummary("Published ratings of a product, a page at a time")
            .WithDescription("Every rating is of somebody who bought the product in this shop.")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                Describe(operation);
                return Task.CompletedTask;
            })
            .Produces<RatingListView>().ProducesProblem(400).ProducesProblem(404);
        api.MapGet(ofOrder, ShowAsync)
            .WithName("ShowOwnRatings").WithTags(tag).WithSummary("What can be rated of an order, and what was said")
            .Produces<RatableListView>().ProducesProblem(401).ProducesProblem(404);
        api.MapPost(ofOrder, RateAsync)
            .WithName("RateProduct").WithTags(tag).WithSummary("Rate a product of an order, or change what was said")
            .WithDescription(
                "From shipped on, once per order and product: asking twice with the same body is asking once. It may "
                + "wait for a moderator (state).")
            .Accepts<RateBody>("application/json")
            .Produces<OwnRatingView>(StatusCodes.Status201Created).Produces<OwnRatingView>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413)
            .ProducesProblem(415).ProducesProblem(503);
        api.MapDelete(ofOrder + "/{id:guid}", WithdrawAsync)
            .WithName("WithdrawRating").WithTags(tag).WithSummary("Take back what was said; it is erased")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
        return api;
    }

    private static async Task<IResult> ListAsync(
        string slugOrId, HttpContext http, ShowProduct show, ReadRatings read, IOptions<CatalogOptions> options,
        CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var (sort, cursor, limit) = ReadQuery(http.Request.Query, errors);
        if (errors.Count > 0) return Problem.Invalid(errors);
        var found = await show.RunAsync(slugOrId, isKnown: null, cancel);
        if (found.Product is not { } product) return Problem.NotFound("product");
        if (await read.PageAsync(product.Id, sort, cursor, limit, cancel) is not { } page)
            return Problem.Invalid([new FieldError("cursor", "is not a cursor of this list")]);
        http.Response.Headers.CacheControl = $"public, max-age={options.Value.ReadMaxAgeSeconds}, must-revalidate";
        return JsonAnswer.Of(
            new RatingListView(RatingSumView.Of(page.Sum), [.. page.Ratings.Select(RatingView.Of)], page.Next),
            RatingsJson.Default.RatingListView);
    }

    private static (RatingSort Sort, string Cursor, int Limit) ReadQuery(
        IQueryCollection query, List<FieldError> errors)
    {
        foreach (var (field, values) in query)
        {
            if (field is not ("sort" or "cursor" or "limit"))
                errors.Add(new FieldError(field, "is not a field of this query"));
            else if (values.Count != 1 || values[0] is null or "")
                errors.Add(new FieldError(field, "must stand here once"));
        }

        var sort = RatingSort.Newest;
        if (query.ContainsKey("sort"))
        {
            if (RatingRules.OfWord<RatingSort>(query["sort"]) is { } asked) sort = asked;
            else errors.Add(new FieldError("sort", "must be newest, highest or lowest"));
        }

        var limit = RatingsOptions.PageDefault;
        if (query.ContainsKey("limit")
            && !(int.TryParse(query["limit"], NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is >= 1 and <= RatingsOptions.PageMax))
            errors.Add(new FieldError("limit", $"must be from 1 to {RatingsOptions.PageMax}"));
        return (sort, query["cursor"].ToString(), limit);
    }

    private static void Describe(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        Add("sort", "`newest` (also when absent), `highest` or `lowest`.", JsonSchemaType.String);
        Add("cursor", "`next` of the page before.", JsonSchemaType.String);
        Add("limit", $"1 to {RatingsOptions.PageMax}; {RatingsOptions.PageDefault} when it is not said.",
            JsonSchemaType.Integer);

        void Add(string name, string description, JsonSchemaType type) =>
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema { Type = type },
            });
    }

    private static async Task<IResult> ShowAsync(
        string number, HttpContext http, ShowOrders orders, ShowOwnRatings own, CancellationToken cancel)
    {
        if (TokenOf(http) is not { } token) return TokenMissing();
        if (await orders.OfGuestAsync(number, token, cancel) is not { } shown) return Problem.NotFound("order");
        http.Response.Headers.CacheControl = "private, no-store";
        var rated = await own.RunAsync(shown.Order, cancel);
        return JsonAnswer.Of(
            new RatableListView(
            [
                .. rated.Select(r => new RatableView(
                    r.Line.Sku, r.Line.NameKo, r.Line.NameEn,
                    r.Rating is null ? null : OwnRatingView.Of(r.Rating, r.Pictures.Count))),
            ]),
            RatingsJson.Default.RatableListView);
    }

    private static async Task<IResult> RateAsync(
        string number, HttpContext http, RateProduct rate, CancellationToken cancel)
    {
        if (TokenOf(http) is not { } token) return TokenMissing();
        var (refusal, (body, errors)) = await RequestBody.ParseAsync(
            http, RatingsOptions.BodyBytesMax, mayBeEmpty: true, RatingBodies.Rate);
        if (refusal is not null) return refusal;
        if (body is null) return Problem.Invalid(errors);
        var answer = await rate.RunAsync(
            new RateRequest(number, token, body.Sku, body.Stars, body.Text ?? "", body.Language ?? "ko"), cancel);
        http.Response.Headers.CacheControl = "private, no-store";
        return answer.Status switch
        {
            RateProductStatus.Rated => View(answer, StatusCodes.Status201Created),
            RateProductStatus.Changed or RateProductStatus.Unchanged => View(answer, StatusCodes.Status200OK),
            RateProductStatus.UnknownOrder => Problem.NotFound("order"),
            RateProductStatus.NotInOrder => Conflict("not-in-order", "This SKU is not in the order."),
            RateProductStatus.NotReceived => Conflict("wrong-state", "An order is rated once it is shipped."),
            RateProductStatus.TooManyChanges => Conflict("too-many-changes", "This rating was changed too often."),
            RateProductStatus.Invalid => Problem.Invalid(answer.Errors),
        };
    }

    private static JsonAnswer<OwnRatingView> View(RatedProduct answer, int status) =>
        JsonAnswer.Of(OwnRatingView.Of(answer.Rating!, answer.Pictures), RatingsJson.Default.OwnRatingView, status);

    private static async Task<IResult> WithdrawAsync(
        string number, Guid id, HttpContext http, WithdrawRating withdraw, CancellationToken cancel)
    {
        if (TokenOf(http) is not { } token) return TokenMissing();
        return await withdraw.RunAsync(number, token, id, cancel) switch
        {
            WithdrawRatingStatus.Withdrawn or WithdrawRatingStatus.AlreadyWithdrawn => TypedResults.NoContent(),
            WithdrawRatingStatus.UnknownRating => Problem.NotFound("rating of this order"),
        };
    }

    internal static string? TokenOf(HttpContext http) =>
        http.Request.Headers[OrdersApi.TokenHeader] is [{ Length: > 0 and <= 100 } token] ? token : null;

    internal static IResult TokenMissing() => Problem.Of(
        StatusCodes.Status401Unauthorized, "token-missing", "Send the order's token in the header Order-Token.");

    internal static IResult Conflict(string code, string title) =>
        Problem.Of(StatusCodes.Status409Conflict, code, title);
}
