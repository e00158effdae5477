using HdrHistogram;

namespace Onair.Host.Cli.Load;

/// <summary>What was asked of the shop after a run, in numbers.</summary>
/// <param name="Lost">Acknowledged orders that it does not know or that say something else.</param>
/// <param name="Paid">Orders that it calls paid or further.</param>
/// <param name="Expired">Orders whose hold has ended.</param>
/// <param name="Unchecked">Orders that could not be asked for.</param>
/// <param name="StandingPieces">Pieces of the orders that stand: neither expired nor cancelled.</param>
internal sealed record SurgeFindings(int Lost, int Paid, int Expired, int Unchecked, long StandingPieces);

/// <summary>From samples to figures. Pure: the tests plant losses and oversales here.</summary>
internal static class SurgeMaths
{
    private const double microsPerMs = 1000;

    // A microsecond to an hour at three digits.
    private const long micros = 3_600_000_000;
    private const int digits = 3;

    /// <summary>
    /// Pieces promised beyond what there was, by three independent counts of which the worst is reported: the shop's
    /// own counters; acknowledged pieces against what was available before; orders that stand against what the counters
    /// say is held or sold since.
    /// </summary>
    /// <param name="acknowledged">Pieces that were answered "placed" in this run.</param>
    /// <param name="standing">Pieces of those orders that stand, asked for after <paramref name="after"/> was
    /// read.</param>
    /// <param name="before">Read before the run.</param>
    /// <param name="after">Read when the last answer had come.</param>
    public static long Oversold(long acknowledged, long standing, StockAnswer before, StockAnswer after)
    {
        var beyondReceived = after.Sold - after.Returned + after.Held - after.Received;
        // What others held before may have come free meanwhile, and what came in meanwhile could be sold.
        var free = before.Available + before.Held
            + (after.Received - before.Received) + (after.Returned - before.Returned);
        var beyondAvailable = acknowledged - free;
        var beyondCounted = standing - (after.Held + after.Sold - before.Sold);
        return Math.Max(0, Math.Max(beyondReceived, Math.Max(beyondAvailable, beyondCounted)));
    }

    public static SurgeReport Report(
        SurgeOptions options, SurgeSamples samples, SurgeFindings findings, StockAnswer? before, StockAnswer? after)
    {
        var counts = new int[Enum.GetValues<PlaceOutcome>().Length];
        var decided = new LongHistogram(micros, digits);
        var busy = new LongHistogram(micros, digits);
        var lag = new LongHistogram(micros, digits);
        var paid = new LongHistogram(micros, digits);
        for (var i = 0; i < samples.Intended; i++)
        {
            var outcome = samples.Outcomes[i];
            counts[(int)outcome]++;
            lag.RecordValue(samples.LagMicros[i]);
            if (samples.Payments[i] == PayOutcome.Paid) paid.RecordValue(samples.PaidMicros[i]);
            if (IsDecided(outcome)) decided.RecordValue(samples.LatencyMicros[i]);
            else if (outcome == PlaceOutcome.Busy) busy.RecordValue(samples.LatencyMicros[i]);
        }

        var acknowledged = samples.Orders.Sum(o => (long)(o?.Quantity ?? 0));
        var stockUnread = before is null || after is null ? 1 : 0;
        var lagMs = Ms(lag, 99);
        var report = new SurgeReport
        {
            Url = options.Url.ToString(),
            Sku = options.Sku,
            Shape = options.Shape.ToString().ToLowerInvariant(),
            Rate = options.Rate,
            TimeScale = options.TimeScale,
            Seed = options.Seed,
            Seconds = Math.Round(samples.Seconds, 3),
            Intended = samples.Intended,
            Placed = counts[(int)PlaceOutcome.Placed],
            SoldOut = counts[(int)PlaceOutcome.SoldOut],
            Busy = counts[(int)PlaceOutcome.Busy],
            Refused = counts[(int)PlaceOutcome.OverLimit] + counts[(int)PlaceOutcome.PriceChanged]
                + counts[(int)PlaceOutcome.Refused],
            Failed = counts[(int)PlaceOutcome.Failed] + counts[(int)PlaceOutcome.None],
            Lost = findings.Lost,
            Oversold = stockUnread > 0 ? 0 : Oversold(acknowledged, findings.StandingPieces, before!, after!),
            Paid = findings.Paid,
            Declined = samples.Payments.Count(p => p == PayOutcome.Declined),
            Unanswered = samples.Payments.Count(p => p == PayOutcome.Unanswered),
            PaidP50Ms = Ms(paid, 50),
            PaidP99Ms = Ms(paid, 99),
            Expired = findings.Expired,
            Unchecked = findings.Unchecked + stockUnread,
            P50Ms = Ms(decided, 50),
            P95Ms = Ms(decided, 95),
            P99Ms = Ms(decided, 99),
            MaxMs = Ms(decided, 100),
            BusyP99Ms = Ms(busy, 99),
            AchievedPerSecond =
                samples.Seconds > 0 ? Math.Round(counts[(int)PlaceOutcome.Placed] / samples.Seconds, 2) : 0,
            SendLagP99Ms = lagMs,
            Valid = lagMs <= options.LagMsMax,
            Verdict = "",
            PerSecond = PerSecond(samples),
        };
        return report with { Verdict = Verdict(report, options.LagMsMax) };
    }

    private static bool IsDecided(PlaceOutcome outcome) => outcome switch
    {
        PlaceOutcome.Placed or PlaceOutcome.SoldOut or PlaceOutcome.OverLimit or PlaceOutcome.PriceChanged
            or PlaceOutcome.Refused => true,
        PlaceOutcome.None or PlaceOutcome.Busy or PlaceOutcome.Failed => false,
    };

    private static double Ms(LongHistogram histogram, double percentile) => histogram.TotalCount == 0
        ? 0
        : Math.Round(histogram.GetValueAtPercentile(percentile) / microsPerMs, 2);

    private static List<SurgeSecond> PerSecond(SurgeSamples samples)
    {
        var seconds = new List<SurgeSecond>();
        var latencies = new List<int>();
        var i = 0;
        for (var second = 0; second < Math.Ceiling(samples.Seconds); second++)
        {
            int intended = 0, placed = 0, away = 0;
            latencies.Clear();
            for (; i < samples.Intended && samples.DueMicros[i] < (second + 1) * 1_000_000L; i++)
            {
                intended++;
                if (samples.Outcomes[i] == PlaceOutcome.Placed) placed++;
                else away++;
                if (IsDecided(samples.Outcomes[i])) latencies.Add(samples.LatencyMicros[i]);
            }

            latencies.Sort();
            var p99 = latencies.Count == 0 ? 0 : latencies[(int)Math.Ceiling(latencies.Count * 0.99) - 1] / microsPerMs;
            seconds.Add(new SurgeSecond(second, intended, placed, away, Math.Round(p99, 2)));
        }

        return seconds;
    }

    private static string Verdict(SurgeReport report, double lagMsMax)
    {
        if (report.Lost > 0 || report.Oversold > 0)
            return $"BROKEN: {report.Lost} acknowledged orders lost, {report.Oversold} pieces oversold.";
        if (report.Unchecked > 0)
            return $"NOT PROVEN: {report.Unchecked} questions to the shop after the run stayed without an answer.";
        if (!report.Valid)
            return $"INVALID: the generator itself was late (p99 {report.SendLagP99Ms} ms, at most {lagMsMax} ms); "
                + "the latencies say nothing of the shop. Nothing was lost or oversold.";
        return $"HELD: {report.Placed} orders placed, none lost, nothing oversold.";
    }
}
