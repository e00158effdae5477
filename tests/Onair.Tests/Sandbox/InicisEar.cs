using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Onair.Payments;

namespace Onair.Tests.Sandbox;

/// <summary>The shop's end of deposit notices.</summary>
internal sealed class InicisEar : IAsyncDisposable
{
    private readonly WebApplication app;

    private InicisEar(WebApplication app) => this.app = app;

    /// <summary>As they came.</summary>
    public ConcurrentQueue<ProviderNotice> Heard { get; } = new();

    /// <summary>What the next ones hear.</summary>
    public string Reply { get; set; } = "OK";

    public string Url => app.Urls.First() + "/";

    public static async Task<InicisEar> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var listening = builder.Build();
        listening.Urls.Add("http://127.0.0.1:0");
        var ear = new InicisEar(listening);
        listening.MapPost("/", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            ear.Heard.Enqueue(new ProviderNotice(
                http.Request.ContentType, body.ToArray(), new Dictionary<string, string>(),
                http.Connection.RemoteIpAddress));
            return ear.Reply;
        });
        await listening.StartAsync();
        return ear;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
