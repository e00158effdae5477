using Onair.Host.StaffConsole.Tables;
using Onair.Payments.Reconciliation;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Differences with the providers' books; without a word those that nobody has resolved.</summary>
internal sealed class CasesTable(ListCases list) : IDeskTable<ReconciliationCase>
{
    private const string state = "state";
    private const string bucket = "bucket";

    public string Name => "cases";

    public StaffRight Right => StaffRight.ReadPayments;

    public string TitleOf(ConsoleWords w) => w.Cases;

    public string EmptyOf(ConsoleWords w) => w.CasesEmpty;

    public object KeyOf(ReconciliationCase row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<ReconciliationCase>> Columns(ConsoleWords w) =>
    [
        new("opened", w.Time, row => w.Moment(row.OpenedAt)) { Raw = row => OrdersTable.Stamp(row.OpenedAt) },
        new("provider", w.Provider, row => row.Provider),
        new("kind", w.Kind, row => $"{ReconciliationWords.Of(row.Subject)}, {ReconciliationWords.Of(row.Bucket)}"),
        new("order", w.What, row => row.OrderId),
        new("ours", w.Ours, row => w.Won(row.Ours)) { IsNumber = true, Raw = row => OrdersTable.Text(row.Ours) },
        new("theirs", w.Theirs, row => w.Won(row.Theirs))
        {
            IsNumber = true, Raw = row => OrdersTable.Text(row.Theirs),
        },
        new("state", w.Status, row => ReconciliationWords.Of(row.State)),
        new("owner", w.Who, row => row.Owner) { IsExtra = true },
        new("reason", w.Reason, row => row.Reason ?? "") { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(state, w.Status, DeskFilterKind.Choice)
        {
            Otherwise = w.NotResolved,
            Choices = DeskChoices.Of<CaseState>(one => ReconciliationWords.Of(one)),
        },
        new(bucket, w.Kind, DeskFilterKind.Choice)
        {
            Choices = DeskChoices.Of<Bucket>(one => ReconciliationWords.Of(one)),
        },
    ];

    public async Task<DeskPage<ReconciliationCase>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var page = await list.RunAsync(
            new ListCasesRequest(
                view.Choice<CaseState>(state), view.Choice<Bucket>(bucket), "", view.Id(DeskView.AfterKey), limit),
            cancel);
        return new DeskPage<ReconciliationCase>(page.Cases, page.Next?.ToString("N"));
    }
}
