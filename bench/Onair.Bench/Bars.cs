namespace Onair.Bench;

/// <summary>The bars that the project has set itself, against the rows of one run.</summary>
internal static class Bars
{
    private const double oneSecondMs = 1000;

    /// <summary>Rows with their share of the ceiling: the mean of its two measurements.</summary>
    public static List<BenchRow> OfCeiling(IReadOnlyList<BenchRow> rows)
    {
        var ceilings = rows.Where(row => row.Name is Workload.CeilingFirst or Workload.CeilingLast).ToList();
        if (ceilings.Count == 0) return [.. rows];
        var ceiling = ceilings.Average(row => row.PerSecond);
        return [.. rows.Select(row =>
            row.PerSecond > 0 ? row with { OfCeiling = Math.Round(row.PerSecond / ceiling, 3) } : row)];
    }

    /// <summary>Only bars whose measurements were made.</summary>
    public static List<BenchBar> Of(IReadOnlyList<BenchRow> rows)
    {
        var found = rows.ToDictionary(row => row.Name);
        var bars = new List<BenchBar>();
        Share(Workload.HotSqlite, 0.45);
        Share(Workload.HotPostgres, 0.30);
        Share(Workload.PaidSqlite, 0.12);
        Share(Workload.PaidPostgres, 0.12);
        Ratio("PostgreSQL, hot SKU: times one transaction per order", Workload.HotPostgres, Workload.Naive, 15);
        Ratio("SQLite: hot SKU of spread SKUs", Workload.HotSqlite, Workload.SpreadSqlite, 0.8);
        Ratio("PostgreSQL: hot SKU of spread SKUs", Workload.HotPostgres, Workload.SpreadPostgres, 0.8);
        foreach (var name in new[] { Workload.SurgeSqlite, Workload.SurgePostgres })
        {
            Ceiling(name, "p99 ms", row => row.P99Ms, 50);
            Ceiling(name, "RSS MB", row => row.RssMb ?? 0, 350);
        }

        Floor(Workload.Overload, "goodput of the peak", row => row.OfPeak ?? 0, 0.8);
        Ceiling(Workload.Overload, "refusals, p99 ms", row => row.BusyP99Ms ?? oneSecondMs, 50);
        Ceiling(Workload.Overload, "RSS MB", row => row.RssMb ?? 0, 350);
        Share(Workload.HomePage, 0.6);
        Ceiling(Workload.ProductPages, "p99 ms", row => row.P99Ms, 30);
        Ceiling(Workload.Viewers, "KB per stream", row => row.StreamKb ?? 0, 30);
        Ceiling(Workload.Viewers, "a change is told, p99 ms", row => row.P99Ms, 300);
        Ceiling(Workload.Idle, "RSS MB", row => row.RssMb ?? 0, 150);
        Ceiling(Workload.Idle, "seconds to the first answer", row => row.StartSeconds ?? 0, 2);
        Floor(Workload.Payments, "payments/s", row => row.PerSecond, 1500);
        return bars;

        void Share(string name, double wanted)
        {
            if (found.ContainsKey(Workload.CeilingFirst))
                Floor(name, "of the ceiling", row => row.OfCeiling ?? 0, wanted);
        }

        void Floor(string name, string what, Func<BenchRow, double> value, double wanted)
        {
            if (found.TryGetValue(name, out var row))
                bars.Add(new($"{name}: {what}", wanted, Round(value(row)), IsFloor: true));
        }

        void Ceiling(string name, string what, Func<BenchRow, double> value, double wanted)
        {
            if (found.TryGetValue(name, out var row))
                bars.Add(new($"{name}: {what}", wanted, Round(value(row)), IsFloor: false));
        }

        void Ratio(string what, string above, string below, double wanted)
        {
            if (found.TryGetValue(above, out var a) && found.TryGetValue(below, out var b) && b.PerSecond > 0)
                bars.Add(new(what, wanted, Round(a.PerSecond / b.PerSecond), IsFloor: true));
        }
    }

    private static double Round(double value) => Math.Round(value, 3);
}
