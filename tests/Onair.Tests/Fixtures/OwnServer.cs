using System.Diagnostics;

namespace Onair.Tests.Fixtures;

/// <summary>
/// A server of Debian's packages, started for one test. It dies with the test process: a small shell holds one end of a
/// pipe.
/// </summary>
internal sealed class OwnServer : IAsyncDisposable
{
    private const string watchdog = """
        trap '' INT HUP TERM
        "$@" >/dev/null 2>&1 &
        pid=$!
        read -r word
        kill -KILL "$pid" 2>/dev/null
        wait "$pid" 2>/dev/null
        """;

    private static readonly TimeSpan patience = TimeSpan.FromSeconds(30);

    private readonly Process keeper;

    private OwnServer(Process keeper) => this.keeper = keeper;

    /// <summary>Starts it, and waits until the address answers.</summary>
    public static async Task<OwnServer> StartAsync(string program, Uri ready, params IReadOnlyList<string> arguments)
    {
        var found = Shell.Find(program)
            ?? throw new InvalidOperationException($"{program} is needed for this test: eng/install prometheus");
        var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", watchdog, "keeper", found, .. arguments])
        {
            UseShellExecute = false, RedirectStandardInput = true,
        })!;
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var clock = Stopwatch.StartNew();
        while (!await AnswersAsync(client, ready))
        {
            if (clock.Elapsed > patience) throw new InvalidOperationException($"{program} did not start.");
            await Task.Delay(50);
        }

        return new OwnServer(shell);
    }

    public async ValueTask DisposeAsync()
    {
        keeper.StandardInput.Close();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri ready)
    {
        try
        {
            using var answer = await client.GetAsync(ready);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
