using Onair.Alarms;
using Onair.Series;

namespace Onair.Tests.Alarms;

/// <summary>The pure rule, case by case.</summary>
public sealed class DecideAlarmsTests
{
    private static readonly AlarmRule success = Watched.Rule("order-success-low");

    [Fact]
    public void Ratio_with_too_few_samples_is_no_traffic_and_not_well()
    {
        var state = Watched.Decide(Watched.Frames(30, _ => Watched.Orders(1, 0)), [], success).Single();
        Assert.Equal((AlarmLevel.NoTraffic, 30L, (double?)null), (state.Level, state.Samples, state.Value));
    }

    [Fact]
    public void Silence_of_all_nodes_is_insufficient()
    {
        var frames = Watched.Frames(3, _ => Watched.Orders(100, 0));
        var window = SeriesWindow.Of(frames, Watched.Start.AddMinutes(10), Watched.Start.AddMinutes(15), Frame.Span);
        var states = DecideAlarms.Decide(
            [(success, 1)], new AlarmWindows(window, null), new Dictionary<string, AlarmState>(), (_, e) => throw e);
        Assert.Equal(AlarmLevel.Insufficient, states.Single().Level);
        Assert.Equal(AlarmHealth.PartialData, states.Single().Health);
    }

    [Theory]
    [InlineData("order-latency-p99", 999, AlarmLevel.NoTraffic)]
    [InlineData("order-latency-p99", 1000, AlarmLevel.Critical)]
    [InlineData("order-latency-p95", 199, AlarmLevel.NoTraffic)]
    [InlineData("order-latency-p95", 200, AlarmLevel.Critical)]
    public void Percentile_needs_ten_values_beyond_it(string signal, int values, AlarmLevel level)
    {
        var rule = Watched.Rule("orders-slow") with { Signal = signal };
        var slow = Sizes.OfValues(Enumerable.Repeat(20.0, values));
        var frames = Watched.Frames(30, i =>
            i == 29 ? [("onair.orders.duration{channel=web}", Sample.Histogram(slow, values * 20))] : []);
        Assert.Equal(level, Watched.Decide(frames, [], rule).Single().Level);
    }

    [Fact]
    public void Each_provider_has_an_alarm_of_its_own()
    {
        var rule = Watched.Rule("payment-success-low");
        var frames = Watched.Frames(30, _ =>
        [
            ("onair.payments.settled{outcome=approved,provider=a}", Sample.Counter(100)),
            ("onair.payments.settled{outcome=approved,provider=b}", Sample.Counter(50)),
            ("onair.payments.settled{outcome=unknown,provider=b}", Sample.Counter(50)),
        ]);
        var states = Watched.Decide(frames, [], rule);
        Assert.Equal(
            [("payment-success-low:a", AlarmLevel.Ok), ("payment-success-low:b", AlarmLevel.Critical)],
            states.Select(state => (state.Key, state.Level)));
    }

    [Fact]
    public void Provider_that_is_silent_is_not_well()
    {
        var rule = Watched.Rule("payment-success-low");
        var before = new AlarmState
        {
            Rule = rule.Id, Group = "gone", Level = AlarmLevel.Ok, Since = Watched.Start, EvaluatedAt = Watched.Start,
        };
        var state = Watched.Decide(Watched.Frames(30, _ => []), [before], rule).Single();
        Assert.Equal(("gone", AlarmLevel.Insufficient), (state.Group, state.Level));
    }

    [Fact]
    public void What_flaps_goes_on_for_a_while()
    {
        var rule = success with { KeepFiring = TimeSpan.FromMinutes(1), Window = TimeSpan.FromSeconds(10) };
        var bad = Watched.Frames(1, _ => Watched.Orders(0, 100));
        var good = Watched.Frames(7, _ => Watched.Orders(100, 0), Watched.Start + Frame.Span);
        List<Frame> frames = [.. bad];
        var before = Watched.Decide(frames, [], rule);
        Assert.Equal(AlarmLevel.Critical, before.Single().Level);
        var levels = new List<AlarmLevel>();
        foreach (var frame in good)
        {
            frames.Add(frame);
            before = Watched.Decide(frames, before, rule);
            levels.Add(before.Single().Level);
        }

        Assert.Equal([.. Enumerable.Repeat(AlarmLevel.Critical, 5), AlarmLevel.Ok, AlarmLevel.Ok], levels);
    }

    [Fact]
    public void Warm_up_says_nothing()
    {
        var rule = success with { WarmUp = TimeSpan.FromMinutes(2) };
        var frames = Watched.Frames(30, _ => Watched.Orders(0, 100));
        var early = Watched.Decide(frames.GetRange(0, 11), [], rule).Single();
        Assert.Equal((AlarmLevel.Insufficient, AlarmHealth.WarmUp), (early.Level, early.Health));
        Assert.Equal(AlarmLevel.Critical, Watched.Decide(frames.GetRange(0, 12), [early], rule).Single().Level);
    }

    [Fact]
    public void Rule_counts_in_its_phase_only()
    {
        var rule = success with { Phases = ["live"] };
        (string, Sample)[] Of(string phase) =>
            [.. Watched.Orders(0, 100), ($"onair.broadcast.phase{{phase={phase}}}", Sample.Gauge(1))];
        var quiet = Watched.Decide(Watched.Frames(30, _ => Of("quiet")), [], rule).Single();
        Assert.Equal((AlarmLevel.Ok, AlarmHealth.OutOfPhase), (quiet.Level, quiet.Health));
        Assert.Equal(AlarmLevel.Critical, Watched.Decide(Watched.Frames(30, _ => Of("live")), [], rule).Single().Level);
        Assert.Equal(
            AlarmLevel.Critical,
            Watched.Decide(Watched.Frames(30, _ => Watched.Orders(0, 100)), [], rule).Single().Level);
    }

    [Fact]
    public void What_another_alarm_explains_calls_nobody()
    {
        var slow = Sample.Histogram(Sizes.OfValues(Enumerable.Repeat(20.0, 500)), 10_000);
        var frames = Watched.Frames(30, _ =>
            [("onair.http.duration{area=api,outcome=done}", slow), ("onair.orders.duration{channel=web}", slow)]);
        var states = Watched.Decide(frames, [], Watched.Rule("api-slow"), Watched.Rule("orders-slow"));
        Assert.Equal([true, false], states.Select(state => state.IsSuppressed));
        Assert.All(states, state => Assert.True(state.IsFiring));
    }

    [Fact]
    public void Composite_fires_when_all_its_parts_do()
    {
        var answers = "onair.http.duration{area=api,outcome=failed}";
        var fast = Sample.Histogram(Sizes.OfValues(Enumerable.Repeat(0.01, 500)), 5);
        AlarmRule[] rules = [Watched.Rule("shop-down"), success, Watched.Rule("errors-5xx-high")];
        var half = Watched.Decide(Watched.Frames(30, _ => Watched.Orders(0, 100)), [], rules);
        Assert.Equal(AlarmLevel.Ok, half.Single(state => state.Rule == "shop-down").Level);
        var whole = Watched.Decide(
            Watched.Frames(30, _ => [.. Watched.Orders(0, 100), (answers, fast)]), half, rules);
        Assert.Equal(AlarmLevel.Critical, whole.Single(state => state.Rule == "shop-down").Level);
    }

    [Fact]
    public void Silent_node_makes_data_partial()
    {
        var frames = Watched.Frames(30, _ => Watched.Orders(100, 0));
        var other = frames.GetRange(0, 27).ConvertAll(frame => frame with { Node = "b" });
        Assert.Equal(
            AlarmHealth.PartialData, Watched.Decide([.. other, .. frames], [], success).Single().Health);
    }

    [Fact]
    public void Rule_that_fails_does_not_blind_the_others()
    {
        var broken = success with { Id = "broken", Signal = "no-such-signal" };
        var known = new AlarmState
        {
            Rule = "broken", Level = AlarmLevel.Critical, Since = Watched.Start, EvaluatedAt = Watched.Start,
        };
        var failed = new List<string>();
        var window = Watched.Window(Watched.Frames(30, _ => Watched.Orders(0, 100)));
        var states = DecideAlarms.Decide(
            [(broken, 1), (success, 1)], new AlarmWindows(window, null),
            new Dictionary<string, AlarmState> { ["broken"] = known }, (rule, _) => failed.Add(rule.Id));
        Assert.Equal(["broken"], failed);
        Assert.Equal(
            [("broken", AlarmHealth.Failed, AlarmLevel.Critical),
                ("order-success-low", AlarmHealth.Evaluated, AlarmLevel.Critical)],
            states.Select(state => (state.Rule, state.Health, state.Level)));
    }

    [Theory]
    [InlineData(0.02, 14.4, AlarmLevel.Critical)]
    [InlineData(0.014, 14.4, AlarmLevel.Ok)]
    public void Burn_rate_needs_both_windows(double bad, double factor, AlarmLevel level)
    {
        var rule = success with
        {
            Warning = null, Critical = null,
            Burn = new BurnRate(
                0.999, [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), factor, AlarmLevel.Critical)]),
        };
        var frames = Watched.Frames(360, _ => Watched.Orders(1000 * (1 - bad), 1000 * bad));
        Assert.Equal(level, Watched.Decide(frames, [], rule).Single().Level);
        // Over now: the long window still says so, the short one does not.
        var after = Watched.Frames(30, _ => Watched.Orders(1000, 0), frames[^1].At + Frame.Span);
        List<Frame> moved = [.. frames.GetRange(30, 330), .. after];
        Assert.Equal(AlarmLevel.Ok, Watched.Decide(moved, [], rule).Single().Level);
    }

    [Fact]
    public void Burn_rate_without_traffic_is_no_traffic()
    {
        var rule = success with
        {
            Warning = null, Critical = null,
            Burn = new BurnRate(
                0.999, [new(TimeSpan.FromHours(1), TimeSpan.FromMinutes(5), 14.4, AlarmLevel.Critical)]),
        };
        var frames = Watched.Frames(360, i => i == 0 ? Watched.Orders(0, 1) : []);
        Assert.Equal(AlarmLevel.NoTraffic, Watched.Decide(frames, [], rule).Single().Level);
    }
}
