using System.CommandLine;
using System.Text.Json;
using Onair.Catalog;
using Onair.Inventory;
using Onair.Storage;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair stock receive|adjust|show</c>: the warehouse's verbs.</summary>
internal static class StockCommand
{
    private const string actor = "operator";

    public static Command Create() =>
        new("stock", "Receive and adjust stock, show its history") { Receive(), Adjust(), Show() };

    private static Command Receive()
    {
        var sku = new Argument<string>("sku");
        var quantity = new Argument<long>("quantity") { Description = "Pieces, 1 or more" };
        var reason = new Option<string?>("--reason");
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("receive", "Book goods in") { sku, quantity, reason, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var database = shop.GetRequiredService<Database>();
            var name = parsed.GetValue(sku)!;
            var status = await database.WriteAsync<ReceiveStockStatus?>(
                async open =>
                {
                    var found = new List<SellableVariant>(1);
                    var round = open.Round();
                    ReadSellable.Into(round, [name], found);
                    await round.ExecuteAsync(cancel);
                    if (found.Count == 0) return null;
                    return await shop.GetRequiredService<ReceiveStock>().RunAsync(
                        open, [new Delivery(found[0].Id, name, parsed.GetValue(quantity))], actor,
                        parsed.GetValue(reason), cancel);
                },
                cancel);
            return status switch
            {
                ReceiveStockStatus.Received => await ShowAsync(shop, name, 1, json: false, cancel),
                ReceiveStockStatus.Invalid => Refuse($"quantity must be 1 to {InventoryOptions.QuantityMax}"),
                null => Refuse($"no variant has the SKU {name}"),
            };
        });
        return command;
    }

    private static Command Adjust()
    {
        var sku = new Argument<string>("sku");
        var change =
            new Argument<long>("change") { Description = "Pieces more, or fewer when negative (put -- before it)" };
        var reason = new Option<string>("--reason") { Description = "Why, for the history", Required = true };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("adjust", "Correct the books") { sku, change, reason, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var name = parsed.GetValue(sku)!;
            var status = await shop.GetRequiredService<AdjustStock>().RunAsync(
                new Adjustment(name, parsed.GetValue(change), parsed.GetValue(reason)!, actor), cancel);
            return status switch
            {
                AdjustStockStatus.Adjusted => await ShowAsync(shop, name, 1, json: false, cancel),
                AdjustStockStatus.UnknownVariant => Refuse($"no stock was ever received for {name}"),
                AdjustStockStatus.BelowHeld => Refuse("fewer would remain than are held for orders"),
                AdjustStockStatus.Invalid => Refuse(
                    $"change must not be 0, and the reason needs 1 to {InventoryOptions.ReasonMax} characters"),
            };
        });
        return command;
    }

    private static Command Show()
    {
        var sku = new Argument<string>("sku");
        var limit = new Option<int>("--limit") { Description = "Movements to show", DefaultValueFactory = _ => 20 };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("show", "Show stock and its history") { sku, limit, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            return await ShowAsync(shop, parsed.GetValue(sku)!, parsed.GetValue(limit), parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static async Task<int> ShowAsync(
        ServiceProvider shop, string sku, int limit, bool json, CancellationToken cancel)
    {
        var read = shop.GetRequiredService<ReadStock>();
        var found = await read.BySkuAsync([sku], cancel);
        if (found.Count == 0) return Refuse($"no stock was ever received for {sku}");
        var history = await read.HistoryAsync(sku, long.MaxValue, limit, cancel);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { stock = found[0], history }, ShopOptions.Json));
            return CommandLine.Held;
        }

        var stock = found[0];
        AnsiConsole.MarkupLineInterpolated(
            $"{sku}: [bold]{stock.Available:N0}[/] available, {stock.OnHand:N0} on hand, {stock.Held:N0} held");
        AnsiConsole.MarkupLineInterpolated($"{stock.Sold:N0} sold, {stock.Returned:N0} returned");
        var table = new Table()
            .AddColumns("at (UTC)", "kind", "pieces", "orders", "who", "reason").Border(TableBorder.Simple);
        foreach (var m in history)
        {
            table.AddRow(
                $"{m.At:u}", $"{m.Kind}", $"{m.Quantity:N0}", $"{m.Orders:N0}", Markup.Escape(m.Actor), Markup.Escape(
                    m.Reason ?? ""));
        }

        AnsiConsole.Write(table);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: stock: " + why);
        return CommandLine.BadInput;
    }
}
