using System.CommandLine;

namespace Onair.Host.Cli;

/// <summary>The commands. Exit codes: 0 held, 1 broken, 2 bad input.</summary>
internal static class CommandLine
{
    public const int Held = 0;
    public const int Broken = 1;
    public const int BadInput = 2;

    /// <summary>
    /// Ctrl-C ends what a command does, not what it owes: a surge still asks for every order, a shop drains.
    /// </summary>
    private static readonly TimeSpan toFinish = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Onair: a live-commerce shop that does not oversell, lose an order or charge twice.")
        {
            ServeCommand.Create(),
            SurgeCommand.Create(),
            VerifyCommand.Create(),
            ReplayCommand.Create(),
            ImportCommand.Create(),
            ExportCommand.Create(),
            StockCommand.Create(),
            OrdersCommand.Create(),
            BroadcastsCommand.Create(),
            PaymentsCommand.Create(),
            RatingsCommand.Create(),
            JobsCommand.Create(),
            AgentsCommand.Create(),
            StaffCommand.Create(),
            AlarmsCommand.Create(),
            SignalsCommand.Create(),
            IncidentsCommand.Create(),
            OnCallCommand.Create(),
        };
        var parsed = root.Parse(args.Length == 0 ? ["serve"] : args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync("onair: " + error.Message);
            return BadInput;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = toFinish });
    }
}
