using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Onair.Payments;
using Onair.Payments.Inicis;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>A server at the world's edge that plays recorded shapes, and the provider that talks to it.</summary>
internal sealed class InicisGateway : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly ServiceProvider services;

    private InicisGateway(WebApplication server, ServiceProvider services)
    {
        this.server = server;
        this.services = services;
    }

    public IPaymentProvider Provider => services.GetRequiredService<IEnumerable<IPaymentProvider>>()
        .Single(p => p.Name == InicisProvider.InicisName);

    public ConcurrentQueue<(string Path, string Body)> Asked { get; } = new();

    public ConcurrentDictionary<string, Queue<string>> Answers { get; } = new();

    public Func<string, Dictionary<string, string>, string>? OnAsked { get; set; }

    public static Dictionary<string, string?> Settings(string address, string charset = "utf-8") => new()
    {
        ["Onair:Payments:Inicis:Mid"] = "INIpayTest",
        ["Onair:Payments:Inicis:SignKey"] = "c2FuZGJveC1zaWduLWtleS0wMDAx",
        ["Onair:Payments:Inicis:ApiKey"] = "sandboxIniApiKey",
        ["Onair:Payments:Inicis:ApiIv"] = "sandboxiv0000016",
        ["Onair:Payments:Inicis:MobileHashKey"] = "c2FuZGJveC1oYXNoLWtleS0wMDAx",
        ["Onair:Payments:Inicis:ClientIp"] = "203.0.113.9",
        ["Onair:Payments:Inicis:Charset"] = charset,
        ["Onair:Payments:Inicis:ApiUrl"] = address + "/",
        ["Onair:Payments:Inicis:Centers:fc:Pc"] = address + "/fc/",
        ["Onair:Payments:Inicis:Centers:fc:Mobile"] = address + "/fc/",
        ["Onair:Payments:Inicis:Centers:ks:Pc"] = address + "/ks/",
        ["Onair:Payments:Inicis:Centers:ks:Mobile"] = address + "/ks/",
    };

    public static async Task<InicisGateway> StartAsync(string charset = "utf-8")
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listening = builder.Build();
        InicisGateway? self = null;
        listening.Run(context => self!.AnswerAsync(context, charset));
        await listening.StartAsync();
        var provided = Build(Settings(listening.Urls.First(), charset));
        return self = new InicisGateway(listening, provided);
    }

    public static ServiceProvider Build(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())
        .AddSingleton<TimeProvider>(new FakeTimeProvider(TestDatabase.Start))
        .AddLogging()
        .AddPayments()
        .BuildServiceProvider(validateScopes: true);

    public string Address => server.Urls.First();

    public void Says(string path, params string[] bodies) => Answers[path] = new Queue<string>(bodies);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await server.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context, string charset)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.ASCII);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var path = context.Request.Path.Value!;
        Asked.Enqueue((path, body));
        var encoding = InicisText.Find(charset)!;
        var answer = OnAsked?.Invoke(path, InicisText.Pairs(body, encoding) ?? []);
        if (answer is null && Answers.TryGetValue(path, out var answers) && answers.Count > 0) answer = answers.Dequeue();
        if (answer is null)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        context.Response.ContentType = $"text/plain; charset={charset}";
        await context.Response.Body.WriteAsync(encoding.GetBytes(answer), context.RequestAborted);
    }
}
