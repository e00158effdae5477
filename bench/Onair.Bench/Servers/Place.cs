using Onair.Storage;

namespace Onair.Bench.Servers;

/// <summary>A new database with the goods of the benchmark in it, and servers on top of it.</summary>
internal sealed class Place : IAsyncDisposable
{
    private readonly StorageOptions options;
    private readonly string? folder;

    private Place(StorageOptions options, string? folder)
    {
        this.options = options;
        this.folder = folder;
    }

    public StorageOptions Options => options;

    /// <param name="postgres">Null for SQLite in a temporary folder.</param>
    /// <param name="isEmpty">Without the goods: the shop fills it with its sample.</param>
    public static async Task<Place> NewAsync(BenchPostgres? postgres, bool isEmpty = false)
    {
        var temporary = postgres is null ? Directory.CreateTempSubdirectory("onair-bench-").FullName : null;
        var storage = new StorageOptions
        {
            Data = temporary ?? "",
            Postgres = postgres is null ? "" : await postgres.NewDatabaseAsync(),
        };
        if (!isEmpty) await BenchShop.FillAsync(storage);
        return new Place(storage, temporary);
    }

    public Task FillPagesAsync() => BenchShop.FillPagesAsync(options);

    public Task<(string Broadcast, string Offer)> GoOnAirAsync() => BenchShop.GoOnAirAsync(options);

    /// <summary>The shop as it is delivered.</summary>
    public Task<ServerProcess> ServeAsync(params IEnumerable<(string Name, string Value)> environment) =>
        ServerProcess.StartAsync(
            Runtime.Shop(),
            port => folder is null
                ? ["serve", "--url", $"http://127.0.0.1:{port}", "--postgres", options.Postgres]
                : ["serve", "--url", $"http://127.0.0.1:{port}", "--data", options.Data],
            [("ONAIR__SAMPLE", "false"), .. environment]);

    /// <summary>The same with one transaction per order; PostgreSQL only.</summary>
    public Task<ServerProcess> ServeNaiveAsync() => ServerProcess.StartAsync(
        typeof(Place).Assembly.Location, port => [NaiveShop.Command, $"{port}", options.Postgres]);

    public ValueTask DisposeAsync()
    {
        if (folder is not null) Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
