using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Onair.Host.Cli.Load;

/// <summary>
/// The picture of a surge: what was asked and placed per second, how long it took, what was turned away.
/// </summary>
internal static class SurgeChart
{
    private const double width = 960;
    private const double height = 620;

    private static readonly OxyColor ink = OxyColor.FromRgb(38, 50, 56);
    private static readonly OxyColor grid = OxyColor.FromRgb(225, 229, 232);
    private static readonly OxyColor asked = OxyColor.FromRgb(176, 190, 197);
    private static readonly OxyColor placed = OxyColor.FromRgb(0, 121, 107);
    private static readonly OxyColor late = OxyColor.FromRgb(94, 53, 177);
    private static readonly OxyColor away = OxyColor.FromRgb(216, 67, 21);

    /// <summary>An SVG document with a light background.</summary>
    public static string Svg(SurgeReport report)
    {
        var exporter = new SvgExporter { Width = width, Height = height };
        return exporter.ExportToString(Plot(report));
    }

    private static PlotModel Plot(SurgeReport report)
    {
        var plot = new PlotModel
        {
            Title = $"{report.Shape} on {report.Sku}: {report.Placed:N0} placed, {report.Lost} lost, "
                + $"{report.Oversold} oversold, p99 {report.P99Ms} ms",
            TitleFontSize = 16,
            DefaultFont = "Arial",
            PlotMargins = new OxyThickness(80, double.NaN, 24, double.NaN),
            Background = OxyColors.White,
            TextColor = ink,
            PlotAreaBorderColor = grid,
            IsLegendVisible = true,
        };
        plot.Legends.Add(new Legend
        {
            LegendPlacement = LegendPlacement.Outside,
            LegendPosition = LegendPosition.BottomCenter,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendItemSpacing = 40,
            // Texts are measured with another font than browsers draw: room for the difference.
            LegendPadding = 30,
        });
        plot.Axes.Add(new LinearAxis
        {
            Position = AxisPosition.Bottom,
            Title = "seconds from the start",
            Minimum = 0,
            Maximum = Math.Max(1, report.PerSecond.Count),
            MinorTickSize = 0,
            AxisTitleDistance = 10,
            MajorGridlineStyle = LineStyle.Solid,
            MajorGridlineColor = grid,
        });
        plot.Axes.Add(Panel("orders", "orders / s", from: 0.46, to: 1));
        plot.Axes.Add(Panel("late", "p99, ms", from: 0.23, to: 0.42));
        plot.Axes.Add(Panel("away", "turned away / s", from: 0, to: 0.19));
        plot.Series.Add(Line(report, "intended", "orders", asked, second => second.Intended, 7));
        plot.Series.Add(Line(report, "placed", "orders", placed, second => second.Placed, 2));
        plot.Series.Add(Line(report, "p99", "late", late, second => second.P99Ms, 2));
        plot.Series.Add(Line(report, "turned away", "away", away, second => second.TurnedAway, 2));
        return plot;
    }

    private static LinearAxis Panel(string key, string title, double from, double to) => new()
    {
        Key = key,
        Title = title,
        Position = AxisPosition.Left,
        StartPosition = from,
        EndPosition = to,
        Minimum = 0,
        MinimumRange = 1,
        MaximumPadding = 0.1,
        AxisTitleDistance = 16,
        IntervalLength = 40,
        MinorTickSize = 0,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = grid,
    };

    private static StairStepSeries Line(
        SurgeReport report,
        string title,
        string axis,
        OxyColor color,
        Func<SurgeSecond, double> value,
        double thickness)
    {
        var series = new StairStepSeries
        {
            Title = title,
            YAxisKey = axis,
            Color = color,
            StrokeThickness = thickness,
            VerticalStrokeThickness = thickness,
        };
        foreach (var second in report.PerSecond) series.Points.Add(new DataPoint(second.Second, value(second)));
        if (report.PerSecond.Count > 0)
            series.Points.Add(new DataPoint(report.PerSecond.Count, value(report.PerSecond[^1])));
        return series;
    }
}
