using Onair.Host.StaffConsole.Tables;
using Onair.Payments;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Every try to pay, the newest first.</summary>
internal sealed class AttemptsTable(ListAttempts list, PaymentProviders providers) : IDeskTable<Attempt>
{
    private const string state = "state";
    private const string provider = "provider";
    private const string order = "order";

    public string Name => "attempts";

    public StaffRight Right => StaffRight.ReadPayments;

    public string TitleOf(ConsoleWords w) => w.AllAttempts;

    public string EmptyOf(ConsoleWords w) => w.AttemptsEmpty;

    public object KeyOf(Attempt row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<Attempt>> Columns(ConsoleWords w) =>
    [
        new("order", w.OrderNumberLabel, row => row.OrderNumber) { Link = row => "/orders/" + row.OrderNumber },
        new("at", w.Time, row => w.Moment(row.CreatedAt)) { Raw = row => OrdersTable.Stamp(row.CreatedAt) },
        new("provider", w.Provider, row => row.Provider),
        new("method", w.Method, row => row.Method ?? ""),
        new("state", w.Status, row => w.StateOf(row.State)) { Raw = row => row.State.ToString() },
        Won("amount", w.Amount, row => row.Amount, w),
        Won("captured", w.Captured, row => row.Captured, w),
        Won("refunded", w.RefundedWon, row => row.Refunded, w),
        new("failure", w.FailureCode, row => row.FailureCode ?? ""),
        new("reference", w.Reference, row => row.ProviderReference ?? "") { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(order, w.OrderNumberLabel, DeskFilterKind.Text) { CharsMax = 40 },
        new(state, w.Status, DeskFilterKind.Choice) { Choices = DeskChoices.Of<AttemptState>(w.StateOf) },
        new(provider, w.Provider, DeskFilterKind.Choice)
        {
            Choices = [.. providers.Names.Select(name => (name, name))],
        },
    ];

    public async Task<DeskPage<Attempt>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var answer = await list.RunAsync(
            new ListAttemptsRequest(
                view.Choice<AttemptState>(state), view[provider], view[order], view.Id(DeskView.AfterKey), limit),
            cancel);
        return new DeskPage<Attempt>(answer.Attempts, answer.Next?.ToString("N"));
    }

    private static DeskColumn<Attempt> Won(string key, string title, Func<Attempt, long> of, ConsoleWords w) =>
        new(key, title, row => w.Won(of(row))) { IsNumber = true, Raw = row => OrdersTable.Text(of(row)) };
}
