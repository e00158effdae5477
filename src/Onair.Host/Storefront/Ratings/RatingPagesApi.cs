using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Carts;
using Onair.Catalog;
using Onair.Host.Storefront.Account;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;
using Onair.Ratings;

namespace Onair.Host.Storefront.Ratings;

/// <summary>
/// Ratings on pages: everybody reads a product's, who has an order's address writes its own. No cookie opens anything
/// here, so there is nothing that another site could borrow.
/// </summary>
internal static class RatingPagesApi
{
    /// <summary>Ratings on a product's own page: as many as one looks at before deciding.</summary>
    public const int OnProductMax = 5;

    private const string newest = "newest";

    /// <summary>What everybody may see.</summary>
    public static void MapRatingLists(this RouteGroupBuilder pages) =>
        pages.MapGet("/products/{slug}/ratings", ListAsync);

    public static IEndpointRouteBuilder MapRatingPages(this IEndpointRouteBuilder shop)
    {
        var own = shop.MapGroup("/orders/{number}/{token}/ratings/{line:int}").WithPagePolicy().WithOwnFormsOnly();
        own.MapGet("", ShowAsync);
        own.MapPost("", SendAsync);
        own.MapPost("/withdraw", WithdrawAsync);
        own.MapRatingPictureForms();
        var reports = shop.MapGroup("/ratings/{id:guid}/report").WithPagePolicy();
        reports.MapGet("", (HttpRequest request) => Report(Visit.Of(request), isDone: false));
        reports.MapPost("", ReportAsync);
        return shop;
    }

    public static string PathOf(string number, string token, int line) => $"/orders/{number}/{token}/ratings/{line}";

    public static string AddressOf(Visit visit, string number, string token, int line) =>
        visit.Link(PathOf(number, token, line));

    public static string WordOf(RatingSort sort) => sort switch
    {
        RatingSort.Newest => newest,
        RatingSort.Highest => "highest",
        RatingSort.Lowest => "lowest",
    };

    private static async Task<IResult> ListAsync(
        string slug, HttpRequest request, ShowProduct show, ReadRatings read, CancellationToken cancel)
    {
        var visit = Visit.Of(request);
        var word = visit.Query.GetValueOrDefault("sort") ?? newest;
        var sorts = Enum.GetValues<RatingSort>().Where(s => WordOf(s) == word).ToList();
        var found = await show.RunAsync(slug, isKnown: null, cancel);
        if (found.Product is not { } product || sorts.Count == 0) return StorefrontApi.NotFound(visit);
        var cursor = visit.Query.GetValueOrDefault("cursor") ?? "";
        var page = await read.PageAsync(product.Id, sorts[0], cursor, RatingsOptions.PageDefault, cancel);
        // What no link of ours says leads nowhere.
        if (page is null) return StorefrontApi.NotFound(visit);
        return new RazorComponentResult<RatingsPage>(new
        {
            Visit = visit,
            Product = product,
            Page = page,
            Sort = sorts[0],
            IsFirst = cursor.Length == 0,
        });
    }

    private static async Task<IResult> ShowAsync(
        string number,
        string token,
        int line,
        HttpContext http,
        OrderPages orders,
        ShowOwnRatings own,
        IOptions<RatingsOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await orders.FindAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        if (await FindAsync(own, shown.Order, line, cancel) is not { } found)
            return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
        return Page(visit, shown.Order, token, found, RatingForm.Of(found.Rating), [], options.Value);
    }

    /// <summary>Sent twice it is one rating: the second says what the first said.</summary>
    private static async Task<IResult> SendAsync(
        string number,
        string token,
        int line,
        HttpContext http,
        OrderPages orders,
        ShowOwnRatings own,
        RateProduct rate,
        IOptions<RatingsOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        var sent = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        if (sent is null || await orders.FindAsync(number, token, cancel) is not { } shown)
            return StorefrontApi.NotFound(visit);
        if (await FindAsync(own, shown.Order, line, cancel) is not { } found)
            return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
        var (form, words) = (RatingForm.Of(sent), visit.RatingWords);
        var answer = await rate.RunAsync(
            new RateRequest(number, token, found.Line.Sku, form.Number, form.Text, visit.Words.Language), cancel);
        return answer.Status switch
        {
            RateProductStatus.Rated or RateProductStatus.Changed or RateProductStatus.Unchanged =>
                SeeOther.At(http, visit.Link(PathOf(number, token, line), ("saved", "1"))),
            RateProductStatus.Invalid => Refuse(
                StatusCodes.Status400BadRequest, [.. answer.Errors.Select(e => ErrorOf(e.Field, words))]),
            RateProductStatus.TooManyChanges =>
                Refuse(StatusCodes.Status409Conflict, [new CheckoutError("", words.TooMany)]),
            RateProductStatus.NotReceived or RateProductStatus.NotInOrder =>
                Refuse(StatusCodes.Status409Conflict, [new CheckoutError("", words.TooEarly)]),
            RateProductStatus.UnknownOrder => StorefrontApi.NotFound(visit),
        };

        RazorComponentResult Refuse(int status, IReadOnlyList<CheckoutError> errors) =>
            Page(visit, shown.Order, token, found, form, errors, options.Value, status);
    }

    private static CheckoutError ErrorOf(string field, RatingWords words) => field == RatingForm.StarsField
        ? new CheckoutError(field, words.WrongStars)
        : new CheckoutError(RatingForm.TextField, words.WrongText);

    private static async Task<IResult> WithdrawAsync(
        string number,
        string token,
        int line,
        HttpContext http,
        OrderPages orders,
        ShowOwnRatings own,
        WithdrawRating withdraw,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await orders.FindAsync(number, token, cancel) is not { } shown) return StorefrontApi.NotFound(visit);
        var found = await FindAsync(own, shown.Order, line, cancel);
        if (found?.Rating is { } rating) await withdraw.RunAsync(number, token, rating.Id, cancel);
        return SeeOther.At(http, OrderPagesApi.AddressOf(visit, number, token));
    }

    /// <summary>The product of a line; null where it cannot be rated.</summary>
    public static async Task<OwnRating?> FindAsync(
        ShowOwnRatings own, Order order, int line, CancellationToken cancel) =>
        (await own.RunAsync(order, cancel)).FirstOrDefault(o => o.Line.Line == line);

    public static RazorComponentResult Page(
        Visit visit,
        Order order,
        string token,
        OwnRating own,
        RatingForm form,
        IReadOnlyList<CheckoutError> errors,
        RatingsOptions options,
        int status = StatusCodes.Status200OK) => new RazorComponentResult<RatingFormPage>(new
        {
            Visit = visit,
            Own = own,
            Path = PathOf(order.Number, token, own.Line.Line),
            Back = OrderPagesApi.AddressOf(visit, order.Number, token),
            Form = form,
            Errors = errors,
            TakesPictures = options.Pictures,
            IsSaved = visit.Query.ContainsKey("saved"),
        }) { StatusCode = status };

    private static async Task<IResult> ReportAsync(
        Guid id, HttpContext http, AccountDoor door, ReportRating report, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        // Another site's page could report in the name of all its readers.
        if (CartTokens.IsForeign(http.Request)) return StorefrontApi.NotFound(visit);
        var form = await CheckoutApi.ReadFormAsync(http.Request, cancel);
        if (!Enum.TryParse<RefusalReason>(form?["reason"].ToString(), out var reason) || !Enum.IsDefined(reason))
            return Report(visit, isDone: false, StatusCodes.Status400BadRequest);
        var reader = door.VisitorOf(http).Address?.ToString() ?? "";
        return await report.RunAsync(id, reader, reason, cancel) switch
        {
            ReportRatingStatus.Reported => Report(visit, isDone: true),
            ReportRatingStatus.UnknownRating => StorefrontApi.NotFound(visit),
        };
    }

    private static RazorComponentResult Report(Visit visit, bool isDone, int status = StatusCodes.Status200OK) =>
        new RazorComponentResult<ReportPage>(new
        {
            Visit = visit,
            IsDone = isDone,
            IsWrong = status == StatusCodes.Status400BadRequest,
        }) { StatusCode = status };
}
