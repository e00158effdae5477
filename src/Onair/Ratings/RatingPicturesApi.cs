using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Ratings;

/// <summary>Pictures of ratings: how they come, and how everybody sees them.</summary>
public static class RatingPicturesApi
{
    /// <summary>Whatever a picture holds, it runs nothing and fetches nothing.</summary>
    private const string policy = "default-src 'none'";

    /// <summary>An hour: one that is hidden is gone from caches soon.</summary>
    private const string cached = "public, max-age=3600";

    public static string AddressOf(RatingPicture picture) => $"/rating-pictures/{picture.Id:N}.webp";

    /// <summary><c>GET /rating-pictures/{id}.webp</c>, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapRatingPictures(this IEndpointRouteBuilder shop)
    {
        shop.MapMethods("/rating-pictures/{name}.webp", [HttpMethods.Get, HttpMethods.Head], ShowAsync)
            .ExcludeFromDescription();
        return shop;
    }

    /// <summary>Under the group that is passed in (<c>/api/v1</c>).</summary>
    public static IEndpointRouteBuilder MapRatingUploads(this IEndpointRouteBuilder api)
    {
        const string address = "/orders/{number}/ratings/{id:guid}/pictures";
        api.MapPost(address, AddAsync)
            .WithName("AddRatingPicture").WithTags("Ratings").WithSummary("Add a picture to one's own rating")
            .WithDescription("JPEG, PNG or WebP as the whole body, where the shop takes pictures. It is written anew.")
            .WithMetadata(new RequestSizeLimitAttribute(RatingsOptions.PictureBytesMax))
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(401).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(415)
            .ProducesProblem(503);
        api.MapDelete(address + "/{picture:guid}", RemoveAsync)
            .WithName("RemoveRatingPicture").WithTags("Ratings").WithSummary("Take a picture of one's own rating away")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(401).ProducesProblem(404).ProducesProblem(503);
        return api;
    }

    /// <summary>One that not everybody may see; its reader is not to keep it.</summary>
    public static IResult Private(HttpContext http, PictureContent? picture)
    {
        if (picture is null) return Problem.NotFound("picture");
        Protect(http, "private, no-store");
        return TypedResults.File(picture.Content, "image/webp");
    }

    private static async Task<IResult> ShowAsync(
        string name, HttpContext http, ReadPictures read, CancellationToken cancel)
    {
        if (!Guid.TryParseExact(name, "N", out var id) || await read.PublishedAsync(id, cancel) is not { } picture)
            return Problem.NotFound("picture");
        Protect(http, cached);
        return TypedResults.File(
            picture.Content, "image/webp", entityTag: new EntityTagHeaderValue($"\"{picture.Digest:N}\""));
    }

    private static void Protect(HttpContext http, string cache)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = cache;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = policy;
    }

    private static async Task<IResult> AddAsync(
        string number, Guid id, HttpContext http, AddPicture add, CancellationToken cancel)
    {
        if (RatingsApi.TokenOf(http) is not { } token) return RatingsApi.TokenMissing();
        // Whoever may not send one is told before megabytes are read.
        if (await add.MayAsync(number, token, id, cancel) is var may && may != AddPictureStatus.Added)
            return Answer(http, may);
        var (refusal, sent) = await RequestBody.ReadAsync(http, RatingsOptions.PictureBytesMax);
        return refusal ?? Answer(http, await add.RunAsync(number, token, id, sent!, cancel));
    }

    private static IResult Answer(HttpContext http, AddPictureStatus status)
    {
        if (status == AddPictureStatus.Busy) http.Response.Headers.RetryAfter = "5";
        return status switch
        {
            AddPictureStatus.Added or AddPictureStatus.AlreadyThere => TypedResults.NoContent(),
            AddPictureStatus.UnknownRating => Problem.NotFound("rating of this order"),
            AddPictureStatus.Off => RatingsApi.Conflict("pictures-off", "This shop takes no pictures of buyers."),
            AddPictureStatus.NotAPicture => Problem.Of(
                StatusCodes.Status415UnsupportedMediaType, "not-a-picture", "It is no whole JPEG, PNG or WebP file."),
            AddPictureStatus.TooManyPixels => Problem.Of(
                StatusCodes.Status413PayloadTooLarge, "too-many-pixels", "The picture has too many pixels."),
            AddPictureStatus.TooMany => RatingsApi.Conflict(
                "too-many", $"A rating has at most {RatingsOptions.PicturesMax} pictures."),
            AddPictureStatus.Busy => Problem.Of(
                StatusCodes.Status503ServiceUnavailable, "busy", "Others' pictures come first. Try again in a moment."),
        };
    }

    private static async Task<IResult> RemoveAsync(
        string number, Guid id, Guid picture, HttpContext http, AddPicture add, CancellationToken cancel)
    {
        if (RatingsApi.TokenOf(http) is not { } token) return RatingsApi.TokenMissing();
        return await add.RemoveAsync(number, token, id, picture, cancel)
            ? TypedResults.NoContent()
            : Problem.NotFound("picture of this rating");
    }
}
