using System.Diagnostics;
using System.Globalization;
using System.Net;
using Onair.Storage;

namespace Onair.Tests.Fixtures;

/// <summary>
/// The shop's host as it was built, in a process of its own on a loopback port, to be killed and started again. It dies
/// with the test process, however that dies: a small shell holds one end of a pipe, and kills the shop when the other
/// end closes.
/// </summary>
internal sealed class ShopProcess : IAsyncDisposable
{
    /// <summary>Reads a word: "leave" waits for an end that is under way, "end" asks for one, all else kills.</summary>
    private const string watchdog = """
        trap : INT HUP TERM
        "$@" &
        pid=$!
        echo "pid $pid" >&2
        word=kill
        read -r word
        case $word in
            leave) ;;
            end) kill -TERM "$pid" 2>/dev/null ;;
            *) kill -KILL "$pid" 2>/dev/null ;;
        esac
        wait "$pid"
        exit $?
        """;

    private const int linesKept = 400;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(60);

    private static readonly HttpClient asking = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly IReadOnlyList<string> arguments;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly Queue<string> said = [];
    private Process? keeper;
    private TaskCompletionSource<int> pid = new();

    /// <param name="arguments">After <c>serve --url ...</c>.</param>
    /// <param name="settings">Environment: <c>ONAIR__ORDERS__HOLD</c>.</param>
    public ShopProcess(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        this.arguments = arguments;
        this.settings = settings;
        Port = LoopbackPort.Free();
        Url = new Uri($"http://127.0.0.1:{Port}");
    }

    public int Port { get; }

    public Uri Url { get; }

    public int Pid => pid.Task.Result;

    /// <summary>The last lines it wrote.</summary>
    public string Said
    {
        get
        {
            lock (said) return string.Join('\n', said);
        }
    }

    /// <summary>The arguments that name a database.</summary>
    public static string[] Named(StorageOptions options) =>
        options.Postgres.Length > 0 ? ["--postgres", options.Postgres] : ["--data", options.Data];

    /// <summary>Runs another command of the shop's program to its end.</summary>
    public static Task<(int Exit, string Said)> RunAsync(params IReadOnlyList<string> command) =>
        RunAsync(new Dictionary<string, string>(), command);

    /// <summary>The same, with settings in its environment.</summary>
    public static async Task<(int Exit, string Said)> RunAsync(
        IReadOnlyDictionary<string, string> settings, IReadOnlyList<string> command)
    {
        using var process = Process.Start(Start([Program(), .. command], settings))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(patience * 2);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        Launch();
        await ReadyAsync();
    }

    public void Launch()
    {
        string[] command =
        [
            "-c", watchdog, "keeper", Dotnet(), Program(), "serve", "--url", Url.ToString().TrimEnd('/'), .. arguments,
        ];
        var start = Start(command, settings);
        start.FileName = "/bin/sh";
        pid = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var known = pid;
        keeper = Process.Start(start)!;
        keeper.OutputDataReceived += (_, line) => Hear(line.Data, known);
        keeper.ErrorDataReceived += (_, line) => Hear(line.Data, known);
        keeper.BeginOutputReadLine();
        keeper.BeginErrorReadLine();
    }

    public async Task ReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (await HealthAsync() != HttpStatusCode.OK)
        {
            if (IsGone() || clock.Elapsed > patience)
            {
                throw new InvalidOperationException($"The shop did not become ready:\n{Said}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>What <c>/health/ready</c> says; null when nothing answers.</summary>
    public async Task<HttpStatusCode?> HealthAsync()
    {
        try
        {
            using var answer = await asking.GetAsync(new Uri(Url, "/health/ready"));
            return answer.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL, by its own process id.</summary>
    public async Task KillAsync()
    {
        using (var shop = Process.GetProcessById(await pid.Task.WaitAsync(patience))) shop.Kill();
        await LeaveAsync("leave");
    }

    /// <summary>SIGTERM, and its exit code.</summary>
    public Task<int> EndAsync() => LeaveAsync("end");

    public async ValueTask DisposeAsync()
    {
        if (keeper is not null) await LeaveAsync("kill");
    }

    /// <summary>True when it ended by itself. It stays a zombie until its keeper looks.</summary>
    private bool IsGone()
    {
        if (!pid.Task.IsCompletedSuccessfully) return false;
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.Task.Result}/stat");
            return stat[stat.LastIndexOf(')') + 2] == 'Z';
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task<int> LeaveAsync(string word)
    {
        var leaving = keeper ?? throw new InvalidOperationException("The shop does not run.");
        keeper = null;
        try
        {
            await leaving.StandardInput.WriteLineAsync(word);
            leaving.StandardInput.Close();
        }
        catch (IOException)
        {
            // The keeper is gone already.
        }

        using var limit = new CancellationTokenSource(patience);
        await leaving.WaitForExitAsync(limit.Token);
        var exit = leaving.ExitCode;
        leaving.Dispose();
        return exit;
    }

    private void Hear(string? line, TaskCompletionSource<int> known)
    {
        if (line is null) return;
        if (line.StartsWith("pid ", StringComparison.Ordinal))
        {
            known.TrySetResult(int.Parse(line.AsSpan(4), CultureInfo.InvariantCulture));
            return;
        }

        lock (said)
        {
            if (said.Count == linesKept) said.Dequeue();
            said.Enqueue(line);
        }
    }

    private static ProcessStartInfo Start(IEnumerable<string> command, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(Dotnet(), command)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return start;
    }

    private static string Dotnet() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath!
            : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The host as it was built beside these tests, in the same configuration.</summary>
    private static string Program()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var built = Path.Combine(output.Parent!.Name, output.Name, "Onair.Host.dll");
        for (var folder = output; folder is not null; folder = folder.Parent)
        {
            var shop = Path.Combine(folder.FullName, "src", "Onair.Host", "bin", built);
            if (File.Exists(shop)) return shop;
        }

        throw new InvalidOperationException(
            $"There is no src/Onair.Host/bin/{built} above {AppContext.BaseDirectory}.");
    }
}
