using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Checkout;
using Onair.Orders;
using Onair.Ratings;

namespace Onair.Host.Storefront.Ratings;

/// <summary>The forms that bring a picture and take one away: the only ones of this shop that have files.</summary>
internal static class RatingPictureFormsApi
{
    /// <summary>What a form puts around its file.</summary>
    private const int aroundBytesMax = 16 * 1024;

    private const int bytesMax = RatingsOptions.PictureBytesMax + aroundBytesMax;

    /// <summary>Under the address of one's own rating.</summary>
    public static void MapRatingPictureForms(this RouteGroupBuilder own)
    {
        own.MapPost("/pictures", AddAsync).WithMetadata(new RequestSizeLimitAttribute(bytesMax));
        own.MapGet("/pictures/{picture:guid}", ShowAsync);
        own.MapPost("/pictures/{picture:guid}/remove", RemoveAsync);
    }

    private static async Task<IResult> AddAsync(
        string number,
        string token,
        int line,
        HttpContext http,
        OrderPages orders,
        ShowOwnRatings own,
        AddPicture add,
        IOptions<RatingsOptions> options,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await FindAsync(orders, own, number, token, line, cancel) is not var (order, found)
            || found.Rating is not { } rating)
            return StorefrontApi.NotFound(visit);
        var may = await add.MayAsync(number, token, rating.Id, cancel);
        var (sent, isTooLarge) = may == AddPictureStatus.Added ? await ReadAsync(http.Request, cancel) : ([], false);
        if (isTooLarge) return Refuse(visit.RatingWords.PictureTooLarge, StatusCodes.Status413PayloadTooLarge);
        var status = may == AddPictureStatus.Added ? await add.RunAsync(number, token, rating.Id, sent, cancel) : may;
        return status switch
        {
            AddPictureStatus.Added or AddPictureStatus.AlreadyThere =>
                SeeOther.At(http, RatingPagesApi.AddressOf(visit, number, token, line)),
            AddPictureStatus.UnknownRating or AddPictureStatus.Off => StorefrontApi.NotFound(visit),
            AddPictureStatus.NotAPicture =>
                Refuse(visit.RatingWords.WrongPicture, StatusCodes.Status415UnsupportedMediaType),
            AddPictureStatus.TooManyPixels =>
                Refuse(visit.RatingWords.PictureTooLarge, StatusCodes.Status413PayloadTooLarge),
            AddPictureStatus.TooMany => Refuse(visit.RatingWords.PicturesFull, StatusCodes.Status409Conflict),
            AddPictureStatus.Busy => Refuse(visit.RatingWords.BusyNow, StatusCodes.Status503ServiceUnavailable),
        };

        IResult Refuse(string text, int code) => RatingPagesApi.Page(
            visit, order, token, found, RatingForm.Of(rating), [new CheckoutError(RatingForm.PictureField, text)],
            options.Value, code);
    }

    /// <summary>The one file of the form; empty when there is none.</summary>
    private static async Task<(byte[] Sent, bool IsTooLarge)> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasFormContentType) return ([], false);
        if (request.ContentLength > bytesMax) return ([], true);
        var limits = new FormOptions
        {
            MultipartBodyLengthLimit = RatingsOptions.PictureBytesMax,
            ValueCountLimit = 4,
            ValueLengthLimit = aroundBytesMax,
        };
        try
        {
            var form = await request.ReadFormAsync(limits, cancel);
            if (form.Files.Count != 1) return ([], false);
            var sent = new byte[form.Files[0].Length];
            await using var file = form.Files[0].OpenReadStream();
            await file.ReadExactlyAsync(sent, cancel);
            return (sent, false);
        }
        catch (InvalidDataException)
        {
            return ([], true);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ([], true);
        }
    }

    private static async Task<IResult> ShowAsync(
        string number,
        string token,
        int line,
        Guid picture,
        HttpContext http,
        OrderPages orders,
        ShowOwnRatings own,
        ReadPictures read,
        CancellationToken cancel) =>
        await FindAsync(orders, own, number, token, line, cancel) is var (_, found) && found.Rating is { } rating
            ? RatingPicturesApi.Private(http, await read.OfRatingAsync(rating.Id, picture, cancel))
            : StorefrontApi.NotFound(Visit.Of(http.Request));

    private static async Task<IResult> RemoveAsync(
        string number,
        string token,
        int line,
        Guid picture,
        HttpContext http,
        OrderPages orders,
        ShowOwnRatings own,
        AddPicture add,
        CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        if (await FindAsync(orders, own, number, token, line, cancel) is not var (_, found)
            || found.Rating is not { } rating)
            return StorefrontApi.NotFound(visit);
        // Sent twice it is gone once.
        await add.RemoveAsync(number, token, rating.Id, picture, cancel);
        return SeeOther.At(http, RatingPagesApi.AddressOf(visit, number, token, line));
    }

    private static async Task<(Order Order, OwnRating Own)?> FindAsync(
        OrderPages orders, ShowOwnRatings own, string number, string token, int line, CancellationToken cancel) =>
        await orders.FindAsync(number, token, cancel) is { } shown
        && await RatingPagesApi.FindAsync(own, shown.Order, line, cancel) is { } found
            ? (shown.Order, found)
            : null;
}
