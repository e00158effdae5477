using Onair.Series;

namespace Onair.Incidents;

/// <summary>What an incident has cost so far, with how it was reckoned. Null amounts: nobody knows.</summary>
/// <param name="Failed">Orders that were asked for and not taken (refused as busy, or an error).</param>
/// <param name="Missing">Orders that the phase should have brought and that were not even asked for.</param>
/// <param name="LostOrders">The larger of the two: who could not order may also be who did not ask again.</param>
/// <param name="AverageWon">Won of an order, over the same time and the hour before.</param>
/// <param name="LostWon">Orders by average.</param>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when.</param>
public sealed record IncidentImpact(
    double Failed, double? Missing, double LostOrders, double? AverageWon, double? LostWon, DateTimeOffset From,
    DateTimeOffset Until);

/// <summary>Reckons what an incident costs, live: from the series, and so from the same numbers as its alarm.</summary>
public sealed class MeasureImpact(ReadSeries read, TimeProvider time)
{
    private static readonly TimeSpan before = TimeSpan.FromHours(1);

    private static readonly SeriesChoice taken = Choice("onair.orders.asked{status=placed|already-placed}");
    private static readonly SeriesChoice placed = Choice("onair.orders.asked{status=placed}");
    private static readonly SeriesChoice failed = Choice("onair.orders.asked{status=busy|failed}");
    private static readonly SeriesChoice expected = Choice("onair.orders.expected");
    private static readonly SeriesChoice won = Choice("onair.orders.won");

    public async Task<IncidentImpact> RunAsync(Incident incident, CancellationToken cancel)
    {
        var until = incident.ResolvedAt ?? time.GetUtcNow();
        return Of(await read.RunAsync(incident.OpenedAt - before, until, cancel), incident.OpenedAt, until);
    }

    /// <summary>Pure.</summary>
    /// <param name="window">From an hour before the opening.</param>
    /// <param name="from">The opening.</param>
    /// <param name="until">The end, or now.</param>
    public static IncidentImpact Of(SeriesWindow window, DateTimeOffset from, DateTimeOffset until)
    {
        var first = (int)Math.Max(0, (from - window.From).Ticks / window.Span.Ticks);
        var orders = Sum(window, placed, 0);
        var average = orders > 0 ? Sum(window, won, 0) / orders : (double?)null;
        var refused = Sum(window, failed, first);
        var levels = Levels(window, expected, first);
        // Spans that say what to expect, and only those: a part of the time is known by what it knows.
        double? missing = levels.Count == 0
            ? null
            : Math.Max(0, (levels.Sum() * window.Span.TotalMinutes) - Sum(window, taken, first));
        var lost = Math.Max(refused, missing ?? 0);
        return new IncidentImpact(refused, missing, lost, average, lost * average, from, until);
    }

    private static double Sum(SeriesWindow window, SeriesChoice choice, int first)
    {
        var sum = 0.0;
        foreach (var column in window.Of(choice))
            for (var at = first; at < window.Count; at++) sum += column.Samples[at]?.Value ?? 0;
        return sum;
    }

    private static List<double> Levels(SeriesWindow window, SeriesChoice choice, int first)
    {
        var levels = new List<double>();
        foreach (var column in window.Of(choice))
        {
            for (var at = first; at < window.Count; at++)
                if (column.Samples[at] is { } sample) levels.Add(sample.Value);
        }

        return levels;
    }

    private static SeriesChoice Choice(string text) => SeriesChoice.Parse(text)!;
}
