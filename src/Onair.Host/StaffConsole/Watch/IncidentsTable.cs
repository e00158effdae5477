using System.Globalization;
using Onair.Host.StaffConsole.Desks;
using Onair.Host.StaffConsole.Tables;
using Onair.Incidents;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Watch;

/// <summary>Incidents, the newest first; without a word those that are open.</summary>
internal sealed class IncidentsTable(ReadIncidents read) : IDeskTable<Incident>
{
    private const string state = "state";

    public string Name => "incidents";

    public StaffRight Right => StaffRight.ReadWatch;

    public string TitleOf(ConsoleWords w) => w.Incidents;

    public string EmptyOf(ConsoleWords w) => w.NoIncidents;

    public object KeyOf(Incident row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<Incident>> Columns(ConsoleWords w) =>
    [
        new("number", "#", row => $"#{row.Number}")
        {
            Raw = row => row.Number.ToString(CultureInfo.InvariantCulture), Link = row => $"/incidents/{row.Number}",
        },
        new("severity", w.Severity, row => w.SeverityOf(row.Severity)) { Raw = row => row.Severity.ToString() },
        new("title", w.Titled, row => w.Say(row.TitleKo, row.TitleEn)),
        new("state", w.Status, row => w.StateOf(row.State)) { Raw = row => row.State.ToString() },
        new("opened", w.OpenedAt, row => w.Moment(row.OpenedAt)) { Raw = row => OrdersTable.Stamp(row.OpenedAt) },
        new("taken", w.TakenBy, row => row.AcknowledgedBy ?? w.NobodyYet) { Raw = row => row.AcknowledgedBy ?? "" },
        new("area", w.Area, row => w.AreaOf(row.Area)) { IsExtra = true, Raw = row => row.Area.ToString() },
        new("runbook", w.Runbook, row => row.Runbook) { IsExtra = true },
        new("resolved", w.EndedAt, row => row.ResolvedAt is { } at ? w.Moment(at) : "")
        {
            IsExtra = true, Raw = row => row.ResolvedAt is { } at ? OrdersTable.Stamp(at) : "",
        },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(state, w.Status, DeskFilterKind.Choice)
        {
            Otherwise = w.StateOf(IncidentState.Open),
            Choices = DeskChoices.Of<IncidentState>(w.StateOf, IncidentState.Open),
        },
    ];

    public async Task<DeskPage<Incident>> PageAsync(DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var rows = await read.PageAsync(
            view.Choice<IncidentState>(state) ?? IncidentState.Open, view.Id(DeskView.AfterKey), limit, cancel);
        return new DeskPage<Incident>(rows, rows.Count == limit ? rows[^1].Id.ToString("N") : null);
    }
}
