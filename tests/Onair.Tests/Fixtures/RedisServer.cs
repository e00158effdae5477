using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace Onair.Tests.Fixtures;

/// <summary>
/// A Redis of our own: a free loopback port, nothing on the disk, and nothing in common with a server that the machine
/// may run already. It dies with the test process: a small shell holds one end of a pipe.
/// </summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string watchdog = """
        trap '' INT HUP TERM
        "$@" >/dev/null 2>&1 &
        pid=$!
        echo "$pid"
        read -r word
        kill -KILL "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
        """;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(20);

    private Process? keeper;
    private string pid = "";

    public int Port { get; } = LoopbackPort.Free();

    /// <summary>
    /// What makes a shop use it, with more patience than a shop has: this machine may be busy with other tests.
    /// </summary>
    public string[] Settings =>
    [
        $"Redis=127.0.0.1:{Port}", "Caches:RedisPatience=00:00:01", "Caches:RedisLookEvery=00:00:00.100",
    ];

    public static async Task<RedisServer> StartedAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts, or starts again after <see cref="KillAsync"/>, with nothing in it.</summary>
    public async Task StartAsync()
    {
        var program = Shell.Find("redis-server") ?? throw new InvalidOperationException(
            "redis-server is needed for these tests. Debian, Ubuntu: sudo apt-get install redis-server");
        keeper = Process.Start(new ProcessStartInfo(
            "/bin/sh",
            [
                "-c", watchdog, "keeper", program, "--port", Port.ToString(CultureInfo.InvariantCulture),
                "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath(),
            ])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        pid = (await keeper.StandardOutput.ReadLineAsync())!;
        var clock = Stopwatch.StartNew();
        while (!await ListensAsync())
        {
            if (clock.Elapsed > patience) throw new InvalidOperationException("Redis did not start.");
            await Task.Delay(10);
        }
    }

    /// <summary>It stands still: connections stay, and nothing is answered.</summary>
    public Task PauseAsync() => Shell.RunAsync("/bin/sh", "-c", $"kill -STOP {pid}");

    public Task GoOnAsync() => Shell.RunAsync("/bin/sh", "-c", $"kill -CONT {pid}");

    /// <summary>SIGKILL, by its own process id.</summary>
    public async Task KillAsync()
    {
        var leaving = keeper!;
        keeper = null;
        leaving.StandardInput.Close();
        using var limit = new CancellationTokenSource(patience);
        await leaving.WaitForExitAsync(limit.Token);
        leaving.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (keeper is not null) await KillAsync();
    }

    private async Task<bool> ListensAsync()
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
