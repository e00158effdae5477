using Microsoft.AspNetCore.Http.HttpResults;

namespace Onair.Host.Storefront;

/// <summary>Answers for people where a program would get problem details: the same status, as a page.</summary>
internal static class PersonalAnswer
{
    private static readonly PathString[] forPrograms = ["/api", "/health", "/metrics", "/openapi", "/assets"];

    /// <summary>True when a browser asked for a page.</summary>
    public static bool IsWanted(HttpRequest request) =>
        !Array.Exists(forPrograms, path => request.Path.StartsWithSegments(path, StringComparison.Ordinal))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    public static Task NotFoundAsync(HttpContext http)
    {
        Protect(http);
        return StorefrontApi.NotFound(Visit.Of(http.Request)).ExecuteAsync(http);
    }

    /// <param name="http">Has not begun to answer.</param>
    /// <param name="status">500 or 503.</param>
    /// <param name="number">What the log has of it.</param>
    public static Task TroubleAsync(HttpContext http, int status, string number)
    {
        Protect(http);
        var visit = Visit.Of(http.Request);
        // What was posted cannot be opened again by a link.
        var again = HttpMethods.IsGet(http.Request.Method)
            ? http.Request.Path.Value + http.Request.QueryString.Value
            : visit.Link("/");
        return new RazorComponentResult<TroublePage>(new { Visit = visit, Number = number, Again = again })
        {
            StatusCode = status,
        }.ExecuteAsync(http);
    }

    private static void Protect(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = StorefrontApi.Policy;
        http.Response.Headers.CacheControl = "no-store";
    }
}
