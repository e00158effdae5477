using Npgsql;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>What PostgreSQL is asked again by itself, and what is not.</summary>
public sealed class PostgresRetryTest
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static readonly Sql grow = new("UPDATE probes SET number = number + 1 WHERE id = @id");

    private static readonly Sql serializable = new("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");

    private static readonly Sql sum = new("SELECT CAST(sum(number) AS bigint) FROM probes");

    private static readonly Sql self = new("SELECT pg_backend_pid()");

    [Fact]
    public async Task A_deadlock_is_tried_again_and_both_are_kept()
    {
        await using var shop = await WithTwoRowsAsync();
        using var meeting = new Barrier(2);
        var runs = 0;
        Task Cross(int first, int second) => shop.Database.WriteAsync(
            async open =>
            {
                // Only the first runs meet: each has one row and asks for the other's.
                var run = Interlocked.Increment(ref runs);
                await open.ExecuteAsync(grow, new { id = Probe.Numbered(first).Id }, cancel);
                if (run <= 2) await Task.Run(() => meeting.SignalAndWait(cancel), cancel);
                await open.ExecuteAsync(grow, new { id = Probe.Numbered(second).Id }, cancel);
            },
            cancel);
        await Task.WhenAll(Cross(1, 2), Cross(2, 1));
        Assert.Equal(3, runs);
        Assert.Equal(1 + 2 + 4, await SumAsync(shop));
    }

    [Fact]
    public async Task A_serialization_failure_is_tried_again_and_both_are_kept()
    {
        await using var shop = await WithTwoRowsAsync();
        using var meeting = new Barrier(2);
        var runs = 0;
        // Each reads what the other writes: at least one cannot commit, and hears it at the statement or at the commit.
        Task Skew(int mine) => shop.Database.WriteAsync(
            async open =>
            {
                var run = Interlocked.Increment(ref runs);
                await open.ExecuteAsync(serializable, null, cancel);
                await open.FirstAsync<long>(sum, null, cancel);
                if (run <= 2) await Task.Run(() => meeting.SignalAndWait(cancel), cancel);
                await open.ExecuteAsync(grow, new { id = Probe.Numbered(mine).Id }, cancel);
            },
            cancel);
        await Task.WhenAll(Skew(1), Skew(2));
        Assert.True(runs >= 3, $"{runs} runs");
        Assert.Equal(1 + 2 + 2, await SumAsync(shop));
    }

    [Fact]
    public async Task A_connection_lost_before_the_commit_is_tried_again()
    {
        await using var shop = await WithTwoRowsAsync();
        var runs = 0;
        await shop.Database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(grow, new { id = Probe.Numbered(1).Id }, cancel);
                if (++runs == 1) await TerminateAsync(shop, await open.FirstAsync<int>(self, null, cancel));
                await open.ExecuteAsync(grow, new { id = Probe.Numbered(2).Id }, cancel);
            },
            cancel);
        Assert.Equal(2, runs);
        Assert.Equal(1 + 2 + 2, await SumAsync(shop));
    }

    [Fact]
    public async Task A_read_whose_connection_is_lost_is_tried_again()
    {
        await using var shop = await WithTwoRowsAsync();
        var runs = 0;
        var found = await shop.Database.ReadAsync(
            async open =>
            {
                if (++runs == 1) await TerminateAsync(shop, await open.FirstAsync<int>(self, null, cancel));
                return await open.FirstAsync<long>(sum, null, cancel);
            },
            cancel);
        Assert.Equal((2, 3L), (runs, found));
    }

    [Fact]
    public async Task A_commit_that_is_lost_is_not_repeated_blindly()
    {
        await using var shop = await WithTwoRowsAsync();
        var runs = 0;
        // The connection dies between the last statement and the commit: the caller hears it, and the write ran once.
        var lost = await Assert.ThrowsAnyAsync<Exception>(() => shop.Database.WriteAsync(
            async open =>
            {
                runs++;
                await open.ExecuteAsync(grow, new { id = Probe.Numbered(1).Id }, cancel);
                await TerminateAsync(shop, await open.FirstAsync<int>(self, null, cancel));
            },
            cancel));
        Assert.True(shop.Database.IsTransient(lost), lost.ToString());
        Assert.Equal(1, runs);
        Assert.Equal(3, await SumAsync(shop));
    }

    [Fact]
    public async Task A_wrong_statement_is_not_tried_again()
    {
        await using var shop = await WithTwoRowsAsync();
        var runs = 0;
        var wrong = await Assert.ThrowsAsync<PostgresException>(() => shop.Database.WriteAsync(
            async open =>
            {
                runs++;
                await open.ExecuteAsync(new Sql("SELECT no_such_column FROM probes"), null, cancel);
            },
            cancel));
        Assert.False(shop.Database.IsTransient(wrong));
        Assert.Equal(1, runs);
    }

    private static async Task<TestDatabase> WithTwoRowsAsync()
    {
        var shop = await Probe.DatabaseAsync(Dialect.Postgres);
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1), Probe.Numbered(2)), cancel);
        return shop;
    }

    private static Task<long> SumAsync(TestDatabase shop) =>
        shop.Database.ReadAsync(open => open.FirstAsync<long>(sum, null, cancel), cancel);

    /// <summary>Ends a backend from another connection, and waits until it has gone.</summary>
    private static Task TerminateAsync(TestDatabase shop, int backend) => shop.Database.ReadAsync(
        open => open.FirstAsync<bool>(new Sql("SELECT pg_terminate_backend(@backend, 5000)"), new { backend }, cancel),
        cancel);
}
