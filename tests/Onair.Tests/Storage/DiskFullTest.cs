using System.Data.Common;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

/// <summary>
/// A full disk refuses writes cleanly, keeps what was answered, and is forgiven when there is space again.
/// </summary>
public sealed class DiskFullTest(ITestOutputHelper output)
{
    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Writes_fail_cleanly_on_a_full_disk_and_go_on_after_it()
    {
        var (disk, reason) = await SmallDisk.TryMountAsync(megabytes: 8);
        if (disk is null)
        {
            // Not a skip: the same story runs on a database that may not grow.
            output.WriteLine($"On a page limit instead of a real disk, as {reason}");
            await FillAsync(await Probe.DatabaseAsync(Dialect.Sqlite), LimitAsync, UnlimitAsync);
            return;
        }

        await using (disk)
        {
            var shop = await Probe.DatabaseAsync(
                Dialect.Sqlite, options =>
                    options.Data = Directory.CreateDirectory(Path.Combine(disk.Folder, "shop")).FullName);
            await FillAsync(shop, _ => Do(disk.Fill), _ => Do(disk.Free));
        }
    }

    [Fact]
    public async Task Writes_fail_cleanly_on_a_page_limit_and_go_on_after_it() =>
        await FillAsync(await Probe.DatabaseAsync(Dialect.Sqlite), LimitAsync, UnlimitAsync);

    [Fact]
    public async Task A_write_that_fills_the_disk_leaves_its_small_neighbours_alone()
    {
        await using var shop = await Probe.DatabaseAsync(Dialect.Sqlite);
        await LimitAsync(shop);
        var gate = new TaskCompletionSource();
        // All of them wait behind one that holds the writer, so that they make one group.
        var holder = shop.Database.WriteAsync(_ => gate.Task, cancel);
        var small = Enumerable.Range(0, 5)
            .Select(n => shop.Database.WriteAsync(open => Probe.InsertAsync(open, Small(n)), cancel)).ToList();
        var big = shop.Database.WriteAsync(open => Probe.InsertAsync(open, Big(100)), cancel);
        small.AddRange(Enumerable.Range(5, 5)
            .Select(n => shop.Database.WriteAsync(open => Probe.InsertAsync(open, Small(n)), cancel)));
        gate.SetResult();
        await holder;
        var full = await Assert.ThrowsAnyAsync<DbException>(() => big);
        Assert.True(shop.Database.IsTransient(full), full.Message);
        await Task.WhenAll(small);
        Assert.Equal(10, await Probe.CountAsync(shop.Database));
    }

    private static async Task FillAsync(TestDatabase made, Func<TestDatabase, Task> fill, Func<TestDatabase, Task> free)
    {
        await using var shop = made;
        var kept = 0;
        for (; kept < 5; kept++) await shop.Database.WriteAsync(open => Probe.InsertAsync(open, Small(kept)), cancel);
        await fill(shop);
        var refused = 0;
        for (var n = 100; n < 400; n++)
        {
            try
            {
                await shop.Database.WriteAsync(open => Probe.InsertAsync(open, Small(n), Big(1000 + n)), cancel);
                kept += 2;
            }
            catch (DbException error)
            {
                Assert.True(shop.Database.IsTransient(error), error.Message);
                refused++;
            }
        }

        Assert.True(refused > 0, "the disk was never full");
        // Both rows of a write or none; and a full disk can still be read.
        Assert.Equal(kept, await Probe.CountAsync(shop.Database));
        await free(shop);
        await shop.Database.WriteAsync(open => Probe.InsertAsync(open, Small(2000), Big(2001)), cancel);
        await shop.ReopenAsync();
        Assert.Equal(kept + 2, await Probe.CountAsync(shop.Database));
        var integrity = await shop.Database.ReadAsync(
            open => open.FirstAsync<string>(new Sql("PRAGMA integrity_check"), null, cancel), cancel);
        Assert.Equal("ok", integrity);
    }

    private static Probe Small(int n) => Probe.Numbered(n);

    private static Probe Big(int n) => Probe.Numbered(n) with { Word = new string('x', 300_000) };

    /// <summary>
    /// The writer's connection may not grow the file by more than 40 pages: the database's own "disk full".
    /// </summary>
    private static Task LimitAsync(TestDatabase shop) => PragmaAsync(shop, "max_page_count = 45");

    private static Task UnlimitAsync(TestDatabase shop) => PragmaAsync(shop, "max_page_count = 1000000");

    private static Task PragmaAsync(TestDatabase shop, string pragma) => shop.Database.WriteAsync(
        open => open.ExecuteAsync(new Sql("PRAGMA " + pragma), null, cancel), cancel);

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
