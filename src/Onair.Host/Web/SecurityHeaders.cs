namespace Onair.Host.Web;

/// <summary>
/// What every answer carries. Pages set a policy of their own before; nothing else may be framed or sniffed.
/// </summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>For answers that are no pages: nothing may be loaded or run from them.</summary>
    private const string nothing = "default-src 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = nothing;
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        return next(http);
    }
}
