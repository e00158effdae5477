using Microsoft.Extensions.Time.Testing;
using Onair.Payments;
using Onair.Payments.Routing;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>A provider that is down is left within seconds, and found well again.</summary>
public sealed class BreakerTests
{
    private readonly FakeTimeProvider time = new(TestDatabase.Start);
    private readonly RoutingOptions options = new();
    private readonly ProviderHealth health;

    public BreakerTests() =>
        health = Some.Health(Some.Providers(new ScriptedProvider()), time, options);

    private BreakerState State => health.StateOf("scripted");

    [Theory]
    [InlineData(4, 4, 0, 0, false)] // too few to say anything
    [InlineData(5, 2, 0, 0, false)]
    [InlineData(5, 3, 0, 0, true)]
    [InlineData(100, 49, 0, 0, false)]
    [InlineData(100, 50, 0, 0, true)]
    [InlineData(10, 0, 7, 0, false)]
    [InlineData(10, 0, 8, 0, true)]
    [InlineData(0, 0, 0, 4, false)]
    [InlineData(0, 0, 0, 5, true)] // nothing comes back at all
    [InlineData(1, 0, 0, 4, true)]
    [InlineData(16, 0, 0, 4, false)]
    public void Failures_and_slowness_open_it_by_their_share(int calls, int failed, int slow, int hanging, bool down) =>
        Assert.Equal(down, Breaker.IsDown(new CallTally(calls, failed, slow), hanging, options));

    [Fact]
    public void Provider_that_fails_every_call_is_left_within_the_window()
    {
        for (var i = 0; i < options.CallsMin; i++) Call(failed: true);
        Assert.Equal(BreakerState.Open, State);
    }

    [Fact]
    public void Provider_that_swallows_calls_is_left_within_five_seconds()
    {
        for (var i = 0; i < options.CallsMin; i++) health.Began("scripted");
        time.Advance(options.SlowAfter);
        Assert.Equal(BreakerState.Closed, State);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(BreakerState.Open, State);
        Assert.True(options.SlowAfter + TimeSpan.FromSeconds(2) <= TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Provider_that_falls_silent_after_good_calls_is_left_within_five_seconds()
    {
        for (var i = 0; i < 500; i++)
        {
            Call(failed: false);
            time.Advance(TimeSpan.FromMilliseconds(10));
        }

        for (var i = 0; i < 64; i++) health.Began("scripted");
        time.Advance(options.SlowAfter + TimeSpan.FromSeconds(1));
        Assert.Equal(BreakerState.Open, State);
    }

    [Fact]
    public void Few_calls_that_hang_among_many_good_ones_do_not_open_it()
    {
        for (var i = 0; i < 10; i++) health.Began("scripted");
        for (var i = 0; i < 500; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            Call(failed: false);
        }

        Assert.Equal(BreakerState.Closed, State);
    }

    [Fact]
    public void Calls_from_before_the_rest_say_nothing_of_a_provider_that_is_back()
    {
        var before = health.Began("scripted");
        Trip();
        var during = health.Began("scripted");
        time.Advance(options.Rest);
        Assert.Equal(BreakerState.Probing, State);
        health.Ended("scripted", before, failed: true);
        health.Ended("scripted", during, failed: true);
        Assert.Equal(BreakerState.Probing, State);
        for (var i = 0; i < options.ProbesMin; i++) Call(failed: false);
        Assert.Equal(BreakerState.Closed, State);
    }

    [Fact]
    public void What_it_went_down_by_does_not_open_it_again()
    {
        Trip();
        time.Advance(options.Rest - TimeSpan.FromSeconds(1));
        for (var i = 0; i < 100; i++) Call(failed: true);
        time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < options.ProbesMin + 1; i++) Call(failed: false);
        Assert.Equal(BreakerState.Closed, State);
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        for (var i = 0; i < options.CallsMin - 1; i++) Call(failed: true);
        time.Advance(options.Window);
        Call(failed: true);
        Assert.Equal(BreakerState.Closed, State);
    }

    [Fact]
    public void Good_probes_after_the_rest_close_it()
    {
        Trip();
        time.Advance(options.Rest);
        Assert.Equal(BreakerState.Probing, State);
        for (var i = 0; i < options.ProbesMin; i++) Call(failed: false);
        Assert.Equal(BreakerState.Closed, State);
    }

    [Fact]
    public void Bad_probe_makes_it_rest_twice_as_long()
    {
        Trip();
        time.Advance(options.Rest);
        Call(failed: true);
        time.Advance(options.Rest);
        Assert.Equal(BreakerState.Open, State);
        time.Advance(options.Rest);
        Assert.Equal(BreakerState.Probing, State);
    }

    [Fact]
    public void Rest_has_a_longest()
    {
        Trip();
        for (var i = 0; i < 20; i++)
        {
            time.Advance(options.RestMax);
            Assert.Equal(BreakerState.Probing, State);
            Call(failed: true);
        }

        time.Advance(options.RestMax);
        Assert.Equal(BreakerState.Probing, State);
    }

    [Fact]
    public void One_payment_at_a_time_may_find_out()
    {
        Trip();
        Assert.False(health.TryProbe("scripted"));
        time.Advance(options.Rest);
        Assert.True(health.TryProbe("scripted"));
        Assert.False(health.TryProbe("scripted"));
        time.Advance(options.ProbeEvery);
        Assert.True(health.TryProbe("scripted"));
    }

    [Fact]
    public async Task Declines_are_no_trouble_and_broken_calls_are()
    {
        var gateway = new ScriptedProvider { OnApprove = (_, _, _) => Task.FromResult(ProviderAnswer.Declined("NO")) };
        var providers = Some.Providers(gateway);
        var watched = Some.Health(providers, time, options);
        using var calls = new ProviderCalls(
            providers, watched, time, Microsoft.Extensions.Logging.Abstractions.NullLogger<ProviderCalls>.Instance);
        var approve = new ApproveAttempts(
            calls, Some.Options(), time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ApproveAttempts>.Instance);
        await AllAsync(approve, 20);
        Assert.Equal(BreakerState.Closed, watched.StateOf("scripted"));
        gateway.OnApprove = (_, _, _) => throw new HttpRequestException("no line");
        await AllAsync(approve, 20);
        Assert.Equal(BreakerState.Open, watched.StateOf("scripted"));
    }

    private static async Task AllAsync(ApproveAttempts approve, int count)
    {
        List<Attempt> attempts = [.. Enumerable.Range(0, count).Select(_ => Some.Begun(10_000, "scripted"))];
        await foreach (var wave in approve.RunAsync(attempts, TestContext.Current.CancellationToken))
            Assert.NotEmpty(wave);
    }

    private void Trip()
    {
        for (var i = 0; i < options.CallsMin; i++) Call(failed: true);
        Assert.Equal(BreakerState.Open, State);
    }

    private void Call(bool failed) => health.Ended("scripted", health.Began("scripted"), failed);
}
