using Onair.Tests.Fixtures;

[assembly: AssemblyFixture(typeof(OnePostgres))]

namespace Onair.Tests.Fixtures;

/// <summary>
/// One server for the whole test process, started by the first test that asks. Tests that kill a server start one of
/// their own (<see cref="PostgresServer.CreateAsync"/>).
/// </summary>
public sealed class OnePostgres : IAsyncDisposable
{
    private static Lazy<Task<PostgresServer>> server = Fresh();

    public static Task<PostgresServer> ServerAsync() => server.Value;

    public async ValueTask DisposeAsync()
    {
        var running = server;
        server = Fresh();
        if (running.IsValueCreated && running.Value.IsCompletedSuccessfully) await (await running.Value).DisposeAsync();
    }

    // fsync stays on: what is tested is what runs. Deadlocks are looked for early, as the tests make them on purpose.
    private static Lazy<Task<PostgresServer>> Fresh() =>
        new(() => PostgresServer.CreateAsync(durable: true, "deadlock_timeout=200ms"));
}
