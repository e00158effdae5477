using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Onair.Host.Cli;

namespace Onair.Bench.Servers;

/// <summary>The sandbox gateway in a process of its own, which ends with this one: it holds an end of a pipe.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private const string greeting = "sandbox ";

    private readonly Process process;
    private readonly HttpClient http;

    private GatewayServer(Process process, Uri url)
    {
        this.process = process;
        Url = url;
        http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = url };
    }

    public Uri Url { get; }

    /// <summary>What makes a shop use it: configuration arguments.</summary>
    public IReadOnlyList<string> Arguments => SandboxProcess.Settings(Url);

    /// <summary>The same as environment of a shop's process.</summary>
    public IEnumerable<(string Name, string Value)> Environment => Arguments
        .Select(argument => argument["--".Length..].Split('=', 2))
        .Select(pair => (pair[0].Replace(":", "__", StringComparison.Ordinal), pair[1]));

    public static async Task<GatewayServer> StartAsync()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Onair.Sandbox.dll");
        var started = Process.Start(new ProcessStartInfo(Runtime.Program, [program, "--with-parent"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var line = await started.StandardOutput.ReadLineAsync();
        if (line?.StartsWith(greeting, StringComparison.Ordinal) == true)
            return new GatewayServer(started, new Uri(line[greeting.Length..].TrimEnd('/') + "/"));
        started.Kill();
        throw new InvalidOperationException("The sandbox did not say where it listens.");
    }

    /// <summary>A customer says yes in the window: the payment's key.</summary>
    public async Task<string> AuthenticateAsync(string orderId, long amount)
    {
        using var answer = await http.PostAsJsonAsync(
            new Uri("control/toss/windows", UriKind.Relative),
            new JsonObject { ["orderId"] = orderId, ["amount"] = amount });
        var made = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>();
        return (string)made!["paymentKey"]!;
    }

    /// <summary>How often money was taken.</summary>
    public async Task<int> CapturesAsync()
    {
        var total = await http.GetFromJsonAsync<JsonNode>(new Uri("control/bank/total", UriKind.Relative));
        return (int)total!["captures"]!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
