using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>The sweep over group commit itself; the rooms sweep their own stories.</summary>
public sealed class FaultSweepTest
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static readonly Bulk<Probe> once = Bulk<Probe>.InsertInto("probes", "ON CONFLICT (id) DO NOTHING")
        .Uuid(row => row.Id, "id")
        .Int64(row => row.Number, "number")
        .Text(row => row.Word, "word")
        .Instant(row => row.At, "at")
        .Int32(row => row.Small, "small");

    [Theory, MemberData(nameof(FaultSweep.Faults), MemberType = typeof(FaultSweep))]
    public async Task Keyed_requests_are_written_once_wherever_the_database_fails(Dialect dialect, Fault fault)
    {
        var met = await FaultSweep.RunAsync(TwentyOrdersAsync, () => Probe.DatabaseAsync(dialect), fault);
        Assert.True(met >= 20, $"only {met} calls were swept");
    }

    [Fact]
    public async Task A_story_that_loses_a_row_is_found()
    {
        var broken = await Assert.ThrowsAsync<InvalidOperationException>(() => FaultSweep.RunAsync(
            async (faulty, shop) =>
            {
                try
                {
                    await faulty.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
                }
                catch (DbException)
                {
                    // Swallowed, which is the planted mistake.
                }

                Assert.Equal(1, await Probe.CountAsync(shop.Database));
            },
            () => Probe.DatabaseAsync(Dialect.Sqlite),
            Fault.Lost));
        Assert.Contains("call 1 met Lost", broken.Message, StringComparison.Ordinal);
    }

    private static async Task TwentyOrdersAsync(FaultyDatabase faulty, TestDatabase shop)
    {
        await using var intake = new GroupCommit<int, int>(
            "sweep", faulty, new GroupCommitOptions(), shop.Time, NullLogger.Instance, busy: -1, WriteAsync);
        for (var n = 0; n < 20; n++) Assert.Equal(n, await AskAsync(intake, n));
        Assert.Equal(20, await Probe.CountAsync(shop.Database));
    }

    /// <summary>A shopper who presses the button again.</summary>
    private static async Task<int> AskAsync(GroupCommit<int, int> intake, int n)
    {
        try
        {
            return await intake.SubmitAsync(n);
        }
        catch (DbException)
        {
            return await intake.SubmitAsync(n);
        }
    }

    private static async Task<IReadOnlyList<int>> WriteAsync(
        Transaction open, IReadOnlyList<int> requests, CancellationToken cancel)
    {
        var round = open.Round();
        round.Write(once, [.. requests.Select(n => Probe.Numbered(n))]);
        await round.ExecuteAsync(cancel);
        return requests;
    }
}
