using Onair.Series;

namespace Onair.Alarms;

/// <summary>
/// Pure: how many orders a minute should have, learnt from the shop's own last weeks. The middle of what spans of the
/// same phase brought, as a multiple of what the same hour of the day brings without a show. A phase that the shop has
/// hardly had is reckoned by the factors that the reference platform measured.
/// </summary>
public sealed class OrderPace
{
    /// <summary>Spans of a phase before it speaks for itself: an hour of five minutes.</summary>
    public const int SpansMin = 12;

    private const string quiet = "quiet";
    private const int hours = 24;

    private static readonly TimeSpan korea = TimeSpan.FromHours(9);
    private static readonly SeriesChoice taken =
        SeriesChoice.Parse("onair.orders.asked{status=placed|already-placed}")!;
    private static readonly SeriesChoice phases = SeriesChoice.Parse("onair.broadcast.phase")!;

    /// <summary>Reference 1.3: 2.5 times before a show, 15 during it, 7 falling to 3 after it.</summary>
    private static readonly Dictionary<string, double> factors = new(StringComparer.Ordinal)
    {
        ["before"] = 2.5, ["live"] = 15, ["after"] = 3,
    };

    /// <summary>Hours with fewer orders a minute are no measure of anything.</summary>
    private const double quietMin = 1;

    private readonly Dictionary<string, double> byPhase = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> learnt = new(StringComparer.Ordinal);
    private readonly double?[] quietByHour = new double?[hours];

    private OrderPace()
    {
    }

    /// <summary>A shop without a past expects nothing.</summary>
    public static OrderPace None { get; } = new();

    /// <param name="past">Spans of five minutes.</param>
    public static OrderPace Learn(SeriesWindow past)
    {
        var pace = new OrderPace();
        var rates = Rates(past);
        foreach (var phase in rates.GroupBy(span => span.Phase, StringComparer.Ordinal))
        {
            if (phase.Count() >= SpansMin) pace.byPhase[phase.Key] = Middle(phase.Select(span => span.PerMinute));
        }

        foreach (var hour in rates.Where(span => span.Phase == quiet).GroupBy(span => span.Hour))
        {
            if (hour.Count() >= SpansMin) pace.quietByHour[hour.Key] = Middle(hour.Select(span => span.PerMinute));
        }

        foreach (var phase in rates.Where(span => span.Phase != quiet).GroupBy(span => span.Phase))
        {
            var ratios = phase.Where(span => pace.quietByHour[span.Hour] >= quietMin)
                .Select(span => span.PerMinute / pace.quietByHour[span.Hour]!.Value).ToList();
            if (ratios.Count >= SpansMin) pace.learnt[phase.Key] = Middle(ratios);
        }

        return pace;
    }

    /// <summary>Orders a minute; null when nobody knows.</summary>
    public double? Expect(string phase, DateTimeOffset now)
    {
        var hour = quietByHour[now.ToOffset(korea).Hour];
        var still = hour ?? (byPhase.TryGetValue(quiet, out var all) ? all : (double?)null);
        if (phase == quiet) return still;
        if (hour >= quietMin && learnt.TryGetValue(phase, out var own)) return hour * own;
        if (byPhase.TryGetValue(phase, out var usual)) return usual;
        return factors.TryGetValue(phase, out var factor) ? still * factor : null;
    }

    /// <summary>The phase of the last half minute of a window; null when it is not known.</summary>
    public static string? PhaseOf(SeriesWindow recent)
    {
        foreach (var column in recent.Of(phases))
        {
            for (var at = recent.Count - 1; at >= Math.Max(0, recent.Count - 3); at--)
                if (column.Samples[at] is { Value: > 0 }) return column.Name["phase"];
        }

        return null;
    }

    private static List<(string Phase, int Hour, double PerMinute)> Rates(SeriesWindow past)
    {
        var rates = new List<(string, int, double)>();
        var columns = past.Of(phases);
        var orders = past.Of(taken);
        for (var at = 0; at < past.Count; at++)
        {
            // A span in which the phase changed is neither.
            var known = columns.Where(column => column.Samples[at] is { Value: > 0 }).ToList();
            if (known.Count != 1) continue;
            var count = orders.Sum(column => column.Samples[at]?.Value ?? 0);
            rates.Add((
                known[0].Name["phase"], (past.From + (past.Span * at)).ToOffset(korea).Hour,
                count / past.Span.TotalMinutes));
        }

        return rates;
    }

    private static double Middle(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        var half = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
