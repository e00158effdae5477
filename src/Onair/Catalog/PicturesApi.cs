using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Onair.Catalog.Pictures;
using Onair.Primitives;

namespace Onair.Catalog;

/// <summary>The sample's drawings: <see cref="SamplePictures"/>.</summary>
public static class PicturesApi
{
    /// <summary>Whatever a drawing holds, it runs nothing and fetches nothing.</summary>
    private const string policy = "default-src 'none'; style-src 'unsafe-inline'";

    /// <summary><c>GET /pictures/{name}.svg</c>, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapPictures(this IEndpointRouteBuilder shop)
    {
        shop.MapMethods("/pictures/{name}.svg", [HttpMethods.Get, HttpMethods.Head], ShowAsync)
            .ExcludeFromDescription();
        shop.MapProductPictures();
        return shop;
    }

    /// <summary><c>GET /pictures/{digest}.webp</c>: what staff sent; by its digest it is the same for ever.</summary>
    public static RouteHandlerBuilder MapProductPictures(this IEndpointRouteBuilder shop) =>
        shop.MapMethods("/pictures/{name}.webp", [HttpMethods.Get, HttpMethods.Head], ShowSentAsync)
            .ExcludeFromDescription();

    private static async Task<IResult> ShowSentAsync(
        HttpContext http, AddProductPicture pictures, CancellationToken cancel)
    {
        if (await pictures.FindAsync(http.Request.Path.Value!, cancel) is not { } content)
            return Problem.NotFound("picture");
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = policy;
        return TypedResults.Bytes(content, "image/webp");
    }

    private static async Task ShowAsync(HttpContext http, IOptions<CatalogOptions> options)
    {
        var path = http.Request.Path.Value!;
        if (SamplePictures.Find(path) is not { } picture)
        {
            await Problem.NotFound("picture").ExecuteAsync(http);
            return;
        }

        var headers = http.Response.Headers;
        // By its plain name a release may redraw it.
        headers.CacheControl = path == picture.Address
            ? "public, max-age=31536000, immutable"
            : $"public, max-age={options.Value.PictureMaxAgeSeconds}";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = policy;
        var isSmall = Encodings.TakeBrotli(http.Request);
        if (Etag.Matches(http, new EntityTagHeaderValue($"\"{picture.Digest}{(isSmall ? "-br" : "")}\"")))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        if (isSmall) headers.ContentEncoding = Encodings.Brotli;
        var body = isSmall ? picture.Small : picture.Bytes;
        http.Response.ContentType = "image/svg+xml";
        http.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(http.Request.Method)) await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }
}
