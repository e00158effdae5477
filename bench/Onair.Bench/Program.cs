using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Onair.Bench;
using Onair.Bench.Servers;
using Spectre.Console;

// Two of these are this program started by itself.
if (args is [Generator.Command, var request]) return await Generator.RunAsync(request);
if (args is [NaiveShop.Command, var port, var postgres]) return await NaiveShop.RunAsync(port, postgres);
if (args is [SearchBench.Command, .. var rest]) return await SearchBench.RunAsync(rest);
if (args is [OrdersBench.Command, .. var more]) return await OrdersBench.RunAsync(more);
if (args is [WatchBench.Command, .. var watch]) return await WatchBench.RunAsync(watch);

string? json = null;
var options = new WorkloadOptions();
for (var i = 0; i < args.Length; i += 2)
{
    var value = i + 1 < args.Length ? args[i + 1] : "";
    var isNumber =
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0;
    switch (args[i])
    {
        case "--json" when value.Length > 0: json = value; break;
        case "--only" when value.Length > 0: options = options with { Only = value }; break;
        case "--seconds" when isNumber: options = options with { Seconds = number }; break;
        case "--warm-up" when isNumber: options = options with { WarmUpSeconds = number }; break;
        case "--connections" when isNumber: options = options with { Connections = (int)number }; break;
        case "--surge-seconds" when isNumber: options = options with { SurgeSeconds = number }; break;
        case "--surge-rate" when isNumber: options = options with { SurgeRate = number }; break;
        default:
            Console.Error.WriteLine("""
                The canonical workload, about five minutes: Onair.Bench [--json FILE]
                  --only PATTERN       measurements whose name matches, as "^(ceiling|hot SKU, SQLite)"
                  --seconds N          of each closed loop (8)         --warm-up N   before it (3)
                  --connections N      of the closed loops (256)
                  search [PRODUCTS]    instead of all that: search over 50,000 products on both databases
                  orders [ORDERS]      or: the console's order book of a million orders on both databases
                  watch                or: 200 rules over three nodes, and 10,000 incidents, on both databases
                  --surge-seconds N    of the open loops (60)          --surge-rate N  orders per second (2000)
                """);
            return 2;
    }
}

var rows = new List<BenchRow>();
var workload = new Workload(options, row =>
{
    rows.Add(row);
    AnsiConsole.MarkupLineInterpolated(
        $"[grey]{row.Name}: {row.PerSecond:N0}/s, p99 {row.P99Ms} ms, {row.RssMb:N0} MB {row.Note}[/]");
});
await workload.RunAsync();
rows = Bars.OfCeiling(rows);
var report = new BenchReport
{
    At = TimeProvider.System.GetUtcNow(),
    Cores = Environment.ProcessorCount,
    Machine = RuntimeInformation.OSDescription,
    Framework = RuntimeInformation.FrameworkDescription,
    Connections = options.Connections,
    Seconds = options.Seconds,
    Rows = rows,
    Bars = Bars.Of(rows),
    Lost = workload.Lost,
    Oversold = workload.Oversold,
};
BenchScreen.Show(report);
if (json is not null)
    await File.WriteAllTextAsync(json, JsonSerializer.Serialize(report, BenchJson.Default.BenchReport));
return report.Lost > 0 || report.Oversold > 0 ? 1 : 0;
