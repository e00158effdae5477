using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Onair.Orders;
using Onair.Payments.Inbox;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Simulation.Storm;

/// <summary>The shop's door for notices, on a port of its own; the rooms behind it may die and come back.</summary>
internal sealed class StormDoor : IAsyncDisposable
{
    private readonly WebApplication app;

    private StormDoor(WebApplication app) => this.app = app;

    public Uri Url => new(app.Urls.First());

    public Uri NoticeUrl(string provider) => new(Url, $"{OpenWindows.NoticePath}/{provider}");

    public static async Task<StormDoor> OpenAsync(Shop shop)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        // Asked for each notice: after a crash it is another one.
        builder.Services.AddTransient(_ => shop.Get<NoticeDoor>());
        var door = new StormDoor(builder.Build());
        door.app.MapGroup("/api/v1").MapPaymentNotices();
        await door.app.StartAsync();
        return door;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();
}
