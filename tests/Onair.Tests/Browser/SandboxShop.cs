using Microsoft.AspNetCore.Builder;
using Onair.Host.Cli;
using Onair.Host.Web;
using Onair.Sandbox;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Browser;

/// <summary>The sample shop with the sandbox gateway beside it, as <c>./run</c> starts them.</summary>
public sealed class SandboxShop : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("onair-sandbox-").FullName;
    private WebApplication? app;
    private SandboxHost? sandbox;

    /// <summary>More settings of the shop: <c>--Onair:Orders:Hold=00:00:02</c>.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public Uri Url { get; private set; } = null!;

    public IServiceProvider Services => app!.Services;

    public SandboxHost Sandbox => sandbox!;

    public async ValueTask InitializeAsync()
    {
        Url = new Uri($"http://127.0.0.1:{LoopbackPort.Free()}");
        sandbox = SandboxHost.Build(
            [
                "--toss-webhook", new Uri(Url, "/api/v1/payments/notices/toss").AbsoluteUri,
                "--inicis-notice", new Uri(Url, "/api/v1/payments/notices/inicis").AbsoluteUri,
            ],
            TimeProvider.System);
        await sandbox.StartAsync();
        string[] settings =
        [
            "--Onair:Data=" + folder, "--Logging:LogLevel:Default=Warning",
            .. SandboxProcess.Settings(new Uri(sandbox.Url + "/")), .. Settings,
        ];
        app = ShopHost.Build(settings, Url.AbsoluteUri.TrimEnd('/'));
        await app.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await app!.StopAsync();
        await app.DisposeAsync();
        await sandbox!.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
