using Onair.Ratings;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Pictures of buyers for who moderates them, whatever state their rating is in.</summary>
internal static class RatingPicturesDesk
{
    public static void MapRatingPictures(this IEndpointRouteBuilder console) =>
        console.MapGet("/ratings/{id:guid}/pictures/{picture:guid}", ShowAsync)
            .RequireAuthorization(nameof(StaffRight.ModerateRatings)).ExcludeFromDescription();

    private static async Task<IResult> ShowAsync(
        Guid id, Guid picture, HttpContext http, ReadPictures read, CancellationToken cancel)
    {
        if (await read.OfRatingAsync(id, picture, cancel) is not { } found) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(found.Content, "image/webp");
    }
}
