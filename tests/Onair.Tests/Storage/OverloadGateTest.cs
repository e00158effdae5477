using Microsoft.Extensions.Time.Testing;
using Onair.Storage;

namespace Onair.Tests.Storage;

public sealed class OverloadGateTest
{
    private static readonly TimeSpan over = TimeSpan.FromMilliseconds(150);

    private static readonly TimeSpan under = TimeSpan.FromMilliseconds(50);

    private readonly FakeTimeProvider time = new();

    private readonly OverloadGate gate;

    public OverloadGateTest() =>
        gate = new OverloadGate(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200), time);

    [Fact]
    public void A_burst_does_not_close_it()
    {
        Observe(over, 100);
        Observe(over, 0);
        Assert.False(gate.IsClosed);
    }

    [Fact]
    public void A_wait_that_stands_for_the_interval_closes_it()
    {
        Observe(over, 200);
        Observe(over, 0);
        Assert.True(gate.IsClosed);
    }

    [Fact]
    public void One_short_wait_starts_the_interval_anew()
    {
        Observe(over, 150);
        Observe(under, 10);
        Observe(over, 150);
        Observe(over, 0);
        Assert.False(gate.IsClosed);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(150, true)]
    public void A_short_wait_or_an_empty_queue_opens_it(int waitedMs, bool empty)
    {
        Observe(over, 200);
        Observe(over, 0);
        gate.Observe(TimeSpan.FromMilliseconds(waitedMs), empty);
        Assert.False(gate.IsClosed);
    }

    private void Observe(TimeSpan waited, int thenMs)
    {
        gate.Observe(waited, queueIsEmpty: false);
        time.Advance(TimeSpan.FromMilliseconds(thenMs));
    }
}
