using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Catalog;

/// <summary>
/// The sample's own drawings. They are parts of the program, so that a shop needs no folder to look good.
/// </summary>
public static class PicturesApi
{
    private const string resources = "Onair.Catalog.Sample.pictures.";

    /// <summary>Whatever a drawing holds, it runs nothing and fetches nothing.</summary>
    private const string policy = "default-src 'none'; style-src 'unsafe-inline'";

    private static readonly HashSet<string> names =
        [.. typeof(PicturesApi).Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(resources, StringComparison.Ordinal))];

    /// <summary><c>GET /pictures/{name}.svg</c>, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapPictures(this IEndpointRouteBuilder shop)
    {
        shop.MapMethods("/pictures/{name}.svg", [HttpMethods.Get, HttpMethods.Head], ShowAsync)
            .ExcludeFromDescription();
        return shop;
    }

    private static async Task ShowAsync(string name, HttpContext http, IOptions<CatalogOptions> options)
    {
        var resource = $"{resources}{name}.svg";
        if (!names.Contains(resource))
        {
            await Problem.NotFound("picture").ExecuteAsync(http);
            return;
        }

        var headers = http.Response.Headers;
        headers.CacheControl = $"public, max-age={options.Value.PictureMaxAgeSeconds}";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = policy;
        // A release may redraw it: the tag is the build's own id.
        var build = typeof(PicturesApi).Module.ModuleVersionId;
        if (Etag.Matches(http, new EntityTagHeaderValue($"\"{build:N}\"")))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await using var picture = typeof(PicturesApi).Assembly.GetManifestResourceStream(resource)!;
        http.Response.ContentType = "image/svg+xml";
        http.Response.ContentLength = picture.Length;
        await picture.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
