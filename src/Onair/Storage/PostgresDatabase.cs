using System.Data;
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
            // Sessions keep nothing of their own (no settings, temporary tables, listeners, advisory locks): there is
            // nothing to reset, which would be half a dozen statements before every transaction.
            NoResetOnClose = true,
            ApplicationName = "onair",
        };
        source = new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
        this.options = options;
        this.time = time;
        this.logger = logger;
    }

    public override Dialect Dialect => Dialect.Postgres;

    public override int Lanes => options.PostgresLanes;

    public override bool MayHaveNodes => true;

    public override bool OverlapsCommits => false;

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
            catch (Exception error) when (
                attempt < options.WriteAttemptsMax && (commitSent ? IsRefused(error) : IsRepeatable(error)))
            {
                await WaitAsync(attempt, error, cancel);
            }
        }
    }

    public override Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel) => RepeatAsync(
        async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            return await read(new PostgresTransaction(connection, open: null));
        },
        cancel);

    public override Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel) => RepeatAsync(
        async () =>
        {
            await using var connection = await source.OpenConnectionAsync(cancel);
            await using var open = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
            return await read(new PostgresTransaction(connection, open));
        },
        cancel);

    public override async Task MigrateAsync(CancellationToken cancel)
    {
        // A session of its own, which ends with it.
        var alone = new NpgsqlConnectionStringBuilder(options.Postgres)
        {
            Pooling = false,
            CommandTimeout = options.CommandTimeoutSeconds,
            ApplicationName = "onair",
        };
        await using var connection = new NpgsqlConnection(alone.ConnectionString);
        await connection.OpenAsync(cancel);
        // Evolve takes an advisory lock for the whole run: nodes that start together take turns.
        await Task.Run(() => Migrations.Run(connection, Dialect.Postgres, logger), cancel);
    }

    public override bool IsTransient(Exception error) => error switch
    {
        PostgresException { SqlState: var state } when IsRefused(error)
            || state.StartsWith("57P", StringComparison.Ordinal) => true,
        DbException { IsTransient: true } => true,
        NpgsqlException { InnerException: IOException or TimeoutException or System.Net.Sockets.SocketException } =>
            true,
        _ => false,
    };

    public override ValueTask DisposeAsync() => source.DisposeAsync();

    /// <summary>The server says itself that the transaction is undone, even when it is asked to commit.</summary>
    private static bool IsRefused(Exception error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>
    /// A timeout is not repeated here: whoever waited once for all the time there is does not wait five times.
    /// </summary>
    private bool IsRepeatable(Exception error) =>
        IsTransient(error) && error is not NpgsqlException { InnerException: TimeoutException };

    private async Task<T> RepeatAsync<T>(Func<Task<T>> read, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await read();
            }
            catch (Exception error) when (attempt < options.WriteAttemptsMax && IsRepeatable(error))
            {
                await WaitAsync(attempt, error, cancel);
            }
        }
    }

    /// <summary>
    /// 10, 20, 40, 80 ms: long enough for another transaction to end, too short for a caller to notice.
    /// </summary>
    private Task WaitAsync(int attempt, Exception error, CancellationToken cancel)
    {
        StorageLog.Retried(logger, attempt, error);
        return Task.Delay(TimeSpan.FromMilliseconds(5 << attempt), time, cancel);
    }

    private sealed class PostgresTransaction(NpgsqlConnection connection, NpgsqlTransaction? open) : Transaction
    {
        public override Dialect Dialect => Dialect.Postgres;

        protected override DbConnection Connection => connection;

        protected override DbTransaction? Open => open;

        public override Round Round() => new PostgresRound(connection, open);
    }
}
