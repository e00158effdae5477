using System.Data.Common;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Onair.Storage;

/// <summary>
/// PostgreSQL 15+. Read committed with explicit row locks: every verb locks its rows in one global order (orders before
/// stock, each by key), so there is nothing to serialize beyond that.
/// </summary>
internal sealed class PostgresDatabase : Database
{
    private readonly NpgsqlDataSource source;
    private readonly StorageOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    public PostgresDatabase(StorageOptions options, TimeProvider time, ILogger<Database> logger)
    {
        StoredTypes.Register();
        var connection = new NpgsqlConnectionStringBuilder(options.Postgres)
        {
            MaxPoolSize = options.PostgresPoolMax,
            CommandTimeout = options.CommandTimeoutSeconds,
            // Every hot statement is one of a few dozen texts.
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            ApplicationName = "onair",
        };
        source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
        this.options = options;
        this.time = time;
        this.logger = logger;
    }

    public override Dialect Dialect => Dialect.Postgres;

    public override int Lanes => options.PostgresLanes;

    /// <summary>
    /// Tries again what provably did not happen: a statement that failed, or a connection that died before the commit
    /// was sent. A commit whose answer was lost is not repeated here: only the caller knows whether twice is once.
    /// </summary>
    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            var commitSent = false;
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                await using var open = await connection.BeginTransactionAsync(cancel);
                var result = await write(new PostgresTransaction(connection, open));
                commitSent = true;
                await open.CommitAsync(cancel);
                return result;
            }
            catch (Exception error) when (!commitSent && attempt < options.WriteAttemptsMax && IsTransient(error))
            {
                StorageLog.WriteRetried(logger, attempt, error);
                await Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), time, cancel);
            }
        }
    }

    public override async Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        return await read(new PostgresTransaction(connection, open: null));
    }

    public override async Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var open = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        return await read(new PostgresTransaction(connection, open));
    }

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        // Evolve takes an advisory lock for the whole run: nodes that start together take turns.
        await Task.Run(() => Migrations.Run(connection, Dialect.Postgres, logger), cancel);
    }

    public override bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => true,
        DbException { IsTransient: true } => true,
        NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException } => true,
        _ => false,
    };

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    private sealed class PostgresTransaction(NpgsqlConnection connection, NpgsqlTransaction? open) : Transaction
    {
        public override Dialect Dialect => Dialect.Postgres;

        protected override DbConnection Connection => connection;

        protected override DbTransaction? Open => open;

        public override Round Round() => new PostgresRound(connection, open);
    }
}
