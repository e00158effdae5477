using System.CommandLine;
using Onair.Orders;

namespace Onair.Host.Cli;

/// <summary><c>onair broadcasts result</c>: what a show brought, until now.</summary>
internal static class BroadcastResultCommand
{
    public static Command Create()
    {
        var which = BroadcastsCommand.ShowArgument();
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("result", "Sell-through by minute, conversion, revenue by channel")
        {
            which, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            if (await BroadcastsCommand.FindAsync(shop, parsed.GetValue(which)!, cancel) is not { } show)
                return CommandLine.BadInput;
            var result = await shop.GetRequiredService<ShowResults>().RunAsync(show.Id, cancel)
                ?? throw new InvalidOperationException($"broadcast {show.Id} is gone");
            return BroadcastTables.Print(ResultView.Of(result), parsed.GetValue(json));
        });
        return command;
    }
}
