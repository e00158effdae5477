using System.Data.Common;
using System.Diagnostics;
using Onair.Host.Storefront;
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
            var number = NumberOf(http);
            LogWeather(logger, http.Request.Method, number, error);
            http.Response.Headers.RetryAfter = "2";
            await (PersonalAnswer.IsWanted(http.Request)
                ? PersonalAnswer.TroubleAsync(http, StatusCodes.Status503ServiceUnavailable, number)
                : Problem.Of(
                    StatusCodes.Status503ServiceUnavailable,
                    "unavailable",
                    "The shop cannot do this right now. Try again; asking twice is safe with the same Idempotency-Key.")
                    .ExecuteAsync(http));
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            var number = NumberOf(http);
            LogImpossible(logger, http.Request.Method, number, error);
            await (PersonalAnswer.IsWanted(http.Request)
                ? PersonalAnswer.TroubleAsync(http, StatusCodes.Status500InternalServerError, number)
                : Problem.Of(StatusCodes.Status500InternalServerError, "error", "Something went wrong on our side.")
                    .ExecuteAsync(http));
        }
    }

    /// <summary>The trace, which a customer can quote and the log and the traces have too.</summary>
    private static string NumberOf(HttpContext http) =>
        Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;

    private static bool IsWeather(Exception error) => error is DbException or IOException or TimeoutException
        or OperationCanceledException or System.Threading.Channels.ChannelClosedException or ObjectDisposedException;

    // The path may hold an order number, which is not for logs.
    [LoggerMessage(2000, LogLevel.Warning, "{Method} met bad weather ({Number})")]
    private static partial void LogWeather(ILogger logger, string method, string number, Exception error);

    [LoggerMessage(2001, LogLevel.Error, "{Method} failed ({Number})")]
    private static partial void LogImpossible(ILogger logger, string method, string number, Exception error);
}
