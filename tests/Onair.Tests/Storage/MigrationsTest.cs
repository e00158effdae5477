using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

public sealed class MigrationsTest
{
    private const int nodes = 8;

    private static readonly CancellationToken cancel = TestContext.Current.CancellationToken;

    private static readonly Sql applied = new(
        sqlite: "SELECT count(*) FROM schema_history WHERE type = 0 AND success = 1",
        postgres: "SELECT count(*) FROM schema_history WHERE type = 0 AND success");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task An_empty_database_comes_to_this_version(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateEmptyAsync(dialect);
        await shop.Database.MigrateAsync(cancel);
        Assert.Equal(Files(), await AppliedAsync(shop.Database));
        // Once more changes nothing.
        await shop.Database.MigrateAsync(cancel);
        Assert.Equal(Files(), await AppliedAsync(shop.Database));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nodes_that_start_at_once_take_turns(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateEmptyAsync(dialect);
        using var start = new Barrier(nodes);
        await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Task.Factory.StartNew(
            () =>
            {
                var node = shop.OpenAnother();
                start.SignalAndWait(cancel);
                return node.MigrateAsync(cancel);
            },
            cancel,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));
        Assert.Equal(Files(), await AppliedAsync(shop.Database));
    }

    private static Task<long> AppliedAsync(Database database) =>
        database.ReadAsync(open => open.FirstAsync<long>(applied, null, cancel), cancel);

    private static long Files() => typeof(Database).Assembly.GetManifestResourceNames()
        .LongCount(name => name.StartsWith("Onair.Migrations.", StringComparison.Ordinal));
}
