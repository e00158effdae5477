using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Onair.Host.Cli;

namespace Onair.Tests.Fixtures;

/// <summary>
/// The sandbox gateway in a process of its own, beside a shop in another. It ends with the test process, however that
/// ends, as it holds one end of a pipe.
/// </summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private const string greeting = "sandbox ";
    private const int pageMax = 10_000;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly HttpClient control;

    private GatewayProcess(Process process, Uri url)
    {
        this.process = process;
        Url = url;
        control = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(url, "/control/"),
        };
    }

    public Uri Url { get; }

    /// <summary>What makes a shop's process use it: environment.</summary>
    public IReadOnlyDictionary<string, string> Settings => SandboxProcess.Settings(Url)
        .Select(setting => setting[2..].Split('=', 2))
        .ToDictionary(pair => pair[0].Replace(":", "__", StringComparison.Ordinal), pair => pair[1]);

    /// <param name="shop">Where notices go.</param>
    public static async Task<GatewayProcess> StartAsync(Uri shop)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet"
            ? path
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "Onair.Sandbox.dll"), "--with-parent",
                "--url", $"http://127.0.0.1:{LoopbackPort.Free()}",
                "--toss-webhook", new Uri(shop, "/api/v1/payments/notices/toss").AbsoluteUri,
            },
        };
        var started = Process.Start(start)!;
        var line = await started.StandardOutput.ReadLineAsync().WaitAsync(patience);
        if (line?.StartsWith(greeting, StringComparison.Ordinal) == true)
            return new GatewayProcess(started, new Uri(line[greeting.Length..].TrimEnd('/') + "/"));
        started.Kill();
        throw new InvalidOperationException("The sandbox did not say where it listens.");
    }

    /// <summary>A call of the side door.</summary>
    public async Task PutAsync(string path, JsonNode body)
    {
        using var answer = await control.PutAsJsonAsync(new Uri(path, UriKind.Relative), body);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
    }

    /// <summary>Everything in the bank's book: won that customers are without, and captures, by provider and order.
    /// </summary>
    public async Task<Dictionary<(string Provider, string OrderId), (long Charged, int Captures)>> BookAsync()
    {
        var book = new Dictionary<(string, string), (long Charged, int Captures)>();
        for (long? after = 0; after is not null;)
        {
            var page = await control.GetFromJsonAsync<JsonNode>(
                new Uri($"bank/entries?after={after}&limit={pageMax}", UriKind.Relative));
            foreach (var entry in page!["entries"]!.AsArray())
            {
                var key = ((string)entry!["provider"]!, (string)entry["orderId"]!);
                var (charged, captures) = book.GetValueOrDefault(key);
                var isCapture = (string)entry["kind"]! == "Capture";
                var amount = (long)entry["amount"]!;
                book[key] = (charged + (isCapture ? amount : -amount), captures + (isCapture ? 1 : 0));
            }

            after = (long?)page["next"];
        }

        return book;
    }

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(patience);
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
    }
}
