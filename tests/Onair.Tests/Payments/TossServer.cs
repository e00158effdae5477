using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Onair.Payments;
using Onair.Payments.Toss;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>A request as it stood on the wire.</summary>
internal sealed record TossRequest(
    string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>
/// Plays recorded answers of Toss on a loopback port, one after the other, and keeps what it was asked. It has no
/// rules: the sandbox has those.
/// </summary>
internal sealed class TossServer : IAsyncDisposable
{
    public const string Secret = "test_sk_firstsecretkey00";
    public const string SecondSecret = "test_sk_secondsecretkey0";
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();
    private readonly List<ServiceProvider> shops = [];

    private TossServer(WebApplication app)
    {
        this.app = app;
        app.Run(AnswerAsync);
    }

    public List<TossRequest> Requests { get; } = [];

    /// <summary>Everything that was logged, with exceptions.</summary>
    public ConcurrentQueue<string> Logs { get; } = new();

    public string Url =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<TossServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new TossServer(builder.Build());
        await server.app.StartAsync();
        return server;
    }

    public TossServer Plays(string json, int status = 200) => Plays(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-tosspayments-trace-id"] = "trace-1";
        await context.Response.WriteAsync(json);
    });

    public TossServer Plays(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    /// <summary>{"code":..., "message":...}</summary>
    public TossServer Refuses(string code, int status) =>
        Plays($$"""{"code":"{{code}}","message":"a message","data":null}""", status);

    /// <summary>A shop's own provider that speaks to this server, or to another address.</summary>
    public TossProvider Provider(string? url = null, Dictionary<string, string?>? more = null)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Onair:Payments:Toss:ClientKey"] = "test_ck_clientkey0000",
            ["Onair:Payments:Toss:SecretKey"] = Secret,
            ["Onair:Payments:Toss:ApiAddress"] = url ?? Url,
        };
        foreach (var (key, value) in more ?? []) settings["Onair:Payments:Toss:" + key] = value;
        var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
            .AddSingleton<TimeProvider>(new SteadyClock())
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new Listener(Logs)))
            .AddPayments()
            .BuildServiceProvider();
        shops.Add(services);
        return (TossProvider)services.GetRequiredService<PaymentProviders>().Find("toss")!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in shops) await shop.DisposeAsync();
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Add(new TossRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(
                h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        if (answers.TryDequeue(out var answer)) await answer(context);
        else context.Response.StatusCode = StatusCodes.Status418ImATeapot;
    }

    /// <summary>It is always the same moment; timers run, as real sockets do.</summary>
    private sealed class SteadyClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => TestDatabase.Start + TimeSpan.FromMinutes(1);
    }

    private sealed class Listener(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
