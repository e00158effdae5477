using HdrHistogram;

namespace Onair.Bench.Wire;

/// <summary>Counts and latencies inside the window that is measured; the warm-up is left out.</summary>
internal sealed class Tally
{
    private const long microsMax = 600_000_000;
    private const int digits = 3;
    private const int busyStatus = 503;
    private const int conflict = 409;

    private readonly Lock turn = new();
    private readonly LongHistogram done = new(microsMax, digits);
    private readonly LongHistogram busy = new(microsMax, digits);
    private readonly LongHistogram lag = new(microsMax, digits);
    private long total;
    private long doneCount;
    private long busyCount;
    private long refusedCount;
    private long failedCount;

    /// <param name="status">HTTP status; 0 for no answer.</param>
    /// <param name="micros">From when it was due, or from when it was sent in a closed loop.</param>
    /// <param name="measured">False during the warm-up.</param>
    public void Add(int status, long micros, bool measured)
    {
        var value = Math.Clamp(micros, 0, microsMax);
        lock (turn)
        {
            if (status is >= 200 and < 300) total++;
            if (!measured) return;
            if (status is >= 200 and < 300)
            {
                doneCount++;
                done.RecordValue(value);
            }
            else if (status == busyStatus)
            {
                busyCount++;
                busy.RecordValue(value);
            }
            else if (status == conflict) refusedCount++;
            else failedCount++;
        }
    }

    public void AddLag(long micros)
    {
        lock (turn) lag.RecordValue(Math.Clamp(micros, 0, microsMax));
    }

    public GenerateAnswer Answer(double seconds, long offered)
    {
        lock (turn)
        {
            return new GenerateAnswer
            {
                Done = doneCount,
                Total = total,
                Busy = busyCount,
                Refused = refusedCount,
                Failed = failedCount,
                Seconds = Math.Round(seconds, 3),
                PerSecond = Math.Round(doneCount / seconds, 1),
                OfferedPerSecond = Math.Round(offered / seconds, 1),
                P50Ms = Ms(done, 50),
                P99Ms = Ms(done, 99),
                MaxMs = Ms(done, 100),
                BusyP99Ms = Ms(busy, 99),
                SendLagP99Ms = Ms(lag, 99),
            };
        }
    }

    private static double Ms(LongHistogram histogram, double percentile) =>
        histogram.TotalCount == 0 ? 0 : Math.Round(histogram.GetValueAtPercentile(percentile) / 1000.0, 2);
}
