using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Onair.Bench.Servers;

/// <summary>A shop in its own process, as it was built, on a free loopback port.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const double megabyte = 1024 * 1024;
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(20);
    private static readonly HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process process;
    private readonly CancellationTokenSource over = new();
    private readonly Task watching;
    private long rssPeak;

    private ServerProcess(Process process, int port)
    {
        this.process = process;
        Port = port;
        watching = WatchAsync();
    }

    public int Port { get; }

    public string Host => "127.0.0.1";

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan ToFirstAnswer { get; private set; }

    public double RssMb => Rss() / megabyte;

    /// <summary>The most that was seen since <see cref="ForgetPeak"/>, looking five times a second.</summary>
    public double RssPeakMb => Math.Max(Volatile.Read(ref rssPeak), Rss()) / megabyte;

    /// <param name="program">The assembly to run.</param>
    /// <param name="arguments">Given the port, the arguments.</param>
    /// <param name="environment">More variables.</param>
    public static async Task<ServerProcess> StartAsync(
        string program,
        Func<int, IEnumerable<string>> arguments,
        params IEnumerable<(string Name, string Value)> environment)
    {
        var port = FreePort();
        var start = new ProcessStartInfo(Runtime.Program, [program, .. arguments(port)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What this process was told about its own sockets is not meant for the server.
        foreach (var name in Generator.SocketVariables) start.Environment.Remove(name);
        start.Environment["ONAIR__BENCH"] = "true";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var clock = Stopwatch.StartNew();
        var started = Process.Start(start)!;
        var said = new List<string>();
        started.OutputDataReceived += (_, line) => Remember(said, line.Data);
        started.ErrorDataReceived += (_, line) => Remember(said, line.Data);
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        var server = new ServerProcess(started, port);
        try
        {
            await server.ReadyAsync(said);
            server.ToFirstAnswer = clock.Elapsed;
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public void ForgetPeak() => Volatile.Write(ref rssPeak, 0);

    /// <summary>Bytes that the server has allocated since it started.</summary>
    public async Task<long> AllocatedAsync()
    {
        var memory = await http.GetFromJsonAsync(Address("/bench/memory"), ServerJson.Default.MemoryAnswer);
        return memory!.AllocatedBytes;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        over.Dispose();
    }

    private static void Remember(List<string> said, string? line)
    {
        if (line is null) return;
        lock (said)
        {
            if (said.Count < 200) said.Add(line);
        }
    }

    private async Task ReadyAsync(List<string> said)
    {
        var waiting = Stopwatch.StartNew();
        while (waiting.Elapsed < patience)
        {
            if (process.HasExited) break;
            try
            {
                using var answer = await http.GetAsync(Address("/health/ready"));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(betweenLooks);
        }

        lock (said) throw new InvalidOperationException($"The server did not start:\n{string.Join('\n', said)}");
    }

    private Uri Address(string path) => new($"http://{Host}:{Port}{path}");

    private long Rss()
    {
        if (process.HasExited) return 0;
        process.Refresh();
        return process.WorkingSet64;
    }

    private async Task WatchAsync()
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                rssPeak = Math.Max(Volatile.Read(ref rssPeak), Rss());
                await Task.Delay(TimeSpan.FromMilliseconds(200), over.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    internal sealed record MemoryAnswer(long Rss, long AllocatedBytes);

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(MemoryAnswer))]
    internal sealed partial class ServerJson : JsonSerializerContext;
}
