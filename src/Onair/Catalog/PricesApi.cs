using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;
using Onair.Storage;
using Json = Onair.Catalog.PricesJson;

namespace Onair.Catalog;

/// <summary>
/// What a merchandiser changes while a broadcast runs. These routes know nobody's sign-in: whoever maps them puts a
/// lock before them.
/// </summary>
public static class PricesApi
{
    private const int bodyBytesMax = 1024;
    private const string address = "/variants/{sku}/price";

    public static IEndpointRouteBuilder MapPrices(this IEndpointRouteBuilder api)
    {
        api.MapGet(address, ShowAsync)
            .WithName("ShowPrice").WithTags("Prices").WithSummary("What a variant costs now")
            .Produces<PriceBody>().Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(401).ProducesProblem(404);
        api.MapPut(address, ChangeAsync)
            .WithName("ChangePrice").WithTags("Prices").WithSummary("Set what a variant costs from now on")
            .WithDescription(
                "Orders that saw another price are told so. Without listPrice there is none. If-Match with the price's "
                + "ETag guards against another's change.")
            .Accepts<ChangePriceBody>("application/json")
            .Produces<PriceBody>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404).ProducesProblem(412)
            .ProducesProblem(413).ProducesProblem(415);
        return api;
    }

    private static async Task<IResult> ShowAsync(
        string sku, HttpContext http, ChangePrice prices, Database database, CancellationToken cancel)
    {
        if (await database.ReadAsync(open => prices.ShowAsync(open, sku, cancel), cancel) is not { } price)
            return Problem.NotFound("variant");
        http.Response.Headers.CacheControl = "private, no-cache";
        return Etag.Matches(http, TagOf(price))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(price, Json.Default.PriceBody);
    }

    private static async Task<IResult> ChangeAsync(
        string sku, HttpContext http, ChangePrice prices, Database database, CancellationToken cancel)
    {
        var (refusal, (body, errors)) =
            await RequestBody.ParseAsync(http, bodyBytesMax, mayBeEmpty: false, ReadBody);
        if (refusal is not null) return refusal;
        if (!IsTag(http, out var tag)) errors.Add(new FieldError("If-Match", "must be an ETag of this price"));
        if (errors.Count > 0) return Problem.Invalid(errors);
        var (status, now) = await database.WriteAsync(
            async open =>
            {
                // The look and the change are one transaction, behind the lock that every change of the catalog takes.
                await prices.LockAsync(open, cancel);
                var before = await prices.ShowAsync(open, sku, cancel);
                if (before is not null && tag is not null && tag != TagOf(before).Tag)
                    return (ChangePriceStatus.OtherVersion, before);
                var changed = await prices.RunAsync(open, sku, body.Price, body.ListPrice, cancel);
                return (changed, await prices.ShowAsync(open, sku, cancel));
            },
            cancel);
        if (now is not null) http.Response.GetTypedHeaders().ETag = TagOf(now);
        return status switch
        {
            ChangePriceStatus.Changed or ChangePriceStatus.Unchanged =>
                TypedResults.Json(now!, Json.Default.PriceBody),
            ChangePriceStatus.UnknownVariant => Problem.NotFound("variant"),
            ChangePriceStatus.Invalid =>
                Problem.Invalid([new FieldError("listPrice", "must not be below the price")]),
            ChangePriceStatus.OtherVersion => Problem.Of(
                StatusCodes.Status412PreconditionFailed, "changed", "The price changed since you looked at it."),
        };
    }

    private static (ChangePriceBody Body, List<FieldError> Errors) ReadBody(ReadOnlySequence<byte> bytes)
    {
        var errors = new List<FieldError>();
        var price = 0L;
        long? listPrice = null;
        var fields = new JsonFields(bytes, errors);
        if (!fields.Open()) return (new ChangePriceBody(0, null), errors);
        var seen = default(SeenFields);
        while (fields.Next(ref seen, "", out var field))
        {
            if (field == "price") price = fields.Integer(field, 0, Price.AmountMax);
            else if (field == "listPrice") listPrice = fields.Integer(field, 0, Price.AmountMax);
            else fields.Unknown(field);
        }

        if (fields.Close() && !seen.Has("price")) errors.Add(new FieldError("price", "is missing"));
        return (new ChangePriceBody(price, listPrice), errors);
    }

    /// <summary>A list price of its own makes no version, so it stands in the tag beside it.</summary>
    private static EntityTagHeaderValue TagOf(PriceBody price) => new(
        price.ListPrice is { } list ? $"\"{price.Version}-{list}\"" : $"\"{price.Version}\"");

    /// <summary>One strong tag, or none, or the star.</summary>
    private static bool IsTag(HttpContext http, out string? tag)
    {
        tag = null;
        var sent = http.Request.Headers.IfMatch;
        if (sent.Count == 0 || sent == "*") return true;
        if (!EntityTagHeaderValue.TryParse(sent.ToString(), out var parsed) || parsed.IsWeak) return false;
        tag = parsed.Tag.ToString();
        return true;
    }
}
