using Onair.Host.StaffConsole.Tables;
using Onair.Jobs;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>Jobs one by one; without a word those that died.</summary>
internal sealed class JobsTable(ListJobs list) : IDeskTable<Job>
{
    private const string state = "state";
    private const string kind = "kind";

    public string Name => "jobs";

    public StaffRight Right => StaffRight.ReadJobs;

    public string TitleOf(ConsoleWords w) => w.DeadJobs;

    public string EmptyOf(ConsoleWords w) => w.NoSuchJobs;

    public object KeyOf(Job row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<Job>> Columns(ConsoleWords w) =>
    [
        new("kind", w.Kind, row => row.Kind),
        new("state", w.Status, row => w.StateOf(row.State)) { Raw = row => row.State.ToString() },
        new("ended", w.EndedAt, row => row.EndedAt is { } at ? w.Moment(at) : "")
        {
            Raw = row => row.EndedAt is { } at ? OrdersTable.Stamp(at) : "",
        },
        new("attempts", w.Attempts, row => w.Count(row.Attempts)) { IsNumber = true },
        new("reason", w.Reason, row => row.Reason ?? ""),
        new("created", w.CreatedAt, row => w.Moment(row.CreatedAt))
        {
            IsExtra = true, Raw = row => OrdersTable.Stamp(row.CreatedAt),
        },
        new("due", w.RunsAt, row => w.Moment(row.RunAt)) { IsExtra = true, Raw = row => OrdersTable.Stamp(row.RunAt) },
        new("id", w.JobId, row => row.Id.ToString("N")) { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(state, w.Status, DeskFilterKind.Choice)
        {
            Otherwise = w.StateOf(JobState.Dead), Choices = DeskChoices.Of<JobState>(w.StateOf, JobState.Dead),
        },
        new(kind, w.Kind, DeskFilterKind.Text) { CharsMax = JobQueue.KindCharsMax },
    ];

    public async Task<DeskPage<Job>> PageAsync(DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var answer = await list.RunAsync(
            new ListJobsRequest(
                view.Choice<JobState>(state) ?? JobState.Dead, view[kind], view.Id(DeskView.AfterKey) ?? Guid.Empty,
                limit),
            cancel);
        return new DeskPage<Job>(answer.Jobs, answer.Next?.ToString("N"));
    }
}
