using System.Diagnostics;
using System.Text.Json;
using Onair.Bench.Servers;
using Onair.Bench.Wire;

namespace Onair.Bench;

/// <summary>
/// The generator is this program again, in a process of its own: its memory and its collector are not the server's.
/// </summary>
internal static class Generator
{
    public const string Command = "generate";

    /// <summary>
    /// One thread waits for all sockets and goes on with each where its bytes arrive: an event loop, and the cheapest
    /// way that this platform has to drive hundreds of connections.
    /// </summary>
    public static readonly string[] SocketVariables =
        ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT"];

    /// <summary>In the generator's process.</summary>
    public static async Task<int> RunAsync(string request)
    {
        var asked = JsonSerializer.Deserialize(request, WireJson.Default.GenerateRequest)!;
        var answer = asked.Kind switch
        {
            GenerateKind.Open or GenerateKind.OpenPage => await new OpenLoop(asked).RunAsync(),
            GenerateKind.Watch => await new WatchLoop(asked).RunAsync(),
            GenerateKind.Closed or GenerateKind.ClosedAndPay or GenerateKind.ClosedPage =>
                await new ClosedLoop(asked).RunAsync(),
        };
        Console.WriteLine(JsonSerializer.Serialize(answer, WireJson.Default.GenerateAnswer));
        return 0;
    }

    /// <summary>In the benchmark's process.</summary>
    public static async Task<GenerateAnswer> AskAsync(GenerateRequest asked)
    {
        var request = JsonSerializer.Serialize(asked, WireJson.Default.GenerateRequest);
        var said = await OutputAsync([typeof(Generator).Assembly.Location, Command, request]);
        return JsonSerializer.Deserialize(said, WireJson.Default.GenerateAnswer)!;
    }

    /// <summary>Runs another process of this runtime to its end.</summary>
    /// <exception cref="InvalidOperationException">It said nothing.</exception>
    public static async Task<string> OutputAsync(IEnumerable<string> arguments, bool eventLoop = true)
    {
        var start = new ProcessStartInfo(Runtime.Program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        if (eventLoop)
            foreach (var name in SocketVariables) start.Environment[name] = "1";
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said.Length > 0 ? said : throw new InvalidOperationException("The generator said nothing.");
    }
}
