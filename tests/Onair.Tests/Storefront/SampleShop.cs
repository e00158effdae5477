using Microsoft.AspNetCore.Builder;
using Onair.Host.Web;

namespace Onair.Tests.Storefront;

/// <summary>The real server with the sample shop, on a free port of this machine.</summary>
public sealed class SampleShop : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("onair-sample-").FullName;
    private WebApplication? app;

    public IServiceProvider Services => app!.Services;

    public HttpClient Client { get; } = new();

    /// <summary>Sees redirects instead of following them.</summary>
    public HttpClient Watcher { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public async ValueTask InitializeAsync()
    {
        app = ShopHost.Build(["--Onair:Data=" + folder, "--Logging:LogLevel:Default=Warning"], "http://127.0.0.1:0");
        await app.StartAsync();
        Client.BaseAddress = Watcher.BaseAddress = new Uri(app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Watcher.Dispose();
        await app!.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
