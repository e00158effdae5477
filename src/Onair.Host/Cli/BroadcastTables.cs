using System.Text.Json;
using Onair.Broadcasts;
using Onair.Broadcasts.Talk;
using Onair.Orders;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary>Shows, questions and results on a terminal; as JSON they are what the API answers.</summary>
internal static class BroadcastTables
{
    /// <summary>Lines of a result; a day-long show has a thousand minutes, and <c>--json</c> has them all.</summary>
    private const int minutesMax = 120;

    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    public static int Print(BroadcastList list, bool json)
    {
        if (json) return Json(list);
        var table = WithId("starts (KST)", "state", "feed", "title", "offers");
        foreach (var show in list.Broadcasts)
        {
            table.AddRow(
                Time(show.StartsAt), show.State, Markup.Escape(show.Feed), Markup.Escape(show.TitleKo),
                $"{show.Offers.Count}", $"{show.Id}");
        }

        AnsiConsole.Write(table);
        return CommandLine.Held;
    }

    public static int Print(BroadcastView show, bool json)
    {
        if (json) return Json(show);
        AnsiConsole.MarkupLineInterpolated($"[bold]{show.TitleKo}[/] ({show.TitleEn}) on {show.Feed} is {show.State}");
        AnsiConsole.MarkupLineInterpolated($"{Time(show.StartsAt)} - {Time(show.EndsAt)} KST, {show.Id}");
        var table = WithId("", "KST", "sku", "state", "won", "ordered", "limit");
        foreach (var (offer, place) in show.Offers.Select((offer, i) => (offer, i + 1)))
        {
            table.AddRow(
                offer.Id == show.OnAirOffer ? $"> {place}" : $"{place}", $"{offer.PlannedAt.ToOffset(korea):HH:mm}",
                Markup.Escape(offer.Sku), offer.State, $"{offer.Price:N0}", $"{offer.Ordered}/{offer.Allotment}",
                $"{offer.LimitPerCustomer}", $"{offer.Id}");
        }

        AnsiConsole.Write(table);
        return CommandLine.Held;
    }

    public static int Print(AnnouncementList list, bool json)
    {
        if (json) return Json(list);
        var table = new Table().AddColumns("", "said (KST)", "who", "korean", "english").Border(TableBorder.Simple);
        foreach (var one in list.Announcements)
        {
            table.AddRow(
                $"{one.Number}", Time(one.SaidAt), Markup.Escape(one.Actor),
                one.TextKo.Length == 0 ? "(taken down)" : Markup.Escape(one.TextKo), Markup.Escape(one.TextEn));
        }

        AnsiConsole.Write(table);
        return CommandLine.Held;
    }

    public static int Print(QuestionList list, bool json)
    {
        if (json) return Json(list);
        var table = WithId("KST", "state", "question", "answer");
        foreach (var question in list.Questions)
        {
            table.AddRow(
                $"{question.AskedAt.ToOffset(korea):HH:mm}", question.State, Markup.Escape(question.Text),
                Markup.Escape(question.Answer ?? ""), $"{question.Id}");
        }

        AnsiConsole.Write(table);
        if (list.Next is { } next) AnsiConsole.MarkupLineInterpolated($"more: --cursor {next}");
        return CommandLine.Held;
    }

    public static int Print(ResultView result, bool json)
    {
        if (json) return Json(result);
        AnsiConsole.MarkupLineInterpolated(
            $"[bold]{result.TitleKo}[/]: {result.Total.Orders:N0} orders, {result.Total.PaidAmount:N0} won paid");
        AnsiConsole.MarkupLineInterpolated(
            $"sell-through {result.SellThrough:P1}, {result.Joined:N0} viewers, {result.ViewersPeak:N0} at one time");
        if (result.Conversion is { } conversion) AnsiConsole.MarkupLineInterpolated($"conversion {conversion:P1}");
        var offers = new Table().AddColumns("sku", "won", "placed", "paid", "won paid", "undone", "sell-through")
            .Border(TableBorder.Simple);
        foreach (var o in result.Offers)
        {
            offers.AddRow(
                Markup.Escape(o.Sku), $"{o.Price:N0}", $"{o.Sales.Placed:N0}", $"{o.Sales.Paid:N0}",
                $"{o.Sales.PaidAmount:N0}", $"{o.Sales.Undone:N0}", $"{o.SellThrough:P1}");
        }

        AnsiConsole.Write(offers);
        var channels = new Table().AddColumns("channel", "orders", "won paid").Border(TableBorder.Simple);
        foreach (var c in result.Channels)
            channels.AddRow(c.Channel, $"{c.Sales.Orders:N0}", $"{c.Sales.PaidAmount:N0}");
        AnsiConsole.Write(channels);
        var minutes = new Table().AddColumns("minute (KST)", "orders", "won placed", "sell-through", "viewers")
            .Border(TableBorder.Simple);
        foreach (var m in result.Minutes.TakeLast(minutesMax))
        {
            minutes.AddRow(
                Time(m.Minute), $"{m.Sales.Orders:N0}", $"{m.Sales.PlacedAmount:N0}", $"{m.SellThrough:P1}",
                $"{m.Viewers:N0}");
        }

        AnsiConsole.Write(minutes);
        return CommandLine.Held;
    }

    /// <summary>An id is whole, as somebody copies it; the rest may be broken into lines.</summary>
    private static Table WithId(params string[] columns) =>
        new Table().AddColumns(columns).AddColumn(new TableColumn("id").NoWrap()).Border(TableBorder.Simple);

    private static string Time(DateTimeOffset at) => $"{at.ToOffset(korea):yyyy-MM-dd HH:mm}";

    private static int Json<T>(T value)
    {
        Console.WriteLine(JsonSerializer.Serialize(value, ShopOptions.Json));
        return CommandLine.Held;
    }
}
