using Onair.Storage;

namespace Onair.Series;

/// <summary>Reads what nodes recorded.</summary>
public sealed class ReadSeries(Database database)
{
    /// <summary>Frames of one reading: an hour of fifty nodes, or a quarter of a year in hours.</summary>
    public const int FramesMax = 20_000;

    /// <summary>Lengths of spans, the shortest first.</summary>
    public static readonly IReadOnlyList<TimeSpan> Spans =
        [Frame.Span, TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)];

    /// <summary>Frames that begin in a span of time, the oldest first; at most <see cref="FramesMax"/>.</summary>
    public Task<List<Frame>> FramesAsync(
        TimeSpan span, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel) =>
        database.ReadAsync(open => FramesAsync(open, span, from, until, cancel), cancel);

    internal static async Task<List<Frame>> FramesAsync(
        Transaction open, TimeSpan span, DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var asked = new { span = (int)span.TotalSeconds, from, until, limit = FramesMax };
        var rows = await open.QueryAsync<FrameRow>(SeriesStore.Between, asked, cancel);
        return rows.ConvertAll(row => new Frame(row.At, row.Node, Frame.Read(row.Body)));
    }

    /// <summary>Series over time, in spans that fit what is asked: at most some five hundred of them.</summary>
    public async Task<SeriesWindow> RunAsync(DateTimeOffset from, DateTimeOffset until, CancellationToken cancel)
    {
        var span = SpanFor(until - from);
        var first = Frame.StartOf(from, span);
        var frames = await FramesAsync(span, first, until, cancel);
        // What is not rolled up yet is still to be seen.
        var rolled = frames.Count == 0 ? first : frames[^1].At + span;
        if (span > Frame.Span && until - rolled < TimeSpan.FromHours(3) && until > rolled)
        {
            var fine = await FramesAsync(Frame.Span, rolled, until, cancel);
            var edge = Frame.StartOf(until, span) + span;
            frames.AddRange(SeriesWindow.Of(fine, rolled, edge, Frame.Span).Rolled(span));
        }

        var last = Frame.StartOf(until, span);
        return SeriesWindow.Of(frames, first, last < until ? last + span : last, span);
    }

    /// <summary>Pure: the span in which so much time is read.</summary>
    public static TimeSpan SpanFor(TimeSpan length) => length switch
    {
        _ when length <= TimeSpan.FromMinutes(90) => Spans[0],
        _ when length <= TimeSpan.FromDays(2) => Spans[1],
        _ => Spans[2],
    };
}
