using System.Data.Common;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Win32.SafeHandles;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>The way of a commit to the disk, with a disk that is slow or refuses.</summary>
public sealed class SqliteSyncTest
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_is_answered_before_the_disk_has_it_and_the_next_is_decided_meanwhile()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        using var slow = new Disk { IsOpen = false };
        await using var database = Open(shop, slow);
        var first = database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
        await slow.Asked.WaitAsync(cancel);
        var decided = new TaskCompletionSource();
        var second = database.WriteAsync(
            async open =>
            {
                await Probe.InsertAsync(open, Probe.Numbered(2));
                decided.SetResult();
            },
            cancel);
        await decided.Task.WaitAsync(cancel);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        slow.Go();
        await Task.WhenAll(first, second);
        Assert.Equal(2, await Probe.CountAsync(database));
    }

    [Fact]
    public async Task A_disk_that_refuses_is_an_error_that_passes_and_the_log_is_copied_before_the_next_write()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        using var disk = new Disk();
        await using var database = Open(shop, disk);
        await database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
        disk.Refusals = 1;
        var refused = await Assert.ThrowsAnyAsync<DbException>(() =>
            database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(2)), cancel));
        Assert.True(database.IsTransient(refused));
        Assert.NotEqual(0, new FileInfo(Path.Combine(shop.Options.Data, "onair.db-wal")).Length);
        long log = -1;
        await database.WriteAsync(
            open =>
            {
                log = new FileInfo(Path.Combine(shop.Options.Data, "onair.db-wal")).Length;
                return Probe.InsertAsync(open, Probe.Numbered(3));
            },
            cancel);
        Assert.Equal(0, log);
        // The refused write was not answered as done; that it is kept all the same is what "not known" means.
        Assert.Equal(3, await Probe.CountAsync(database));
    }

    [Fact]
    public async Task Who_was_committed_behind_a_refused_sync_is_refused_too()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        using var disk = new Disk { IsOpen = false };
        await using var database = Open(shop, disk);
        var first = database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(1)), cancel);
        await disk.Asked.WaitAsync(cancel);
        var decided = new TaskCompletionSource();
        var second = database.WriteAsync(
            open =>
            {
                decided.SetResult();
                return Probe.InsertAsync(open, Probe.Numbered(2));
            },
            cancel);
        await decided.Task.WaitAsync(cancel);
        disk.Refusals = 1;
        disk.Go();
        await Assert.ThrowsAnyAsync<DbException>(() => first);
        await Assert.ThrowsAnyAsync<DbException>(() => second);
        await database.WriteAsync(open => Probe.InsertAsync(open, Probe.Numbered(3)), cancel);
    }

    private static SqliteDatabase Open(TestDatabase shop, Disk disk) =>
        new(shop.Options, NullLogger<Database>.Instance, disk.Flush);

    private sealed class Disk : IDisposable
    {
        private readonly ManualResetEventSlim go = new(initialState: true);
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int refusals;

        public bool IsOpen
        {
            init
            {
                if (!value) go.Reset();
            }
        }

        /// <summary>Syncs that fail from now on.</summary>
        public int Refusals
        {
            set => Volatile.Write(ref refusals, value);
        }

        public Task Asked => asked.Task;

        public void Go() => go.Set();

        public void Flush(SafeFileHandle log)
        {
            asked.TrySetResult();
            go.Wait();
            if (Interlocked.Decrement(ref refusals) >= 0) throw new IOException("the disk refuses");
            RandomAccess.FlushToDisk(log);
        }

        public void Dispose() => go.Dispose();
    }
}
