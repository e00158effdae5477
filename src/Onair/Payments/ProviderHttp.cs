using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Polly;
using Polly.Retry;

namespace Onair.Payments;

/// <summary>What a provider's HTTP client is made of.</summary>
/// <param name="Address">Requests may be relative to it; null for a provider with several hosts.</param>
/// <param name="ConnectionsMax">Open at a time and host: the provider's <see cref="IPaymentProvider.ConcurrencyMax"/>.
/// </param>
/// <param name="ResponseBytesMax">A longer answer fails the call, and what it was about counts as unknown.</param>
internal sealed record ProviderHttpLimits(Uri? Address, int ConnectionsMax, int ResponseBytesMax);

/// <summary>
/// HTTP to gateways. A call is repeated here only when that cannot move money twice: a GET, or a call whose connection
/// was never made. Whatever else fails is told to the caller as it is.
/// </summary>
internal static class ProviderHttp
{
    /// <summary>
    /// A gateway that takes longer for the handshake is behind a closed firewall, or will not be in time either.
    /// </summary>
    private static readonly TimeSpan connectWait = TimeSpan.FromSeconds(3);

    /// <summary>A gateway that moves to another site does so by DNS, which a pooled connection never asks again.</summary>
    private static readonly TimeSpan connectionAgeMax = TimeSpan.FromMinutes(5);

    /// <summary>Long enough for a listener that restarts, short beside the timeout of the call around it.</summary>
    private static readonly TimeSpan retryWait = TimeSpan.FromMilliseconds(200);

    /// <summary>Repeats here and not one more: the payment's own job asks again for as long as it takes.</summary>
    private const int retriesMax = 2;

    private const int headerKilobytesMax = 32;

    /// <summary>
    /// A named client without redirects, cookies or a proxy from the environment: each would take keys to a place that
    /// nobody wrote down. It has no loggers, as addresses and headers are not for logs, and no timeout of its own:
    /// callers bring a token.
    /// </summary>
    public static IHttpClientBuilder AddProviderHttp(
        this IServiceCollection services, string name, Func<IServiceProvider, ProviderHttpLimits> limitsOf)
    {
        var builder = services.AddHttpClient(name)
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .ConfigureHttpClient((provided, client) =>
            {
                var limits = limitsOf(provided);
                client.BaseAddress = limits.Address;
                client.MaxResponseContentBufferSize = limits.ResponseBytesMax;
                client.Timeout = Timeout.InfiniteTimeSpan;
            })
            .ConfigurePrimaryHttpMessageHandler(provided => Connections(limitsOf(provided)));
        builder.AddResilienceHandler("repeat", (pipeline, context) =>
        {
            pipeline.TimeProvider = context.ServiceProvider.GetRequiredService<TimeProvider>();
            pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = retriesMax,
                Delay = retryWait,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = tried => ValueTask.FromResult(
                    !tried.Context.CancellationToken.IsCancellationRequested
                    && MayRepeat(
                        tried.Context.GetRequestMessage()?.Method,
                        tried.Outcome.Exception,
                        tried.Outcome.Result?.StatusCode)),
            });
        });
        return builder;
    }

    /// <summary>Pure: repeating this call cannot do anything twice, and may help.</summary>
    public static bool MayRepeat(HttpMethod? method, Exception? error, HttpStatusCode? status) =>
        WasNotSent(error)
        || (method == HttpMethod.Get && (error is HttpRequestException || status >= HttpStatusCode.InternalServerError));

    /// <summary>
    /// Pure: the failed call never left this machine, so that nothing can have happened. False means that it may have
    /// been sent, and that its outcome is unknown. A connect timeout comes as a cancellation with a timeout inside; the
    /// client has no other timeout of its own, and a cancelled token has none inside.
    /// </summary>
    public static bool WasNotSent(Exception? error) => error switch
    {
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError
                or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError,
        } => true,
        OperationCanceledException { InnerException: TimeoutException } => true,
        _ => false,
    };

    private static SocketsHttpHandler Connections(ProviderHttpLimits limits) => new()
    {
        ConnectTimeout = connectWait,
        PooledConnectionLifetime = connectionAgeMax,
        MaxConnectionsPerServer = limits.ConnectionsMax,
        MaxResponseHeadersLength = headerKilobytesMax,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
    };
}
