using System.CommandLine;
using System.Text.Json;
using Onair.Catalog;
using Onair.Host.Web;
using Onair.Inventory;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair import FILE</c>: products from a file, all or nothing unless bad lines are skipped.</summary>
internal static class ImportCommand
{
    /// <summary>Errors that a screen shows; <c>--json</c> has them all, up to the limit of the import.</summary>
    private const int errorsShownMax = 50;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "CSV of Onair, or Google's product feed as TSV or RSS",
        };
        var format = FeedOptions.Format();
        var skipBad = new Option<bool>("--skip-bad")
        {
            Description = "Leave bad lines out instead of refusing the file",
        };
        var shopUrl = FeedOptions.ShopUrl();
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("import", "Take products from a file, in one transaction")
        {
            file, format, skipBad, shopUrl, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var source = parsed.GetValue(file)!;
            if (!source.Exists) return FeedOptions.Refuse("import", $"there is no file {source}");
            if (!FeedOptions.TryFormat(parsed.GetValue(format), source.Name, out var shape))
                return FeedOptions.Refuse("import", FeedOptions.UnknownFormat);
            await using var shop =
                await ShopOptions.OpenAsync(parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var asJson = parsed.GetValue(json);
            var result = await FeedOptions.WithProgressAsync(
                asJson,
                $"Reading {source.Name}",
                async report =>
                {
                    await using var stream = source.OpenRead();
                    var size = Math.Max(source.Length, 1);
                    var request = new ImportRequest(
                        stream, shape, parsed.GetValue(skipBad), parsed.GetValue(shopUrl)!,
                        (lines, bytes) => report($"{lines:N0} lines", 100d * bytes / size));
                    return await shop.GetRequiredService<ImportProducts>().RunAsync(
                        request, OpeningStockReceipt.Of(shop.GetRequiredService<ReceiveStock>()), cancel);
                });
            if (asJson) Console.WriteLine(JsonSerializer.Serialize(Report(result), ShopOptions.Json));
            else Show(result);
            return result.Status switch
            {
                ImportProductsStatus.Imported => CommandLine.Held,
                ImportProductsStatus.ImportedInPart => CommandLine.Broken,
                ImportProductsStatus.Refused => CommandLine.BadInput,
            };
        });
        return command;
    }

    private static object Report(ImportProductsResult result) => new
    {
        result.Status,
        result.Lines,
        result.LinesBad,
        result.Created,
        result.Changed,
        result.Unchanged,
        result.PricesChanged,
        OpeningStock = result.Received.Sum(r => (long)r.Quantity),
        result.ErrorCount,
        result.Errors,
    };

    private static void Show(ImportProductsResult result)
    {
        foreach (var error in result.Errors.Take(errorsShownMax)) Console.Error.WriteLine(error);
        if (result.ErrorCount > errorsShownMax) Console.Error.WriteLine($"... {result.ErrorCount:N0} errors in all");
        var table = new Table().Border(TableBorder.Simple).HideHeaders().AddColumns("", "");
        table.Columns[1].RightAligned();
        table.AddRow("lines", $"{result.Lines:N0}");
        table.AddRow("bad lines", $"{result.LinesBad:N0}");
        table.AddRow("products created", $"{result.Created:N0}");
        table.AddRow("products changed", $"{result.Changed:N0}");
        table.AddRow("products unchanged", $"{result.Unchanged:N0}");
        table.AddRow("prices changed", $"{result.PricesChanged:N0}");
        table.AddRow("opening stock, pieces", $"{result.Received.Sum(r => (long)r.Quantity):N0}");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(result.Status switch
        {
            ImportProductsStatus.Imported => "[green]Imported.[/]",
            ImportProductsStatus.ImportedInPart => "[yellow]Imported without the bad lines.[/]",
            ImportProductsStatus.Refused =>
                "[red]Nothing was imported.[/] Mend the lines above, or leave them out with --skip-bad.",
        });
    }
}
