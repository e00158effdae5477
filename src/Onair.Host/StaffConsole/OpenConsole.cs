using Microsoft.Extensions.Options;

namespace Onair.Host.StaffConsole;

/// <summary>Opens the console when the shop is open, and closes it before.</summary>
internal sealed class OpenConsole(IServiceProvider shop, IOptions<ConsoleOptions> options)
    : IHostedLifecycleService, IAsyncDisposable
{
    private WebApplication? console;

    /// <summary>Where it listens; null while there is none.</summary>
    public Uri? Url { get; private set; }

    /// <summary>For tests: what it has mapped.</summary>
    internal IServiceProvider? Services => console?.Services;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Url.Length == 0) return;
        console = ConsoleHost.Build(shop, options.Value.Url);
        await console.StartAsync(cancellationToken);
        Url = new Uri(console.Urls.First());
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        if (console is not null) await console.StopAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (console is not null) await console.DisposeAsync();
    }
}
