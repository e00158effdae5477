using Scalar.AspNetCore;

namespace Onair.Host.Web;

/// <summary>OpenAPI 3.1 at <c>/openapi/v1.json</c>, and a page to read and try it at <c>/reference</c>.</summary>
internal static class ApiReference
{
    // The reference is a bundled script with inline styles; it may load nothing from elsewhere.
    private const string policy =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        + "frame-ancestors 'none'";

    public static IServiceCollection AddApiReference(this IServiceCollection services) =>
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Onair";
            document.Info.Version = "1";
            document.Info.Description = "Orders, stock and payments of a live-commerce shop. Amounts are integer won, "
                + "VAT included; times are UTC.";
            return Task.CompletedTask;
        }));

    public static void MapApiReference(this WebApplication app)
    {
        // It is made of the routes, at some cost, and is what it is until the next release.
        var document = app.MapOpenApi();
        document.CacheOutput(kept => kept.Expire(TimeSpan.FromHours(1)).SetVaryByQuery([]));
        document.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "public, max-age=300";
            return await next(context);
        });
        var page = app.MapScalarApiReference("/reference", options => options
            .WithTitle("Onair API")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .DisableMcp()
            .HideDeveloperTools()
            .HideClientButton());
        page.AddEndpointFilter(async (context, next) =>
        {
            context.HttpContext.Response.Headers.ContentSecurityPolicy = policy;
            return await next(context);
        });
    }
}
