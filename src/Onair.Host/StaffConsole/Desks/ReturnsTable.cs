using Onair.Host.StaffConsole.Tables;
using Onair.Orders;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>What customers give back, and how far it is.</summary>
internal sealed class ReturnsTable(ListWithdrawals list) : IDeskTable<WithdrawalRow>
{
    private const string state = "state";

    public string Name => "returns";

    public StaffRight Right => StaffRight.ReadOrders;

    public string TitleOf(ConsoleWords w) => w.Returns;

    public string EmptyOf(ConsoleWords w) => w.ReturnsEmpty;

    public object KeyOf(WithdrawalRow row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<WithdrawalRow>> Columns(ConsoleWords w) =>
    [
        new("number", w.OrderNumberLabel, row => row.OrderNumber) { Link = row => "/orders/" + row.OrderNumber },
        new("state", w.Status, row => w.StateOf(row.State)) { Raw = row => row.State.ToString() },
        new("cause", w.CauseTitle, row => w.CauseOf(row.Cause)) { Raw = row => row.Cause.ToString() },
        new("pieces", w.Quantity, row => w.Count(row.Pieces))
        {
            IsNumber = true, Raw = row => OrdersTable.Text(row.Pieces),
        },
        new("requested", w.RequestedAt, row => w.Moment(row.RequestedAt))
        {
            Raw = row => OrdersTable.Stamp(row.RequestedAt),
        },
        new("received", w.ReceivedAt, row => row.EndedAt is { } at ? w.Moment(at) : "")
        {
            Raw = row => row.EndedAt is { } at ? OrdersTable.Stamp(at) : "",
        },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
        [new(state, w.Status, DeskFilterKind.Choice) { Choices = DeskChoices.Of<WithdrawalState>(w.StateOf) }];

    public async Task<DeskPage<WithdrawalRow>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var (rows, next) = await list.RunAsync(
            view.Choice<WithdrawalState>(state), view.Id(DeskView.AfterKey), limit, cancel);
        return new DeskPage<WithdrawalRow>(rows, next?.ToString("N"));
    }
}
