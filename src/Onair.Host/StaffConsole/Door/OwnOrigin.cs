namespace Onair.Host.StaffConsole.Door;

/// <summary>
/// Forms and live connections of other pages are refused, also of pages at the same host on another port, which cookies
/// do not tell apart: what a browser says by itself has to name this console.
/// </summary>
internal sealed class OwnOrigin(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        var isReading = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var isLive = request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal);
        if ((isReading && !isLive) || IsOwn(request, isLive)) return next(http);
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static bool IsOwn(HttpRequest request, bool isLive)
    {
        if (request.Headers.Origin is [{ Length: > 0 } text])
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var origin)
                && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
        }

        // A browser names the origin of every form and of every WebSocket; of a read from the same page it may not.
        return isLive && HttpMethods.IsGet(request.Method) && request.Headers.Upgrade.Count == 0
            && request.Headers["Sec-Fetch-Site"] is [] or ["same-origin"];
    }
}
