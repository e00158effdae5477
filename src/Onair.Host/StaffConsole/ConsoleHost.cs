using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using Onair.Host.StaffConsole.Control;
using Onair.Host.StaffConsole.Desks;
using Onair.Host.StaffConsole.Door;
using Onair.Host.StaffConsole.Planning;
using Onair.Host.Web;
using Onair.Storage;

namespace Onair.Host.StaffConsole;

/// <summary>
/// The staff's half of the shop: a web server of its own in the shop's process, with its own port, limits and pages,
/// over the very same rooms. When shoppers take every connection that the shop has, the producer still gets in.
/// See docs/adr/0021-console.md.
/// </summary>
internal static class ConsoleHost
{
    /// <summary>For interactive pages: styles are set by the components, scripts are ours alone.</summary>
    private const string policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        + "connect-src 'self'; font-src 'self' data:; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <param name="shop">The rooms.</param>
    /// <param name="url">Where to listen; port 0 takes a free one.</param>
    public static WebApplication Build(IServiceProvider shop, string url)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Configuration.AddConfiguration(shop.GetRequiredService<IConfiguration>());
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(Limits);
        // The shop is what starts, stops and speaks: the console goes with it.
        builder.Services.Replace(ServiceDescriptor.Singleton(shop.GetRequiredService<ILoggerFactory>()));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.AddRoomsOf(shop);
        builder.Services.AddProtectionKeys();
        builder.Services.AddConsole();

        var app = builder.Build();
        app.Use(HeadersAsync);
        app.Use((http, next) => TurnAwayAsync(http, next, app.Lifetime.ApplicationStopping));
        app.UseMiddleware<Freshness>();
        app.UseMiddleware<OwnOrigin>();
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        ConsoleAssets.Map(app);
        app.MapDoor();
        app.MapDeskFiles();
        app.MapCalendar();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(o => o.DisableWebSocketCompression = true);
        return app;
    }

    private static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents(options =>
        {
            // A tablet that goes through a wall finds its page again; more than some dozens of desks there are not.
            options.DisconnectedCircuitRetentionPeriod = TimeSpan.FromMinutes(3);
            options.DisconnectedCircuitMaxRetained = 50;
        });
        // Korean as it is, as in the shop.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddMudServices();
        services.AddCascadingAuthenticationState();
        services.AddStaffDoor();
        services.AddSingleton<ShowMeterRooms>();
        services.AddSingleton<ShowMeters>();
        services.AddScoped<Desk>();
        services.AddScoped<OfferDeeds>();
        services.AddDesks();
        return services;
    }

    private static Task HeadersAsync(HttpContext http, RequestDelegate next)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = policy;
        // A page that names no referrer names no origin with its forms either, and OwnOrigin wants one.
        headers["Referrer-Policy"] = "same-origin";
        headers.XFrameOptions = "DENY";
        return next(http);
    }

    /// <summary>
    /// A page whose connection is ended comes back at once, to a server that still listens for a moment: it would be
    /// let in again, and the server would wait for it until its time to stop is over.
    /// </summary>
    private static Task TurnAwayAsync(HttpContext http, RequestDelegate next, CancellationToken stopping)
    {
        if (!stopping.IsCancellationRequested) return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }

    private static void Limits(WebHostBuilderContext context, KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        // Each desk has one or two.
        kestrel.Limits.MaxConcurrentConnections = 1000;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 500;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    /// <summary>Listens to no signals: the shop does.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
