using Onair.Series;

namespace Onair.Alarms;

/// <summary>
/// What the evaluation reads, kept from one to the next: only new frames are read, and those of the last minute again,
/// as nodes may be late. Used by the one loop that evaluates.
/// </summary>
internal sealed class RecentSeries(ReadSeries read)
{
    /// <summary>The longest window and its points.</summary>
    private static readonly TimeSpan length = AlarmRule.WindowMax;

    private static readonly TimeSpan again = TimeSpan.FromMinutes(1);

    /// <summary>Nodes write a moment after their span is over.</summary>
    private static readonly TimeSpan late = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan daysEvery = TimeSpan.FromMinutes(5);

    private List<Frame> frames = [];
    private SeriesWindow? days;
    private DateTimeOffset daysUntil;
    private OrderPace pace = OrderPace.None;

    public OrderPace Pace => pace;

    public async Task<AlarmWindows> ReadAsync(DateTimeOffset now, TimeSpan learnFrom, CancellationToken cancel)
    {
        var until = Frame.StartOf(now, Frame.Span);
        var from = until - length;
        var since = frames.Count == 0 || frames[^1].At < from ? from : frames[^1].At - again;
        var fresh = await read.FramesAsync(Frame.Span, since, until, cancel);
        frames = [.. frames.Where(frame => frame.At >= from && frame.At < since), .. fresh];
        // Nobody has written the last span yet: the evaluation is about the one before.
        if (now - until < late && (frames.Count == 0 || frames[^1].At < until - Frame.Span)) until -= Frame.Span;
        await ReadDaysAsync(now, learnFrom, cancel);
        return new AlarmWindows(SeriesWindow.Of(frames, from, until, Frame.Span), days);
    }

    private async Task ReadDaysAsync(DateTimeOffset now, TimeSpan learnFrom, CancellationToken cancel)
    {
        var span = ReadSeries.Spans[1];
        var until = Frame.StartOf(now, span);
        if (days is not null && until < daysUntil + daysEvery) return;
        var past = await read.FramesAsync(span, until - learnFrom, until, cancel);
        daysUntil = until;
        pace = OrderPace.Learn(SeriesWindow.Of(past, until - learnFrom, until, span));
        // The last spans may not be rolled up yet: the window ends where the data does.
        if (past.Count > 0 && past[^1].At + span < until) until = past[^1].At + span;
        days = SeriesWindow.Of(past, until - AlarmRule.BurnWindowMax, until, span);
    }
}
