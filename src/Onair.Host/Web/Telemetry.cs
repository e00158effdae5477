using System.Diagnostics;
using Onair.Signals;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Onair.Host.Web;

/// <summary>
/// Metrics at <c>/metrics</c> always; metrics and traces to an OTLP collector when the standard environment variables
/// name one (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).
/// </summary>
internal static class Telemetry
{
    public static IServiceCollection AddShopTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var exports = configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 };
        var telemetry = services.AddOpenTelemetry();
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(ShopSignals.Name, "Microsoft.AspNetCore.Server.Kestrel").AddRuntimeInstrumentation()
                .AddPrometheusExporter();
            if (exports) metrics.AddMeter("Microsoft.AspNetCore.Hosting", "Npgsql").AddOtlpExporter();
        });
        if (exports)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(ShopSignals.Name)
                .AddAspNetCoreInstrumentation(web => web.EnrichWithHttpResponse = HideTokens)
                .AddSource("Npgsql")
                .AddOtlpExporter());
        }

        return services;
    }

    /// <summary>Addresses of an order and of the way back from a window open it: the route tells enough.</summary>
    private static void HideTokens(Activity activity, HttpResponse response)
    {
        if (response.HttpContext.GetEndpoint() is RouteEndpoint { RoutePattern: { } pattern }
            && pattern.GetParameter("token") is not null)
        {
            activity.SetTag("url.path", "/" + pattern.RawText?.TrimStart('/'));
            activity.SetTag("url.query", null);
        }
    }
}
