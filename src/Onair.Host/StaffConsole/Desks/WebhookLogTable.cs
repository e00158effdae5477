using Onair.Host.StaffConsole.Tables;
using Onair.Staff;
using Onair.Staff.Audit;
using Onair.Webhooks;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>What was sent to whom, and whether it was taken.</summary>
internal sealed class WebhookLogTable(ListWebhooks list) : IDeskTable<WebhookMessage>
{
    private const string hook = "hook";
    private const string state = "state";

    public string Name => "webhook-log";

    public StaffRight Right => StaffRight.ChangeWebhooks;

    public string TitleOf(ConsoleWords w) => w.WebhookLog;

    public string EmptyOf(ConsoleWords w) => w.WebhookLogEmpty;

    public object KeyOf(WebhookMessage row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<WebhookMessage>> Columns(ConsoleWords w) =>
    [
        new("at", w.Time, row => w.Moment(row.CreatedAt))
        {
            Link = row => $"/webhook-log/{row.Id}", Raw = row => OrdersTable.Stamp(row.CreatedAt),
        },
        new("event", w.Kind, row => row.Event),
        new("state", w.Status, row => w.StateOf(row.State)) { Raw = row => row.State.ToString() },
        new("tries", w.Attempts, row => w.Count(row.Tries)) { IsNumber = true },
        new("ended", w.EndedAt, row => row.EndedAt is { } at ? w.Moment(at) : "")
        {
            Raw = row => row.EndedAt is { } at ? OrdersTable.Stamp(at) : "",
        },
        new("webhook", w.HookId, row => row.WebhookId.ToString("N"))
        {
            IsExtra = true, Link = row => $"/webhooks/{row.WebhookId}",
        },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(hook, w.HookId, DeskFilterKind.Text) { CharsMax = 32 },
        new(state, w.Status, DeskFilterKind.Choice) { Choices = DeskChoices.Of<MessageState>(w.StateOf) },
    ];

    public async Task<DeskPage<WebhookMessage>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var (rows, next) = await list.MessagesAsync(
            view.Id(hook), view.Choice<MessageState>(state), view.Id(DeskView.AfterKey), limit, cancel);
        return new DeskPage<WebhookMessage>(rows, next?.ToString("N"));
    }
}
