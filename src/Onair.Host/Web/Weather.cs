using System.Data.Common;
using Onair.Primitives;

namespace Onair.Host.Web;

/// <summary>
/// The HTTP edge, one of the two places that catch exceptions (the other is the job loop). Weather (database, disk,
/// network) is 503 with Retry-After; what should be impossible is 500 and an error in the log.
/// </summary>
internal sealed partial class Weather(RequestDelegate next, ILogger<Weather> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The sender is gone: there is nobody to tell.
        }
        catch (BadHttpRequestException error) when (!http.Response.HasStarted)
        {
            await Problem.Of(error.StatusCode, "bad-request", "The request is not valid HTTP for this address.")
                .ExecuteAsync(http);
        }
        catch (Exception error) when (!http.Response.HasStarted && IsWeather(error))
        {
            LogWeather(logger, http.Request.Method, error);
            http.Response.Headers.RetryAfter = "2";
            await Problem.Of(
                StatusCodes.Status503ServiceUnavailable,
                "unavailable",
                "The shop cannot do this right now. Try again; asking twice is safe with the same Idempotency-Key.")
                .ExecuteAsync(http);
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            LogImpossible(logger, http.Request.Method, error);
            await Problem.Of(StatusCodes.Status500InternalServerError, "error", "Something went wrong on our side.")
                .ExecuteAsync(http);
        }
    }

    private static bool IsWeather(Exception error) => error is DbException or IOException or TimeoutException
        or OperationCanceledException or System.Threading.Channels.ChannelClosedException or ObjectDisposedException;

    // The path may hold an order number, which is not for logs.
    [LoggerMessage(2000, LogLevel.Warning, "{Method} met bad weather")]
    private static partial void LogWeather(ILogger logger, string method, Exception error);

    [LoggerMessage(2001, LogLevel.Error, "{Method} failed")]
    private static partial void LogImpossible(ILogger logger, string method, Exception error);
}
