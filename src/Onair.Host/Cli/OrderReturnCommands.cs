using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Onair.Orders;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair orders receive|due</c>, and what all commands about returns share.</summary>
internal static class OrderReturnCommands
{
    /// <summary>Goods of a customer's withdrawal are here: the refund starts.</summary>
    public static Command Receive()
    {
        var number = new Argument<string>("number");
        var reason = new Option<string?>("--reason") { Description = "A note for the timeline" };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("receive", "The goods of the customer's withdrawal are here; it is refunded")
        {
            number, reason, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var shown = await shop.GetRequiredService<ShowOrders>().ByNumberAsync(parsed.GetValue(number)!, cancel);
            if (shown is null) return OrdersCommand.Refuse("no order has this number");
            if (shown.Withdrawal is not { } open) return OrdersCommand.Refuse("no withdrawal of this order is open");
            var request = new EndOrder(
                shown.Order.Number, null, OrderStep.Return, null, parsed.GetValue(reason), OrderActors.Operator, null)
            {
                WithdrawalId = open.Id,
            };
            return await OrdersCommand.EndAsync(shop, request, "return", cancel);
        });
        return command;
    }

    /// <summary>What the law's clocks ask for next.</summary>
    public static Command Due()
    {
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("due", "Orders to ship and refunds to pay that are overdue or due soon")
        {
            data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var due = await shop.GetRequiredService<ListDeadlines>().RunAsync(cancel);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(due, ShopOptions.Json));
            else Show(due, shop.GetRequiredService<TimeProvider>().GetUtcNow());
            return CommandLine.Held;
        });
        return command;
    }

    public static Option<string?> Cause(OrderStep step)
    {
        var cause = new Option<string?>("--cause")
        {
            Description = step == OrderStep.Return
                ? "change-of-mind (the customer bears the way back), defect or mismatch"
                : "change-of-mind, or supply-failure (the refund's clock runs from the payment)",
            // Who bears the way back is never guessed.
            Required = step == OrderStep.Return,
        };
        cause.AcceptOnlyFromAmong(
            step == OrderStep.Return ? ["change-of-mind", "defect", "mismatch"] : ["change-of-mind", "supply-failure"]);
        return cause;
    }

    public static Option<string[]> Lines() => new("--lines")
    {
        Description = "Which pieces, as SKU=PIECES ...; without it all that are left",
        AllowMultipleArgumentsPerToken = true,
    };

    public static EndCause? CauseOf(string? word) => word switch
    {
        "change-of-mind" => EndCause.ChangeOfMind,
        "defect" => EndCause.Defect,
        "mismatch" => EndCause.Mismatch,
        "supply-failure" => EndCause.SupplyFailure,
        _ => null,
    };

    /// <summary>Null pieces for all that are left; false for a text that is no SKU=PIECES.</summary>
    public static bool TryRead(string[]? lines, out List<(string Sku, int Pieces)>? pieces)
    {
        pieces = null;
        if (lines is null or []) return true;
        pieces = [];
        foreach (var line in lines)
        {
            // A SKU may have no = in it, so the last one is ours.
            var at = line.LastIndexOf('=');
            if (at <= 0
                || !int.TryParse(line.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count is < 1 or > OrdersOptions.QuantityMax
                || pieces.Exists(piece => piece.Sku == line[..at]))
            {
                return false;
            }

            pieces.Add((line[..at], count));
        }

        return true;
    }

    /// <summary>The part of an order's page that is about giving back.</summary>
    public static void Show(ShownOrder shown)
    {
        if (shown.Order.ShipBefore is { } ship) AnsiConsole.MarkupLineInterpolated($"to be shipped before {ship:u}");
        if (shown.Order.WithdrawBefore is { } until)
            AnsiConsole.MarkupLineInterpolated($"may be given back before {until:u}");
        if (shown.Order.Fees > 0) AnsiConsole.MarkupLineInterpolated($"kept for ways back: {shown.Order.Fees:N0} won");
        if (shown.Withdrawal is { } open)
            AnsiConsole.MarkupLineInterpolated($"withdrawal asked for at {open.RequestedAt:u}: {open.Cause}");
        foreach (var refund in shown.Refunds)
        {
            AnsiConsole.MarkupLineInterpolated(
                $"refund {refund.Amount:N0} won (VAT {refund.Vat:N0}): {refund.State}, due before {refund.DueAt:u}");
        }
    }

    private static void Show(IReadOnlyList<LegalDeadline> due, DateTimeOffset now)
    {
        var table = new Table().AddColumns("what", "order", "before", "", "won", "note").Border(TableBorder.Simple);
        foreach (var deadline in due)
        {
            table.AddRow(
                $"{deadline.Kind}",
                Markup.Escape(deadline.OrderNumber),
                $"{deadline.DueAt:u}",
                deadline.IsOverdue(now) ? "overdue" : "soon",
                deadline.Amount is { } won ? $"{won:N0}" : "",
                deadline.Note ?? "");
        }

        AnsiConsole.Write(table);
    }
}
