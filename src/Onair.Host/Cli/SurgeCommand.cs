using System.CommandLine;
using System.Text.Json;
using Onair.Host.Cli.Load;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair surge</c>: thousands of shoppers at one item, and afterwards the question whether the shop kept its word.
/// Exit 0: held. 1: something was lost or oversold, could not be checked, or the generator lagged. 2: bad input.
/// </summary>
internal static class SurgeCommand
{
    private static readonly Option<string> url = new("--url")
    {
        Description = "Address of the shop",
        DefaultValueFactory = _ => ShopAddress.Default,
    };

    private static readonly Option<bool> allowRemote = new("--allow-remote")
    {
        Description = "Allow a shop on another machine",
    };

    private static readonly Option<string> sku = new("--sku")
    {
        Description = "The one item that everybody wants",
        DefaultValueFactory = _ => "MUG-001",
    };

    private static readonly Option<bool> onAir = new("--on-air")
    {
        Description = "Buy what is on the air, under its offer, instead of --sku",
    };

    private static readonly Option<ShapeKind> shape = new("--shape")
    {
        Description = "flat; broadcast (2.5x, 15x, 7x to 3x, 150 min); event (25x, 4x to 2x, 3 h)",
        DefaultValueFactory = _ => ShapeKind.Broadcast,
    };

    private static readonly Option<double> rate = new("--rate")
    {
        Description = "Orders per real second at 1x; the time scale does not change it",
        DefaultValueFactory = _ => 4.6,
    };

    private static readonly Option<double?> seconds = new("--seconds")
    {
        Description = "Real seconds: length of a flat run (60), or where to cut another shape",
    };

    private static readonly Option<double> timeScale = new("--time-scale")
    {
        Description = "Run the shape's clock N times faster: 150 minutes at 120 take 75 seconds",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> pay = new("--pay")
    {
        Description = "Pay every placed order and wait for the outcome",
    };

    private static readonly Option<string?> provider = new("--provider")
    {
        Description = "Who takes the payments: demo, toss, inicis (default: the shop chooses)",
    };

    private static readonly Option<int> quantity = new("--quantity")
    {
        Description = "Pieces per order",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> connections = new("--connections")
    {
        Description = "Requests that may be under way; one that finds none free at its time counts as failed",
        DefaultValueFactory = _ => 1024,
    };

    private static readonly Option<int> seed = new("--seed")
    {
        Description = "The same seed gives the same arrivals",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<string?> report = new("--report")
    {
        Description = "FILE.json or FILE.svg: writes the figures and the chart beside each other",
    };

    private static readonly Option<bool> json = new("--json")
    {
        Description = "Print the figures as JSON and nothing else",
    };

    public static Command Create()
    {
        var command = new Command("surge", "Send shoppers at one item and prove that nothing was oversold or lost")
        {
            url, allowRemote, sku, onAir, shape, rate, seconds, timeScale, pay, provider, quantity, connections, seed,
            report, json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static IEnumerable<string> Problems(ParseResult result)
    {
        if (ShopAddress.Problem(result.GetValue(url)!, result.GetValue(allowRemote)) is { } wrongUrl)
            yield return wrongUrl;
        if (!Between(result.GetValue(rate), 0.001, 1_000_000)) yield return "--rate must be from 0.001 to 1000000.";
        if (result.GetValue(seconds) is { } cut && !Between(cut, 0.1, 604_800))
            yield return "--seconds must be from 0.1 to 604800 (a week).";
        if (!Between(result.GetValue(timeScale), 0.01, 100_000))
            yield return "--time-scale must be from 0.01 to 100000.";
        if (result.GetValue(quantity) is < 1 or > 100_000) yield return "--quantity must be from 1 to 100000.";
        if (result.GetValue(connections) is < 1 or > 20_000) yield return "--connections must be from 1 to 20000.";
        if (string.IsNullOrWhiteSpace(result.GetValue(sku))) yield return "--sku must not be empty.";
        if (result.GetValue(report) is { } file && ReportFiles.Problem(file, hasChart: true) is { } wrongFile)
            yield return wrongFile;
        if (!Enum.IsDefined(result.GetValue(shape))) yield return "--shape must be flat, broadcast or event.";
    }

    private static bool Between(double value, double from, double to) => value >= from && value <= to;

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancel)
    {
        var errors = result.InvocationConfiguration.Error;
        if (await CommandInput.RefuseAsync("surge", Problems(result), errors)) return CommandLine.BadInput;
        var options = new SurgeOptions
        {
            Url = new Uri(result.GetValue(url)!),
            Sku = result.GetValue(sku)!,
            OnAir = result.GetValue(onAir),
            Shape = result.GetValue(shape),
            Rate = result.GetValue(rate),
            Seconds = result.GetValue(seconds),
            TimeScale = result.GetValue(timeScale),
            Pay = result.GetValue(pay),
            Provider = result.GetValue(provider),
            Quantity = result.GetValue(quantity),
            Connections = result.GetValue(connections),
            Seed = result.GetValue(seed),
        };
        var asJson = result.GetValue(json);
        if (options.Schedule() is not { } due)
        {
            await errors.WriteLineAsync($"onair: surge: that would be more than {Arrivals.CountMax:N0} orders.");
            return CommandLine.BadInput;
        }

        var run = new SurgeRun(options, TimeProvider.System);
        var refusal = "";
        Task<SurgeReport?> Surge() => run.RunAsync(due, reason => refusal = reason, cancel);
        var quiet = asJson || !AnsiConsole.Profile.Capabilities.Interactive;
        var outcome = quiet ? await Surge() : await SurgeScreen.WatchAsync(AnsiConsole.Console, run, Surge);
        if (outcome is null)
        {
            await errors.WriteLineAsync("onair: surge: " + refusal);
            return CommandLine.BadInput;
        }

        if (result.GetValue(report) is { } file)
        {
            var (jsonFile, svgFile) = ReportFiles.Names(file);
            await ReportFiles.WriteAsync(jsonFile, outcome, LoadJson.Default.SurgeReport);
            await File.WriteAllTextAsync(svgFile, SurgeChart.Svg(outcome), CancellationToken.None);
        }

        if (asJson)
            await result.InvocationConfiguration.Output.WriteLineAsync(
                JsonSerializer.Serialize(outcome, LoadJson.Default.SurgeReport));
        else SurgeScreen.Show(AnsiConsole.Console, outcome);
        return outcome.Held ? CommandLine.Held : CommandLine.Broken;
    }
}
