using System.Data.Common;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>What a write promises, on both databases.</summary>
public sealed class TransactionTest
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_write_that_throws_is_undone_and_says_what_it_threw(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var thrown = await Assert.ThrowsAsync<FormatException>(() => shop.Database.WriteAsync(
            async open =>
            {
                await Probe.InsertAsync(open, Probe.Numbered(1));
                throw new FormatException("planted");
            },
            cancel));
        Assert.Equal("planted", thrown.Message);
        Assert.Equal(0, await Probe.CountAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Failing_writes_do_not_harm_their_neighbours(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => OutcomeAsync(shop.Database, i)));
        Assert.All(answers.Index(), answer => Assert.Equal(answer.Index % 3 != 0, answer.Item));
        Assert.Equal(160, await Probe.CountAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_write_that_is_answered_is_there_after_a_restart(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
        await shop.ReopenAsync();
        Assert.Equal(1, await Probe.CountAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_cancelled_write_writes_nothing(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        using var gone = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var waiting = shop.Database.WriteAsync(
            async open =>
            {
                await Probe.InsertAsync(open, Probe.Numbered(1));
                entered.SetResult();
                await Task.Delay(Timeout.Infinite, gone.Token);
                return 0;
            },
            gone.Token);
        await entered.Task;
        var behind = shop.Database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(2)), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        if (dialect == Dialect.Sqlite) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => behind);
        else await Task.WhenAny(behind);
        Assert.Equal(behind.IsCompletedSuccessfully ? 1 : 0, await Probe.CountAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_snapshot_sees_one_moment(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var counts = await shop.Database.SnapshotAsync(
            async open =>
            {
                var before = await open.FirstAsync<long>(Probe.Count, null, cancel);
                await shop.Database.WriteAsync(other => Probe.InsertAsync(other, Probe.Numbered(1)), cancel);
                return (before, after: await open.FirstAsync<long>(Probe.Count, null, cancel));
            },
            cancel);
        Assert.Equal((0, 0), counts);
        Assert.Equal(1, await Probe.CountAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_closed_database_refuses_at_once(Dialect dialect)
    {
        await using var shop = await Probe.DatabaseAsync(dialect);
        var closed = shop.OpenAnother();
        await closed.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
        await closed.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => closed.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(2)), cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Probe.CountAsync(closed));
    }

    [Fact]
    public async Task What_waits_for_the_writer_is_written_before_it_closes()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        var closing = shop.OpenAnother();
        var writes = Enumerable.Range(0, 300)
            .Select(i => closing.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(i)), cancel))
            .ToArray();
        await closing.DisposeAsync();
        await Task.WhenAll(writes);
        Assert.Equal(300, await Probe.CountAsync(shop.Database));
    }

    [Fact]
    public async Task A_writer_that_cannot_open_its_file_says_so_and_works_when_it_can()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        await shop.ReopenAsync();
        var file = Path.Combine(shop.Options.Data, "onair.db");
        File.Move(file, file + ".away");
        Directory.CreateDirectory(file);
        await Assert.ThrowsAnyAsync<DbException>(
            () => shop.Database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel));
        Directory.Delete(file);
        File.Move(file + ".away", file);
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
        Assert.Equal(1, await Probe.CountAsync(shop.Database));
    }

    /// <summary>Every third write breaks a rule of the table in its second row; true when a write was kept.</summary>
    private static async Task<bool> OutcomeAsync(Database database, int i)
    {
        var second = Probe.Numbered(1000 + i) with { Number = i % 3 == 0 ? -1 : 1 };
        try
        {
            await database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(i), second), cancel);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
