using Microsoft.Extensions.Primitives;

namespace Onair.Host.Web;

/// <summary>
/// Who may keep an answer: what says nothing of it is kept by nobody, and neither is what went wrong. A refusal of this
/// moment must not stand for the next one, and a 404 may be kept by any cache that is not told otherwise (RFC 9111).
/// </summary>
internal sealed class Freshness(RequestDelegate next)
{
    private const string nobody = "no-store";

    public Task InvokeAsync(HttpContext http)
    {
        http.Response.OnStarting(
            static state =>
            {
                Settle((HttpResponse)state);
                return Task.CompletedTask;
            },
            http.Response);
        return next(http);
    }

    private static void Settle(HttpResponse response)
    {
        var said = response.Headers.CacheControl;
        var isWrong = response.StatusCode >= StatusCodes.Status400BadRequest;
        if (StringValues.IsNullOrEmpty(said)
            || (isWrong && !said.ToString().Contains(nobody, StringComparison.Ordinal)))
            response.Headers.CacheControl = nobody;
    }
}
