using CsCheck;
using Onair.Host.Cli.Load;

namespace Onair.Tests.Cli;

/// <summary>The proof must be able to fail: losses and oversales are planted here.</summary>
public sealed class SurgeMathsTests
{
    private static readonly SurgeOptions options = new() { Url = new Uri("http://127.0.0.1:1") };
    private static readonly Acknowledged order = new("N1", "T1", "MUG-001", 2, 3000);
    private static readonly SurgeFindings nothing = new(0, 0, 0, 0, 0);

    [Fact]
    public void Honest_shop_has_oversold_nothing() =>
        Assert.Equal(0, SurgeMaths.Oversold(30, 30, Stock(100, held: 0, sold: 0), Stock(100, held: 20, sold: 10)));

    [Fact]
    public void Selling_more_than_was_received_shows() =>
        Assert.Equal(5, SurgeMaths.Oversold(105, 105, Stock(100, 0, 0), Stock(100, held: 100, sold: 5)));

    [Fact]
    public void Promising_more_than_was_available_shows_even_when_the_counters_look_right() =>
        Assert.Equal(7, SurgeMaths.Oversold(107, 0, Stock(100, 0, 0), Stock(100, held: 100, sold: 0)));

    [Fact]
    public void Orders_that_stand_without_stock_show() =>
        Assert.Equal(40, SurgeMaths.Oversold(40, 40, Stock(100, 0, 0), Stock(100, held: 0, sold: 0)));

    [Fact]
    public void Stock_that_came_in_meanwhile_may_be_sold() =>
        Assert.Equal(0, SurgeMaths.Oversold(150, 150, Stock(100, 0, 0), Stock(200, held: 150, sold: 0)));

    [Fact]
    public void Holds_of_others_that_lapsed_meanwhile_may_be_sold() =>
        Assert.Equal(0, SurgeMaths.Oversold(100, 100, Stock(100, held: 60, sold: 0), Stock(100, held: 100, sold: 0)));

    [Fact]
    public void Known_order_with_its_content_is_not_lost()
    {
        Assert.Equal(nothing with { StandingPieces = 2 }, SurgeCheck.Judge(order, 200, Answer()));
        Assert.Equal(
            nothing with { StandingPieces = 2, Paid = 1 },
            SurgeCheck.Judge(order, 200, Answer() with { Status = "paid" }));
        Assert.Equal(nothing with { Expired = 1 }, SurgeCheck.Judge(order, 200, Answer() with { Status = "expired" }));
        Assert.Equal(nothing, SurgeCheck.Judge(order, 200, Answer() with { Status = "cancelled" }));
    }

    [Fact]
    public void Unknown_order_is_lost() => Assert.Equal(1, SurgeCheck.Judge(order, 404, null).Lost);

    [Fact]
    public void Order_with_other_contents_is_lost()
    {
        Assert.Equal(1, SurgeCheck.Judge(order, 200, Answer() with { Total = 1 }).Lost);
        Assert.Equal(1, SurgeCheck.Judge(order, 200, Answer() with { OrderNumber = "N2" }).Lost);
        Assert.Equal(1, SurgeCheck.Judge(order, 200, Answer() with { Lines = [] }).Lost);
        Assert.Equal(1, SurgeCheck.Judge(order, 200, Answer() with { Status = "vanished" }).Lost);
    }

    [Fact]
    public void Order_that_could_not_be_asked_for_is_neither_lost_nor_proven()
    {
        Assert.Equal(nothing with { Unchecked = 1 }, SurgeCheck.Judge(order, 0, null));
        Assert.Equal(nothing with { Unchecked = 1 }, SurgeCheck.Judge(order, 503, null));
    }

    [Fact]
    public void Every_request_is_counted_once() =>
        Gen.Int[0, 7].Array[0, 300].Sample(outcomes =>
        {
            var samples = Samples(outcomes.Length);
            for (var i = 0; i < outcomes.Length; i++) samples.Outcomes[i] = (PlaceOutcome)outcomes[i];
            var report = SurgeMaths.Report(options, samples, nothing, Stock(1, 0, 0), Stock(1, 0, 0));

            Assert.Equal(
                report.Intended, report.Placed + report.SoldOut + report.Busy + report.Refused + report.Failed);
            Assert.Equal(report.Intended, report.PerSecond.Sum(second => second.Intended));
            Assert.Equal(report.Intended, report.PerSecond.Sum(second => second.Placed + second.TurnedAway));
        });

    [Theory]
    [InlineData(0, 0, 0, 5, true, "HELD")]
    [InlineData(1, 0, 0, 5, false, "BROKEN")]
    [InlineData(0, 1, 0, 5, false, "NOT PROVEN")]
    [InlineData(0, 0, 3, 5, false, "BROKEN")]
    [InlineData(0, 0, 0, 80, false, "INVALID")]
    public void Verdict_says_what_is_wrong(int lost, int notAsked, int tooMany, int lagMs, bool held, string word)
    {
        var samples = Samples(100);
        Array.Fill(samples.Outcomes, PlaceOutcome.Placed);
        Array.Fill(samples.LagMicros, lagMs * 1000);
        var findings = new SurgeFindings(lost, 0, 0, notAsked, 0);
        var after = Stock(100, held: 100 + tooMany, 0);
        var report = SurgeMaths.Report(options, samples, findings, Stock(100, 0, 0), after);

        Assert.Equal(held, report.Held);
        Assert.StartsWith(word, report.Verdict);
    }

    [Fact]
    public void Stock_that_could_not_be_read_proves_nothing()
    {
        var report = SurgeMaths.Report(options, Samples(1), nothing, Stock(1, 0, 0), after: null);

        Assert.False(report.Held);
        Assert.Equal(1, report.Unchecked);
    }

    [Fact]
    public void Percentiles_count_decided_requests_from_their_intended_time()
    {
        var samples = Samples(100);
        for (var i = 0; i < 100; i++)
        {
            samples.Outcomes[i] = i < 99 ? PlaceOutcome.Placed : PlaceOutcome.Busy;
            samples.LatencyMicros[i] = i < 99 ? (i + 1) * 1000 : 900_000;
        }

        var report = SurgeMaths.Report(options, samples, nothing, Stock(1, 0, 0), Stock(1, 0, 0));
        Assert.Equal(50, report.P50Ms, 0.2);
        Assert.Equal(99, report.MaxMs, 0.2);
        Assert.Equal(900, report.BusyP99Ms, 2.0);
    }

    [Fact]
    public void Chart_is_a_drawing_on_white_with_its_units()
    {
        var samples = Samples(3000);
        Array.Fill(samples.Outcomes, PlaceOutcome.Placed);
        var report = SurgeMaths.Report(options, samples, nothing, Stock(1, 0, 0), Stock(1, 0, 0));
        var svg = SurgeChart.Svg(report);

        Assert.Contains("<svg", svg, StringComparison.Ordinal);
        foreach (var text in new[] { "seconds from the start", "orders / s", "p99, ms", "turned away / s", "intended" })
            Assert.Contains(text, svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Sparkline_is_as_high_as_its_values()
    {
        Assert.Equal(" ▄█", SurgeScreen.Spark([0, 1, 2], 60));
        Assert.Equal(60, SurgeScreen.Spark([.. Enumerable.Range(0, 601).Select(i => (double)i)], 60).Length);
        Assert.Equal("", SurgeScreen.Spark([], 60));
    }

    private static SurgeSamples Samples(int count) =>
        new([.. Enumerable.Range(0, count).Select(i => i * 10_000L)]) { Seconds = Math.Max(0.01, count * 0.01) };

    private static StockAnswer Stock(long received, long held, long sold) => new()
    {
        Sku = "MUG-001",
        Received = received,
        Sold = sold,
        Held = held,
        OnHand = received - sold,
        Available = received - sold - held,
    };

    private static OrderAnswer Answer() => new()
    {
        OrderNumber = "N1",
        Status = "placed",
        Total = 3000,
        Lines = [new OrderLineAnswer { Sku = "MUG-001", Quantity = 2, UnitPrice = 1500 }],
    };
}
