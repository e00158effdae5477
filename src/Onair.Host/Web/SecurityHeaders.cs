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
        // Also where a cache answers for the page: a browser takes what comes with a 304 for the page's own.
        headers.ContentSecurityPolicy = http.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>()?.Text ?? nothing;
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        return next(http);
    }
}

/// <summary>The policy of an endpoint's pages, as metadata.</summary>
internal sealed record ContentPolicy(string Text);
