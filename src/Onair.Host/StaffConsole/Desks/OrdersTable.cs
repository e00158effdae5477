using System.Globalization;
using Onair.Host.StaffConsole.Tables;
using Onair.Orders;
using Onair.Orders.Search;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>The order book, without whom orders are for.</summary>
internal sealed class OrdersTable(SearchOrders search) : IDeskTable<OrderRow>
{
    private const string text = "q";
    private const string status = "status";
    private const string channel = "channel";
    private const string from = "from";
    private const string to = "to";
    private const string newest = "new";
    private const string oldest = "old";

    public string Name => "orders";

    public StaffRight Right => StaffRight.ReadOrders;

    public string TitleOf(ConsoleWords w) => w.Orders;

    public string EmptyOf(ConsoleWords w) => w.OrdersEmpty;

    public object KeyOf(OrderRow row) => row.Id;

    /// <summary>A list is no personal data; that a person was looked for is written down, and not which.</summary>
    public (Deed Deed, string Detail)? LookOf(DeskView view) =>
        view[text].Length > 0 ? (Deed.OrdersSearched, "") : null;

    public IReadOnlyList<DeskColumn<OrderRow>> Columns(ConsoleWords w) =>
    [
        new("number", w.OrderNumberLabel, row => row.Number) { Link = row => "/orders/" + row.Number },
        new("placed", w.PlacedAt, row => w.Moment(row.PlacedAt))
        {
            Sorts = (newest, oldest), Raw = row => Stamp(row.PlacedAt),
        },
        new("status", w.Status, row => w.StatusOf(row.Status)) { Raw = row => row.Status.ToString() },
        new("channel", w.ChannelTitle, row => w.ChannelOf(row.Channel)) { Raw = row => row.Channel.ToString() },
        new("what", w.What, row => w.AndMore(w.IsEnglish ? row.NameEn : row.NameKo, row.Lines)),
        new("total", w.Total, row => w.Won(row.Total)) { IsNumber = true, Raw = row => Text(row.Total) },
        new("remaining", w.Remaining, row => w.Won(row.Remaining))
        {
            IsNumber = true, IsExtra = true, Raw = row => Text(row.Remaining),
        },
        new("ship-before", w.ShipBefore, row => row.ShipBefore is { } at ? w.Moment(at) : "")
        {
            IsExtra = true, Raw = row => row.ShipBefore is { } at ? Stamp(at) : "",
        },
        new("changed", w.ChangedAt, row => w.Moment(row.ChangedAt))
        {
            IsExtra = true, Raw = row => Stamp(row.ChangedAt),
        },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(text, w.FindOrders, DeskFilterKind.Text) { IsPrivate = true, CharsMax = OrderText.CharsMax },
        new(status, w.Status, DeskFilterKind.Choice) { Choices = DeskChoices.Of<OrderStatus>(w.StatusOf) },
        new(channel, w.ChannelTitle, DeskFilterKind.Choice) { Choices = DeskChoices.Of<Channel>(w.ChannelOf) },
        new(from, w.FromDay, DeskFilterKind.Day),
        new(to, w.ToDay, DeskFilterKind.Day),
    ];

    public async Task<DeskPage<OrderRow>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var question = new OrderQuestion(
            OrderText.Of(view[text]),
            view.Choice<OrderStatus>(status),
            view.Choice<Channel>(channel),
            view.Day(from),
            view.Day(to)?.AddDays(1),
            view[DeskView.SortKey] == oldest,
            view.Id(DeskView.AfterKey),
            limit);
        var page = await search.RunAsync(question, cancel);
        var note = page.LookedTo is { } at ? w.LookedTo(at) : null;
        return new DeskPage<OrderRow>(page.Rows, page.Next?.ToString("N"), note);
    }

    internal static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    internal static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
