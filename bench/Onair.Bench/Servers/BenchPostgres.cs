using Npgsql;
using Onair.Tests.Fixtures;

namespace Onair.Bench.Servers;

/// <summary>A durable PostgreSQL of our own, with a new database for every measurement.</summary>
internal sealed class BenchPostgres : IAsyncDisposable
{
    private readonly PostgresServer server;
    private int databases;

    private BenchPostgres(PostgresServer server)
    {
        this.server = server;
    }

    /// <summary>
    /// Defaults but for memory and the size of the log, which the default keeps for a machine of 2005.
    /// </summary>
    public static async Task<BenchPostgres> StartAsync() =>
        new(await PostgresServer.CreateAsync(durable: true, "shared_buffers=256MB", "max_wal_size=2GB"));

    public async Task<string> NewDatabaseAsync()
    {
        var name = $"bench{++databases}";
        var address = new NpgsqlConnectionStringBuilder(server.ConnectionString("postgres")) { Pooling = false };
        await using var admin = new NpgsqlConnection(address.ConnectionString);
        await admin.OpenAsync();
        await using var create = new NpgsqlCommand($"CREATE DATABASE {name}", admin);
        await create.ExecuteNonQueryAsync();
        return server.ConnectionString(name);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
