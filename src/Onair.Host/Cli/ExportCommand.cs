using System.CommandLine;
using System.Text.Json;
using Onair.Catalog;
using Onair.Host.Web;

namespace Onair.Host.Cli;

/// <summary><c>onair export FILE</c>: the catalog as a file that <c>import</c> reads back.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "Where to; an old file is replaced when the new one is whole",
        };
        var format = FeedOptions.Format();
        var shopUrl = FeedOptions.ShopUrl();
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("export", "Write all products to a file")
        {
            file, format, shopUrl, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var target = parsed.GetValue(file)!;
            if (!FeedOptions.TryFormat(parsed.GetValue(format), target.Name, out var shape))
                return FeedOptions.Refuse("export", FeedOptions.UnknownFormat);
            if (target.Directory is not { Exists: true })
                return FeedOptions.Refuse("export", $"there is no folder {target.DirectoryName}");
            await using var shop =
                await ShopOptions.OpenAsync(parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var asJson = parsed.GetValue(json);
            var result = await FeedOptions.WithProgressAsync(
                asJson,
                $"Writing {target.Name}",
                async report =>
                {
                    var partial = target.FullName + ".part";
                    await using (var stream = File.Create(partial))
                    {
                        var request = new ExportRequest(
                            stream, shape, parsed.GetValue(shopUrl)!, lines => report($"{lines:N0} lines", null));
                        var written = await shop.GetRequiredService<ExportProducts>().RunAsync(
                            request, StockQuestions.InStock, cancel);
                        report($"{written.Lines:N0} lines", 100);
                        await stream.FlushAsync(cancel);
                        stream.Close();
                        File.Move(partial, target.FullName, overwrite: true);
                        return written;
                    }
                });
            Console.WriteLine(asJson
                ? JsonSerializer.Serialize(
                    new { File = target.FullName, result.Products, result.Lines }, ShopOptions.Json)
                : $"{result.Products:N0} products, {result.Lines:N0} lines: {target.FullName}");
            return CommandLine.Held;
        });
        return command;
    }
}
