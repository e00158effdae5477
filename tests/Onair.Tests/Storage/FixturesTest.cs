using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Storage;

public sealed class FixturesTest
{
    private static readonly Sql count = new("SELECT count(*) FROM products");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_test_database_is_migrated_and_empty(Dialect dialect)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var shop = await TestDatabase.CreateAsync(dialect);
        var products = await shop.Database.ReadAsync(open => open.FirstAsync<long>(count, null, cancel), cancel);
        Assert.Equal(0, products);
    }

    [Fact]
    public async Task A_killed_server_starts_again_with_its_rows()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var server = await PostgresServer.CreateAsync();
        await using var database = TestDatabase.Open(
            new StorageOptions { Postgres = await TestDatabase.CreateOnAsync(server) });
        await database.WriteAsync(
            async open => await open.ExecuteAsync(new Sql("CREATE TABLE kept (id integer)"), null, cancel), cancel);
        await server.KillAsync();
        await server.StartAsync();
        var rows = await database.WriteAsync(
            open => open.FirstAsync<long>(new Sql("SELECT count(*) FROM kept"), null, cancel), cancel);
        Assert.Equal(0, rows);
    }
}
