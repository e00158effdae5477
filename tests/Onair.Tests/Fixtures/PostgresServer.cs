using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Onair.Tests.Fixtures;

/// <summary>
/// A PostgreSQL of our own: a free loopback port, a temporary folder, no Unix socket, and nothing in common with a
/// server that the machine may run already. It dies with the test process, however that dies: a small shell holds one
/// end of a pipe, and ends the server and removes its folder when the other end closes.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>
    /// Reads one word: "left" leaves the folder for the next start; "stop" or a closed pipe clears everything.
    /// </summary>
    private const string watchdog = """
        root=$1; shift
        trap '' INT HUP TERM
        "$@" &
        pid=$!
        echo "pid $pid" >&2
        word=stop
        read -r word || word=stop
        if [ "$word" != left ]; then
            kill -QUIT "$pid" 2>/dev/null
            wait "$pid" 2>/dev/null
            rm -rf "$root"
        fi
        """;

    private const int startsMax = 5;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(1);

    private readonly string root;
    private readonly bool durable;
    private readonly IReadOnlyList<string> settings;
    private Process? keeper;
    private int postmaster;

    private PostgresServer(string root, bool durable, IReadOnlyList<string> settings)
    {
        this.root = root;
        this.durable = durable;
        this.settings = settings;
    }

    public int Port { get; private set; }

    public bool IsRunning => keeper is not null;

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="durable">False switches fsync off: for tests that never kill the server.</param>
    /// <param name="settings">More of <c>postgresql.conf</c>: <c>"deadlock_timeout=100ms"</c>.</param>
    public static async Task<PostgresServer> CreateAsync(bool durable = true, params IReadOnlyList<string> settings)
    {
        var initdb = PostgresBinaries.Find("initdb");
        var server = new PostgresServer(
            Directory.CreateTempSubdirectory("onair-postgres-").FullName, durable, settings);
        try
        {
            await PostgresAccount.GiveAsync(server.root);
            await Shell.RunAsync([
                .. PostgresAccount.Prefix, initdb, "--auth=trust", "--username=onair", "--encoding=UTF8", "--locale=C",
                "--no-sync", "--pgdata", server.Pgdata,
            ]);
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private string Pgdata => Path.Combine(root, "cluster");

    /// <summary>For one database of this server. The pool is small: many tests run at once.</summary>
    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = Port,
            Username = "onair",
            Database = database,
            Timeout = 15,
            // A pool per test database, and hundreds of them: none may outlive its test.
            ConnectionIdleLifetime = 5,
            ConnectionPruningInterval = 1,
        }.ConnectionString;

    /// <summary>Starts, or starts again after <see cref="KillAsync"/>: the same folder, the same port.</summary>
    public async Task StartAsync()
    {
        for (var start = 1; ; start++)
        {
            var port = Port == 0 ? LoopbackPort.Free() : Port;
            try
            {
                await StartOnAsync(port);
                Port = port;
                return;
            }
            catch (InvalidOperationException) when (Port == 0 && start < startsMax)
            {
                // Somebody took the port between our look and the server's: another one.
            }
        }
    }

    /// <summary>
    /// SIGKILL to the postmaster and all its children, as a machine that loses power. They are stopped first: a child
    /// that was born meanwhile would live on, and keep the next server from starting.
    /// </summary>
    public async Task KillAsync()
    {
        using var limit = new CancellationTokenSource(patience);
        var processes = await StopAsync(limit.Token);
        foreach (var process in processes) Kill(process);
        foreach (var process in processes) await GoneAsync(process, limit.Token);
        await LeaveAsync("left");
    }

    private async Task<IReadOnlyCollection<int>> StopAsync(CancellationToken cancel)
    {
        var stopped = new HashSet<int>();
        while (true)
        {
            var found = Descendants(postmaster).Prepend(postmaster).Except(stopped).ToList();
            if (found.Count == 0) return stopped;
            await Shell.RunAsync("/bin/sh", "-c", $"kill -STOP {string.Join(' ', found)} 2>/dev/null || true");
            foreach (var process in found)
            {
                // Until it stands still it may give birth.
                while (StatOf(process) is { State: not ('T' or 'Z') }) await Task.Delay(1, cancel);
            }

            stopped.UnionWith(found);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (keeper is not null) await LeaveAsync("stop");
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
    }

    private async Task StartOnAsync(int port)
    {
        string[] command =
        [
            "-c", watchdog, "keeper", root, .. PostgresAccount.Prefix, PostgresBinaries.Find("postgres"),
            "-D", Pgdata, "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=", "-c", "max_connections=300", "-c", "shared_buffers=64MB",
            "-c", "lc_messages=C", "-c", "logging_collector=off", "-c", "log_destination=stderr",
            "-c", durable ? "fsync=on" : "fsync=off", .. settings.SelectMany(setting => new[] { "-c", setting }),
        ];
        keeper = Process.Start(new ProcessStartInfo("/bin/sh", command)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        })!;
        await ReadyAsync(keeper);
    }

    /// <summary>The server says itself when it is ready; asking again and again would only slow it down.</summary>
    private async Task ReadyAsync(Process started)
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        started.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) ready.TrySetException(Failed(said));
            else if (text.StartsWith("pid ", StringComparison.Ordinal))
                postmaster = int.Parse(text.AsSpan(4), CultureInfo.InvariantCulture);
            else if (text.Contains("database system is ready to accept connections", StringComparison.Ordinal))
                ready.TrySetResult();
            else if (text.Contains("database system is shut down", StringComparison.Ordinal))
                ready.TrySetException(Failed(said));
            else if (text.Contains("FATAL", StringComparison.Ordinal) && !ready.Task.IsCompleted) FailedAtStart(text);
            else if (!ready.Task.IsCompleted) said.Add(text);
        };
        started.BeginErrorReadLine();
        try
        {
            await ready.Task.WaitAsync(patience);
        }
        catch
        {
            await LeaveAsync("left");
            throw;
        }

        void FailedAtStart(string text)
        {
            said.Add(text);
            // A postmaster that could not start says FATAL and is gone; a client that knocks too early is also told
            // FATAL.
            if (!text.Contains("the database system is", StringComparison.Ordinal)) ready.TrySetException(Failed(said));
        }
    }

    private static InvalidOperationException Failed(List<string> said) =>
        new($"PostgreSQL did not start:\n{string.Join('\n', said)}");

    private async Task LeaveAsync(string word)
    {
        var leaving = keeper!;
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
        leaving.Dispose();
    }

    private static void Kill(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            found.Kill();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // It ended by itself meanwhile.
        }
    }

    private static async Task GoneAsync(int process, CancellationToken cancel)
    {
        // A zombie still has a folder in /proc until its parent looks, but no memory and no locks.
        while (StatOf(process) is { State: not 'Z' }) await Task.Delay(5, cancel);
    }

    /// <summary>Where <c>runuser</c> starts the server, it stands between us and the postmaster.</summary>
    private static IEnumerable<int> Descendants(int parent) =>
        Children(parent).SelectMany(child => Descendants(child).Prepend(child));

    private static IEnumerable<int> Children(int parent) =>
        from folder in Directory.EnumerateDirectories("/proc")
        let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0
        where id > 0 && StatOf(id)?.Parent == parent
        select id;

    /// <summary>
    /// State and parent of a process; null when it is gone. The name in between may hold anything but ends at the last
    /// ')'.
    /// </summary>
    private static (char State, int Parent)? StatOf(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return (fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
