using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Onair.Host.Cli.Load;
using Onair.Host.Cli.Replay;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair replay FILE</c>: a real retailer's order log through the shop, and its sums against the shop's counters.
/// Exit 0: every SKU reconciles. 1: one does not, or a step was refused. 2: bad input.
/// </summary>
internal static class ReplayCommand
{
    private const string maxSpeed = "max";

    private static readonly Argument<string> file = new("file") { Description = "The log: FILE.csv or FILE.csv.gz" };

    private static readonly Option<string> speed = new("--speed")
    {
        Description = "Seconds of the log per second, or max: as fast as the shop answers",
        DefaultValueFactory = _ => maxSpeed,
    };

    private static readonly Option<string?> url = new("--url")
    {
        Description = "A shop that runs already, with its --data or --postgres. Default: one of its own",
    };

    private static readonly Option<bool> allowRemote = new("--allow-remote")
    {
        Description = "Allow a shop on another machine",
    };

    private static readonly Option<string?> data = ShopOptions.Data();

    private static readonly Option<string?> postgres = ShopOptions.Postgres();

    private static readonly Option<int> limit = new("--limit")
    {
        Description = "Read only so many lines of the log",
        DefaultValueFactory = _ => int.MaxValue,
    };

    private static readonly Option<bool> noPay = new("--no-pay")
    {
        Description = "Leave orders unpaid: their holds lapse after the payment deadline, so only for quick replays",
    };

    private static readonly Option<string?> report = new("--report") { Description = "FILE.json: writes the figures" };

    private static readonly Option<bool> json = ShopOptions.AsJson();

    public static Command Create()
    {
        var command = new Command("replay", "Replay a retailer's order log and reconcile every SKU with it")
        {
            file, speed, url, allowRemote, data, postgres, limit, noPay, report, json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static IEnumerable<string> Problems(ParseResult result)
    {
        if (result.GetValue(file) is { } log && !File.Exists(log)) yield return $"There is no file {log}.";
        if (result.GetValue(speed) is { } asked && asked != maxSpeed && Speed(asked) is null)
            yield return $"--speed '{asked}' must be max or a number from 0.001 to 1000000000.";
        if (result.GetValue(limit) < 1) yield return "--limit must be 1 or more.";
        if (result.GetValue(report) is { } name && ReportFiles.Problem(name, hasChart: false) is { } wrongName)
            yield return wrongName;
        if (result.GetValue(url) is not { } shop) yield break;
        if (ShopAddress.Problem(shop, result.GetValue(allowRemote)) is { } wrongUrl) yield return wrongUrl;
        if (!ReplayShop.IsNamed(result.GetValue(data), result.GetValue(postgres)))
            yield return "--url needs --data or --postgres: catalog and opening stock go into that shop's database.";
    }

    private static double? Speed(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
            && factor is >= 0.001 and <= 1_000_000_000
            ? factor
            : null;

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        var errors = result.InvocationConfiguration.Error;
        if (await CommandInput.RefuseAsync("replay", Problems(result), errors)) return CommandLine.BadInput;
        var name = result.GetValue(file)!;
        ReplayPlan plan;
        try
        {
            var unreadable = 0;
            await using var log = LogReader.Open(name);
            plan = PlanReplay.Make(LogReader.Read(log, result.GetValue(limit), _ => unreadable++), unreadable);
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            await errors.WriteLineAsync($"onair: {name} is not a log of this format: {error.Message}");
            return CommandLine.BadInput;
        }

        if (plan.Orders.Count == 0)
        {
            await errors.WriteLineAsync($"onair: {name} sells nothing.");
            return CommandLine.BadInput;
        }

        await using var shop = result.GetValue(url) is { } address
            ? await ReplayShop.RunningAsync(new Uri(address), result.GetValue(data), result.GetValue(postgres), cancel)
            : await ReplayShop.OwnAsync(result.GetValue(data), result.GetValue(postgres), cancel);
        var replay = new ReplayLog(
            plan, shop, Speed(result.GetValue(speed)!), pay: !result.GetValue(noPay), TimeProvider.System);
        Task<ReplayReport> Run() => replay.RunAsync(Path.GetFileName(name), cancel);
        var quiet = result.GetValue(json) || !AnsiConsole.Profile.Capabilities.Interactive;
        var outcome = quiet ? await Run() : await ReplayScreen.WatchAsync(AnsiConsole.Console, plan, replay, Run);
        if (result.GetValue(report) is { } path)
            await ReportFiles.WriteAsync(path, outcome, ReplayJson.Default.ReplayReport);
        if (result.GetValue(json))
            await result.InvocationConfiguration.Output.WriteLineAsync(
                JsonSerializer.Serialize(outcome, ReplayJson.Default.ReplayReport));
        else ReplayScreen.Show(AnsiConsole.Console, outcome);
        return outcome.Held ? CommandLine.Held : CommandLine.Broken;
    }
}
