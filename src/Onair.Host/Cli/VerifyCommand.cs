using System.CommandLine;
using System.Text.Json;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Primitives;
using Onair.Ratings;
using Onair.Staff.Audit;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair verify</c>: folds every invariant from the rows. Exit 1 with the offending rows if one breaks.
/// </summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("verify", "Prove from the rows that nothing was oversold, lost or charged twice")
        {
            data, postgres, json,
        };
        command.SetAction((parsed, cancel) => RunAsync(
            parsed.GetValue(data), parsed.GetValue(postgres), parsed.GetValue(json), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string? data, string? postgres, bool json, CancellationToken cancel)
    {
        await using var shop = await ShopOptions.OpenAsync(data, postgres, cancel);
        var checks = await CheckAsync(shop, cancel);
        if (json) Console.WriteLine(JsonSerializer.Serialize(checks, ShopOptions.Json));
        else Print(checks);
        return checks.All(check => check.Holds) ? CommandLine.Held : CommandLine.Broken;
    }

    /// <summary>Every room's own proof.</summary>
    public static async Task<IReadOnlyList<Verification>> CheckAsync(IServiceProvider shop, CancellationToken cancel)
    {
        var checks = new List<Verification>();
        checks.AddRange(await shop.GetRequiredService<VerifyStock>().RunAsync(cancel));
        checks.AddRange(await shop.GetRequiredService<VerifyOrders>().RunAsync(cancel));
        checks.AddRange(await shop.GetRequiredService<VerifyRatings>().RunAsync(cancel));
        checks.AddRange(await shop.GetRequiredService<VerifyPayments>().RunAsync(cancel));
        checks.AddRange(await shop.GetRequiredService<VerifyJobs>().RunAsync(cancel));
        checks.AddRange(await shop.GetRequiredService<VerifyAudit>().RunAsync(cancel));
        return checks;
    }

    private static void Print(IReadOnlyList<Verification> checks)
    {
        var table = new Table().AddColumns("invariant", "rows", "").Border(TableBorder.Simple);
        table.Columns[1].RightAligned();
        foreach (var check in checks)
        {
            table.AddRow(
                Markup.Escape(check.Invariant), $"{check.Checked:N0}", check.Holds
                    ? "[green]holds[/]"
                    : "[red]BROKEN[/]");
        }

        AnsiConsole.Write(table);
        foreach (var finding in checks.SelectMany(check => check.Findings))
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{finding.Invariant}[/] {finding.Row}: {finding.Detail}");
        }

        var broken = checks.Count(check => !check.Holds);
        AnsiConsole.MarkupLine(broken == 0 ? "[green]All invariants hold.[/]"
            : $"[red]{broken} of {checks.Count} invariants are broken.[/]");
    }
}
