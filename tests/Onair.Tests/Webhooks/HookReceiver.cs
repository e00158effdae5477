using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Onair.Tests.Webhooks;

/// <summary>What a receiver got.</summary>
internal sealed record ReceivedHook(string Id, string Timestamp, string Signature, string Body);

/// <summary>Somebody outside who is told: a web server on the loopback whose answers the test chooses.</summary>
internal sealed class HookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;

    private HookReceiver(WebApplication app)
    {
        this.app = app;
        app.MapPost("/hook", TakeAsync);
    }

    public ConcurrentQueue<ReceivedHook> Received { get; } = new();

    public int Answer { get; set; } = 200;

    /// <summary>Where a redirect leads; the receiver answers with it when it is set.</summary>
    public string? Location { get; set; }

    public string Url => app.Urls.First() + "/hook";

    public static async Task<HookReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var receiver = new HookReceiver(builder.Build());
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Received.Enqueue(new ReceivedHook(
            http.Request.Headers["webhook-id"].ToString(), http.Request.Headers["webhook-timestamp"].ToString(),
            http.Request.Headers["webhook-signature"].ToString(), await reader.ReadToEndAsync()));
        if (Location is not null) http.Response.Headers.Location = Location;
        http.Response.StatusCode = Answer;
    }
}
