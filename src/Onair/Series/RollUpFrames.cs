using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Series;

/// <summary>
/// The timed verb that makes long spans out of short ones, and forgets what is older than it is kept. A span is rolled
/// up when it has been over for a minute: nodes whose database was away meanwhile are late, and those frames count in
/// the short spans alone.
/// </summary>
internal sealed class RollUpFrames(Database database, IOptions<SeriesOptions> options, TimeProvider time) : ITimedVerb
{
    /// <summary>Rows that one run takes away.</summary>
    private const int purgeMax = 2000;

    /// <summary>Long spans of one run.</summary>
    private const int spansMax = 12;

    private static readonly TimeSpan settle = TimeSpan.FromMinutes(1);

    public string Name => "series.roll-up";

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var more = false;
        for (var i = 1; i < ReadSeries.Spans.Count; i++)
        {
            var (shorter, longer) = (ReadSeries.Spans[i - 1], ReadSeries.Spans[i]);
            more |= await database.WriteAsync(open => RollAsync(open, shorter, longer, now, cancel), cancel);
        }

        TimeSpan[] kept = [options.Value.TenSecondsKept, options.Value.FiveMinutesKept, options.Value.HoursKept];
        for (var i = 0; i < ReadSeries.Spans.Count; i++)
        {
            var asked = new
            {
                span = (int)ReadSeries.Spans[i].TotalSeconds, before = now - kept[i],
                limit = purgeMax,
            };
            more |= await database.WriteAsync(open => open.ExecuteAsync(SeriesStore.Purge, asked, cancel), cancel)
                >= purgeMax;
        }

        return more;
    }

    /// <summary>True when there is more to roll up.</summary>
    private static async Task<bool> RollAsync(
        Transaction open, TimeSpan shorter, TimeSpan longer, DateTimeOffset now, CancellationToken cancel)
    {
        var until = Frame.StartOf(now - settle, longer);
        var newest = await open.FirstAsync<DateTimeOffset?>(
            SeriesStore.Newest, new { span = (int)longer.TotalSeconds }, cancel);
        var from = newest is { } last ? last + longer : DateTimeOffset.UnixEpoch;
        var oldest = await open.FirstAsync<DateTimeOffset?>(
            SeriesStore.Oldest, new { span = (int)shorter.TotalSeconds, from }, cancel);
        if (oldest is not { } first) return false;
        from = Frame.StartOf(first, longer);
        if (from >= until) return false;
        var end = from + (longer * spansMax) < until ? from + (longer * spansMax) : until;
        var frames = await ReadSeries.FramesAsync(open, shorter, from, end, cancel);
        var rows = SeriesWindow.Of(frames, from, end, shorter).Rolled(longer)
            .Select(frame => FrameRow.Of(frame, longer)).ToList();
        var round = open.Round();
        round.Write(SeriesStore.Put, rows);
        await round.ExecuteAsync(cancel);
        return end < until;
    }
}
