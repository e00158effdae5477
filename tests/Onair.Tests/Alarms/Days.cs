using Onair.Series;

namespace Onair.Tests.Alarms;

/// <summary>
/// The reference platform's traffic as series: 45 % in the morning, 75 % at noon, 160 % in the evening; half an hour
/// before a show 2.5 times as much, during it 15 times, after it 7 falling to 3. With a shopper's randomness, seeded.
/// </summary>
internal sealed class Days(int seed, double ordersPerMinute = 60)
{
    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    private readonly Random random = new(seed);

    /// <summary>Shows: when, how long, and how much of the fifteenfold comes.</summary>
    public List<(DateTimeOffset At, TimeSpan Length, double Share)> Shows { get; } = [];

    public IEnumerable<Frame> Between(DateTimeOffset from, DateTimeOffset until)
    {
        for (var at = from; at < until; at += Frame.Span) yield return Span(at);
    }

    private Frame Span(DateTimeOffset at)
    {
        var (phase, factor) = PhaseOf(at);
        var orders = Around(ordersPerMinute / 6 * HourOf(at) * factor);
        var failed = Around(orders * 0.0003);
        var declined = Around(orders * 0.02);
        var answers = Sizes.OfValues(
            Enumerable.Range(0, 40).Select(_ => 0.05 * Math.Pow(10, random.NextDouble() * random.NextDouble())));
        return new Frame(at, "a", new Dictionary<string, Sample>
        {
            ["onair.orders.asked{channel=web,status=placed}"] = Sample.Counter(orders),
            ["onair.orders.asked{channel=web,status=failed}"] = Sample.Counter(failed),
            ["onair.orders.asked{channel=web,status=sold-out}"] = Sample.Counter(factor > 10 ? orders * 2 : 0),
            ["onair.payments.settled{outcome=approved,provider=toss}"] = Sample.Counter(orders - declined),
            ["onair.payments.settled{outcome=declined,provider=toss}"] = Sample.Counter(declined),
            ["onair.payments.call{outcome=answered,provider=toss}"] = Sample.Histogram(answers, 4),
            ["onair.orders.duration{channel=web}"] = Sample.Histogram(answers, 4),
            ["onair.http.duration{area=api,outcome=done}"] = Sample.Histogram(answers, 4),
            ["onair.http.duration{area=page,outcome=done}"] = Sample.Histogram(answers, 4),
            ["onair.carts.ended{outcome=abandoned}"] = Sample.Counter(Around(orders * 1.86)),
            ["onair.carts.ended{outcome=ordered}"] = Sample.Counter(orders),
            ["onair.facts.behind"] = Sample.Gauge(random.NextDouble() * 2),
            ["onair.jobs.behind{kind=payments.approve}"] = Sample.Gauge(random.NextDouble() * 5),
            ["onair.jobs.live{kind=payments.approve,state=dead}"] = Sample.Gauge(0),
            ["onair.health.checks{outcome=ready}"] = Sample.Counter(2),
            ["onair.database.cpu"] = Sample.Gauge(factor > 10 ? 0.6 : 0.2),
            ["onair.machine.cpu"] = Sample.Gauge(factor > 10 ? 0.65 : 0.2),
            ["onair.stock.oversold"] = Sample.Gauge(0),
            ["onair.orders.paid_without_order"] = Sample.Gauge(0),
            ["onair.orders.holds_leaked"] = Sample.Gauge(0),
            [$"onair.broadcast.phase{{phase={phase}}}"] = Sample.Gauge(1),
        });
    }

    private (string Phase, double Factor) PhaseOf(DateTimeOffset at)
    {
        foreach (var (start, length, share) in Shows)
        {
            var since = at - start;
            if (since >= -TimeSpan.FromMinutes(30) && since < TimeSpan.Zero)
                return ("before", 1 + (1.5 * share * (30 + since.TotalMinutes) / 15));
            if (since >= TimeSpan.Zero && since < length) return ("live", Math.Max(1, 15 * share));
            if (since >= length && since < length + TimeSpan.FromMinutes(60))
                return ("after", Math.Max(1, share * (7 - (4 * (since - length).TotalMinutes / 60))));
        }

        return ("quiet", 1);
    }

    private static double HourOf(DateTimeOffset at) => at.ToOffset(korea).Hour switch
    {
        >= 2 and < 6 => 0.1, < 9 => 0.3, < 12 => 0.45, < 14 => 0.75, < 19 => 1, < 23 => 1.6, _ => 0.6,
    };

    /// <summary>A whole number about a mean, as far off as arrivals by chance are.</summary>
    private double Around(double mean)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Max(0, Math.Round(mean + (Math.Sqrt(mean) * normal)));
    }
}
