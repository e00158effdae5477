using System.CommandLine;
using System.Text.Json;
using Onair.Orders;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair orders show|person|due|prepare|ship|deliver|cancel|return|receive</c>: the steps of an order by hand.
/// </summary>
internal static class OrdersCommand
{
    public static Command Create()
    {
        var command = new Command("orders", "Show an order, and take it along its states") { Show() };
        command.Add(OrderPersonCommand.Create());
        command.Add(Step("prepare", "The warehouse begins", OrderStep.Prepare));
        command.Add(Step("ship", "It is on its way", OrderStep.Ship));
        command.Add(Step("deliver", "It arrived", OrderStep.Deliver));
        command.Add(End("cancel", "End it before it is shipped; what was paid is refunded", OrderStep.Cancel));
        command.Add(End("return", "It came back after it was shipped; what was paid is refunded", OrderStep.Return));
        command.Add(OrderReturnCommands.Receive());
        command.Add(OrderReturnCommands.Due());
        return command;
    }

    private static Command Show()
    {
        var number = new Argument<string>("number");
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("show", "Its lines, timeline and payments") { number, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            return await ShowAsync(shop, parsed.GetValue(number)!, parsed.GetValue(json), cancel);
        });
        return command;
    }

    private static Command Step(string name, string description, OrderStep step)
    {
        var number = new Argument<string>("number");
        var reason = new Option<string?>("--reason") { Description = "A note for the timeline" };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command(name, description) { number, reason, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var status = await shop.GetRequiredService<AdvanceOrder>().RunAsync(
                parsed.GetValue(number)!, step, OrderActors.Operator, parsed.GetValue(reason), cancel);
            return status switch
            {
                AdvanceOrderStatus.Advanced => await ShowAsync(shop, parsed.GetValue(number)!, json: false, cancel),
                AdvanceOrderStatus.UnknownOrder => Refuse("no order has this number"),
                AdvanceOrderStatus.WrongState => Refuse($"the order is not in a state to {name} it"),
            };
        });
        return command;
    }

    private static Command End(string name, string description, OrderStep step)
    {
        var number = new Argument<string>("number");
        var reason = new Option<string?>("--reason") { Description = "Why, for the timeline" };
        var cause = OrderReturnCommands.Cause(step);
        var lines = OrderReturnCommands.Lines();
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command(name, description) { number, reason, cause, lines, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!OrderReturnCommands.TryRead(parsed.GetValue(lines), out var pieces))
                return Refuse("--lines: write SKU=PIECES, each SKU once");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var request = new EndOrder(
                parsed.GetValue(number)!, null, step, pieces, parsed.GetValue(reason), OrderActors.Operator, null)
            {
                Cause = OrderReturnCommands.CauseOf(parsed.GetValue(cause)),
            };
            return await EndAsync(shop, request, name, cancel);
        });
        return command;
    }

    /// <summary>Ends an order or some of its pieces, and shows it as it stands then.</summary>
    internal static async Task<int> EndAsync(
        ServiceProvider shop, EndOrder request, string name, CancellationToken cancel)
    {
        await shop.GetRequiredService<OrderTokens>().LoadAsync(cancel);
        var ended = await shop.GetRequiredService<EndOrders>().RunAsync(request);
        return ended.Status switch
        {
            EndOrderStatus.Ended or EndOrderStatus.PartlyEnded =>
                await ShowAsync(shop, request.Number, json: false, cancel),
            EndOrderStatus.AlreadyEnded => Refuse("it has ended before"),
            EndOrderStatus.UnknownOrder => Refuse("no order has this number"),
            EndOrderStatus.WrongState => Refuse($"the order is not in a state to {name} it"),
            EndOrderStatus.WrongCause => Refuse("the cause does not go with this step or state"),
            EndOrderStatus.NotInOrder => Refuse("a SKU is not in the order, or fewer pieces are left"),
            EndOrderStatus.PaymentPending => Refuse("a payment's outcome is not known yet: try again after a moment"),
            EndOrderStatus.Changed or EndOrderStatus.Busy => Refuse("the shop could not do it just now: try again"),
        };
    }

    private static async Task<int> ShowAsync(ServiceProvider shop, string number, bool json, CancellationToken cancel)
    {
        if (await shop.GetRequiredService<ShowOrders>().ByNumberAsync(number, cancel) is not { } shown)
        {
            return Refuse("no order has this number");
        }

        if (json)
        {
            // The customer's name and phone stay where they are: a terminal's history is no place for them.
            var view = OrderView.Of(shown.Order, "") with { Delivery = null };
            Console.WriteLine(JsonSerializer.Serialize(
                new { view, delivery = shown.Order.Delivery?.Masked, shown.Timeline, 
                    refunds = RefundView.Of(shown), payments = shown.Attempts.Select(PaymentView.Of) },
                ShopOptions.Json));
            return CommandLine.Held;
        }

        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{shown.Order.Number}[/] is {shown.Order.Status}, {shown.Order.Total:N0} won");
        var lines = new Table()
            .AddColumns("sku", "name", "pieces", "cancelled", "returned", "won").Border(TableBorder.Simple);
        foreach (var line in shown.Order.Lines)
        {
            lines.AddRow(
                Markup.Escape(line.Sku), Markup.Escape(line.NameKo), $"{line.Quantity}", $"{line.Cancelled}",
                $"{line.Returned}", $"{line.Amount:N0}");
        }

        AnsiConsole.Write(lines);
        AnsiConsole.MarkupLineInterpolated(
            $"goes to {shown.Order.Delivery?.Masked ?? "nowhere that the shop knows of"}");
        AnsiConsole.MarkupLineInterpolated(
            $"{shown.Order.PlacedAt:u} Placed by {OrderActors.Shopper} ({shown.Order.Channel})");
        foreach (var step in shown.Timeline)
            AnsiConsole.MarkupLineInterpolated($"{step.At:u} {step.To} by {step.Actor} {step.Reason} {step.Cause}");
        OrderReturnCommands.Show(shown);
        foreach (var a in shown.Attempts)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"payment {a.Id} at {a.Provider}: {a.State}, captured {a.Captured:N0}, refunded {a.Refunded:N0}");
            if (a.FailureCode is not null) AnsiConsole.MarkupLineInterpolated($"  {a.FailureCode}");
        }

        return CommandLine.Held;
    }

    internal static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: orders: " + why);
        return CommandLine.BadInput;
    }
}
