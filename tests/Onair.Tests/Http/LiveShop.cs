using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Onair.Catalog;
using Onair.Host.Web;
using Onair.Inventory;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>The whole shop behind a real web server on a free port, workers included, and everything it logs.</summary>
internal sealed class LiveShop : IAsyncDisposable
{
    private readonly TestDatabase home;
    private readonly IReadOnlyList<string> settings;
    private readonly bool ownsHome;
    private readonly LogBook log = new();

    private LiveShop(TestDatabase home, IReadOnlyList<string> settings, WebApplication app, bool ownsHome)
    {
        this.home = home;
        this.settings = settings;
        this.ownsHome = ownsHome;
        App = app;
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public WebApplication App { get; }

    public HttpClient Client { get; private set; } = null!;

    public Database Database => App.Services.GetRequiredService<Database>();

    public IReadOnlyCollection<string> Log => log.Lines;

    /// <summary>The folder of its embedded database.</summary>
    public string Data => home.Options.Data;

    /// <param name="dialect">Which database.</param>
    /// <param name="settings">More configuration: <c>Orders:Intake:QueueMax=4</c>.</param>
    public static async Task<LiveShop> OpenAsync(Dialect dialect, params IReadOnlyList<string> settings) =>
        await StartAsync(await TestDatabase.CreateAsync(dialect), settings, ownsHome: true);

    /// <summary>Another node of the same shop, on the same PostgreSQL; it goes first.</summary>
    public Task<LiveShop> AnotherNodeAsync() => StartAsync(home, settings, ownsHome: false);

    /// <summary>Another node with settings of its own; it goes first.</summary>
    public Task<LiveShop> OpenNodeAsync(params IReadOnlyList<string> own) => StartAsync(home, own, ownsHome: false);

    private static async Task<LiveShop> StartAsync(
        TestDatabase database, IReadOnlyList<string> settings, bool ownsHome)
    {
        string[] arguments =
        [
            database.Dialect == Dialect.Sqlite ? $"--Onair:Data={database.Options.Data}"
                : $"--Onair:Postgres={database.Options.Postgres}",
            "--Onair:Sample=false",
            "--Logging:LogLevel:Default=Trace",
            "--Logging:Console:LogLevel:Default=None",
            .. settings.Select(setting => "--Onair:" + setting),
        ];
        var shop = new LiveShop(
            database, settings, ShopHost.Build(arguments, "http://127.0.0.1:0"), ownsHome);
        await shop.App.StartAsync(Cancel);
        // What a shop on another machine would send: no redirects, no decompression, header bytes as they are.
        shop.Client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        {
            BaseAddress = new Uri(shop.App.Urls.First()),
        };
        return shop;
    }

    public async Task SellsAsync(string sku, long price, long stock, int? limit = null)
    {
        var draft = new ProductDraft
        {
            Name = new LocalText("물건 " + sku, "Thing " + sku),
            Variants = [new VariantDraft { Sku = sku, Price = new Price(price), LimitPerCustomer = limit }],
        };
        await Database.WriteAsync(
            async open =>
            {
                var saved = await App.Services.GetRequiredService<SaveProducts>()
                    .RunAsync(open, [draft], skipBad: false, Cancel);
                var id = saved.NewVariants[0].Id;
                if (stock == 0) return;
                await App.Services.GetRequiredService<ReceiveStock>().RunAsync(
                    open, [new Delivery(id, sku, stock)], "test", null, Cancel);
            },
            Cancel);
    }

    public Task ChangePriceAsync(string sku, long price) => Database.WriteAsync(
        open => App.Services.GetRequiredService<ChangePrice>().RunAsync(open, sku, price, null, Cancel), Cancel);

    /// <summary>The body of an order of one line.</summary>
    public static string Body(
        string sku = "mug",
        int quantity = 1,
        long price = 12_000,
        string phone = "010-1234-5678",
        string channel = "web") => $$"""
        {"channel":"{{channel}}","customer":{"name":"홍길동","phone":"{{phone}}","email":"gildong@shop.example"},
        "lines":[{"sku":"{{sku}}","quantity":{{quantity}},"unitPrice":{{price}}}]}
        """;

    public Task<Answer> PlaceAsync(string body, string key) =>
        SendAsync(HttpMethod.Post, "/api/v1/orders", body, ("Idempotency-Key", key));

    /// <summary>Places an order, which must succeed: its number and its token.</summary>
    public async Task<(string Number, string Token)> BuysAsync(string body, string key)
    {
        var answer = await PlaceAsync(body, key);
        Assert.Equal(201, answer.Status);
        return ((string)answer.Json["orderNumber"]!, (string)answer.Json["token"]!);
    }

    /// <summary>Pays, and waits for the outcome as a page does.</summary>
    public async Task<JsonNode> PaysAsync(string number, string token)
    {
        var started = await SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"demo"}""", ("Order-Token", token));
        Assert.Equal(202, started.Status);
        return (await SendAsync(HttpMethod.Get, started.Header("Location") + "?wait=10", null, ("Order-Token", token)))
            .Json;
    }

    public Task<Answer> SendAsync(
        HttpMethod method, string address, string? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    /// <param name="request">It is done with afterwards.</param>
    /// <param name="isStream">Its answer has no end: only how it begins is looked at.</param>
    public async Task<Answer> SendAsync(HttpRequestMessage request, bool isStream = false)
    {
        using (request)
        {
            using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
            var text = isStream ? "" : await response.Content.ReadAsStringAsync(Cancel);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
            return new Answer((int)response.StatusCode, headers, text);
        }
    }

    /// <summary>A page once it says this: pages that are the same for everybody are kept for a second.</summary>
    public async Task<string> PageAsync(string address, Func<string, bool> says)
    {
        const int looksMax = 100;
        var page = "";
        for (var looks = 0; looks < looksMax; looks++)
        {
            page = (await SendAsync(HttpMethod.Get, address)).Text;
            if (says(page)) break;
            await Task.Delay(50, Cancel);
        }

        return page;
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await App.DisposeAsync();
        if (ownsHome) await home.DisposeAsync();
    }
}

/// <summary>An answer, read to its end.</summary>
internal sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Header(string name) => Headers.GetValueOrDefault(name, "");

    public string Code => (string?)Json["code"] ?? "";

    public bool IsProblem => Header("Content-Type").StartsWith("application/problem+json", StringComparison.Ordinal);
}

/// <summary>Everything that is logged at any level, as one line of text with all its values.</summary>
internal sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Writer(categoryName, lines);

    public void Dispose()
    {
        // Nothing is held open.
    }

    private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
                string> formatter)
        {
            var values = state is IEnumerable<KeyValuePair<string, object?>> pairs
                ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}"))
                : "";
            lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {values} {exception}");
        }
    }
}
