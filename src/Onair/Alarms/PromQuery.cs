using System.Globalization;
using Onair.Series;

namespace Onair.Alarms;

/// <summary>Pure: a signal of the catalogue as PromQL over the instruments at <c>/metrics</c>.</summary>
internal static class PromQuery
{
    /// <summary>Instruments that are histograms there.</summary>
    private static readonly HashSet<string> histograms = new(StringComparer.Ordinal)
    {
        "onair.orders.duration", "onair.payments.call", "onair.http.duration", "onair.jobs.lag",
        "onair.group_commit.wait", "onair.group_commit.size",
    };

    /// <summary>Instruments that are counted in seconds.</summary>
    private static readonly HashSet<string> inSeconds = new(StringComparer.Ordinal)
    {
        "onair.orders.duration", "onair.payments.call", "onair.http.duration", "onair.jobs.lag", "onair.jobs.behind",
        "onair.facts.behind", "onair.database.replica_lag",
    };

    /// <summary>The bucket's bound nearest below that the exporter has.</summary>
    private static readonly double[] bounds =
        [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60];

    public static string Of(SignalDefinition signal, TimeSpan window)
    {
        var range = $"[{(long)window.TotalSeconds}s]";
        var by = signal.By.Length > 0 ? $" by ({signal.By})" : "";
        string Increase(IReadOnlyList<SeriesChoice> choices) =>
            Sum(choices.Select(choice => $"sum{by}(increase({Metric(choice)}{range}))"));
        string Level(IReadOnlyList<SeriesChoice> choices, string how) =>
            Sum(choices.Select(choice => $"{how}{by}(avg_over_time({Metric(choice)}{range}))"));
        return signal.Measure switch
        {
            SignalMeasure.Ratio when signal.UpTo > 0 =>
                $"(sum{by}(increase({Buckets(signal.Of[0], signal.UpTo)}{range})) / {Increase(signal.Per)})",
            SignalMeasure.Ratio => $"(({Increase(signal.Of)} or 0 * {Increase(signal.Per)}) / {Increase(signal.Per)})",
            SignalMeasure.Percentile =>
                $"histogram_quantile({signal.Share.ToString(CultureInfo.InvariantCulture)}, "
                + $"sum by ({string.Join(", ", signal.By.Length > 0 ? [signal.By, "le"] : ["le"])})"
                + $"(rate({Buckets(signal.Of[0], 0)}{range})))",
            SignalMeasure.Worst => Sum(signal.Of.Select(c => $"max{by}(max_over_time({Metric(c)}{range}))")),
            SignalMeasure.Average => Level(signal.Of, "sum"),
            SignalMeasure.Count => Increase(signal.Of),
            SignalMeasure.Rate =>
                $"({Increase(signal.Of)} / {window.TotalMinutes.ToString("0.###", CultureInfo.InvariantCulture)})",
            SignalMeasure.LevelRatio => $"({Level(signal.Of, "max")} / {Level(signal.Per, "max")})",
            SignalMeasure.Pace => $"({Increase(signal.Of)} / ({Level(signal.Per, "max")} * "
                + $"{window.TotalMinutes.ToString("0.###", CultureInfo.InvariantCulture)}))",
        };
    }

    private static string Sum(IEnumerable<string> parts) => string.Join(" + ", parts);

    private static string Metric(SeriesChoice choice)
    {
        var name = choice.Signal.Replace('.', '_');
        var unit = inSeconds.Contains(choice.Signal)
            ? "_seconds" : choice.Signal.EndsWith(".cpu", StringComparison.Ordinal) ? "_ratio"
            : "";
        var suffix = histograms.Contains(choice.Signal) ? "_count" : IsCounter(choice.Signal) ? "_total" : "";
        return $"{name}{unit}{suffix}{Labels(choice, "")}";
    }

    private static string Buckets(SeriesChoice choice, double upTo)
    {
        var bound = upTo > 0
            ? $"le=\"{bounds.Where(b => b <= upTo).Max().ToString(CultureInfo.InvariantCulture)}\""
            : "";
        return $"{choice.Signal.Replace('.', '_')}_seconds_bucket{Labels(choice, bound)}";
    }

    private static bool IsCounter(string signal) => signal is "onair.orders.asked" or "onair.payments.settled"
        or "onair.carts.ended" or "onair.sessions.over" or "onair.health.checks" or "onair.cache.reads"
        or "onair.redis.failed";

    private static string Labels(SeriesChoice choice, string more)
    {
        var labels = choice.Conditions.Select(
            asked => $"{asked.Label}{(asked.IsExcluded ? "!~" : "=~")}\"{string.Join('|', asked.Values)}\"").ToList();
        if (more.Length > 0) labels.Add(more);
        return labels.Count == 0 ? "" : $"{{{string.Join(',', labels)}}}";
    }
}
