using Onair.Host.StaffConsole.Tables;
using Onair.Ratings;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>What buyers say, who has waited longest first.</summary>
internal sealed class RatingsTable(ListRatings list) : IDeskTable<QueuedRating>
{
    private const string state = "state";
    private const string reported = "reported";

    public string Name => "ratings";

    public StaffRight Right => StaffRight.ModerateRatings;

    public string TitleOf(ConsoleWords w) => w.Ratings;

    public string EmptyOf(ConsoleWords w) => w.RatingsEmpty;

    public object KeyOf(QueuedRating row) => row.Rating.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<QueuedRating>> Columns(ConsoleWords w) =>
    [
        new("written", w.WrittenAt, row => w.Moment(row.Rating.WrittenAt))
        {
            Link = row => $"/ratings/{row.Rating.Id}", Raw = row => OrdersTable.Stamp(row.Rating.WrittenAt),
        },
        new("state", w.Status, row => w.StateOf(row.Rating.State)) { Raw = row => row.Rating.State.ToString() },
        new("sku", w.Sku, row => row.Rating.Sku),
        new("stars", w.Stars, row => w.StarsOf(row.Rating.Stars)) { IsNumber = true },
        new("author", w.Who, row => row.Rating.Author),
        new("body", w.Detail, row => w.Short(row.Rating.Body)) { Raw = row => row.Rating.Body },
        new("pictures", w.Pictures, row => w.Count(row.Pictures.Count)) { IsNumber = true },
        new("reports", w.Reports, row => w.Count(row.Reports)) { IsNumber = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(state, w.Status, DeskFilterKind.Choice)
        {
            Otherwise = w.StateOf(RatingState.Pending),
            Choices = DeskChoices.Of<RatingState>(w.StateOf, RatingState.Pending),
        },
        new(reported, w.Reported, DeskFilterKind.Choice) { Choices = [("1", w.Yes)] },
    ];

    public async Task<DeskPage<QueuedRating>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var queue = await list.RunAsync(
            view.Choice<RatingState>(state) ?? RatingState.Pending, view[reported].Length > 0,
            view.Id(DeskView.AfterKey), Math.Min(limit, ListRatings.LimitMax), cancel);
        return new DeskPage<QueuedRating>(queue.Ratings, queue.Next?.ToString("N"));
    }
}
