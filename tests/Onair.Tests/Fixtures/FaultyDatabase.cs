using System.Data.Common;
using Onair.Storage;

namespace Onair.Tests.Fixtures;

/// <summary>What goes wrong at the edge of the world.</summary>
public enum Fault
{
    /// <summary>The connection is lost before anything is done. It goes away by itself.</summary>
    Lost = 1,

    /// <summary>The work is done and undone at its commit, with an error that will not go away by itself.</summary>
    Refused = 2,

    /// <summary>The work is done and committed, and the answer is lost: the caller cannot know.</summary>
    AnswerLost = 3,

    /// <summary>One round trip of a transaction is lost on its way, and was not done. It goes away by itself.</summary>
    RoundLost = 4,

    /// <summary>One round trip was done, and ends with an error that will not go away by itself.</summary>
    RoundRefused = 5,
}

/// <summary>
/// A database whose Nth call fails. It wraps a real one; calls are counted over writes, reads and snapshots together,
/// or, for the faults of a round trip, over the round trips within them.
/// </summary>
public sealed class FaultyDatabase(Database inner) : Database
{
    private int calls;
    private int failAt;
    private Fault fault;

    public override Dialect Dialect => inner.Dialect;

    public override int Lanes => inner.Lanes;

    public override bool MayHaveNodes => inner.MayHaveNodes;

    public override bool OverlapsCommits => inner.OverlapsCommits;

    /// <summary>Calls since <see cref="FailAt"/>.</summary>
    public int Calls => Volatile.Read(ref calls);

    /// <summary>True when the planted fault has happened.</summary>
    public bool HasFailed => failAt > 0 && Calls >= failAt;

    /// <summary>The <paramref name="call"/>th call from now on fails, and only that one; 0 for none.</summary>
    public void FailAt(int call, Fault kind)
    {
        fault = kind;
        failAt = call;
        Volatile.Write(ref calls, 0);
    }

    public override async Task<T> WriteAsync<T>(Func<Transaction, Task<T>> write, CancellationToken cancel)
    {
        if (IsOfRounds) return await inner.WriteAsync(open => write(new FaultyTransaction(open, this)), cancel);
        if (!IsTurn()) return await inner.WriteAsync(write, cancel);
        if (fault == Fault.Lost) throw new PlantedException(fault);
        if (fault == Fault.AnswerLost)
        {
            await inner.WriteAsync(write, cancel);
            throw new PlantedException(fault);
        }

        return await inner.WriteAsync<T>(
            async open =>
            {
                await write(open);
                throw new PlantedException(fault);
            },
            cancel);
    }

    public override Task<T> ReadAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel) =>
        IsOfRounds ? inner.ReadAsync(open => read(new FaultyTransaction(open, this)), cancel)
        : IsTurn() ? Task.FromException<T>(new PlantedException(fault))
        : inner.ReadAsync(read, cancel);

    public override Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel) =>
        IsOfRounds ? inner.SnapshotAsync(open => read(new FaultyTransaction(open, this)), cancel)
        : IsTurn() ? Task.FromException<T>(new PlantedException(fault))
        : inner.SnapshotAsync(read, cancel);

    public override Task MigrateAsync(CancellationToken cancel) => inner.MigrateAsync(cancel);

    public override bool IsTransient(Exception error) =>
        error is PlantedException planted
            ? planted.Fault is not (Fault.Refused or Fault.RoundRefused)
            : inner.IsTransient(error);

    /// <summary>The real database belongs to the test that made it.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsOfRounds => fault is Fault.RoundLost or Fault.RoundRefused;

    /// <summary>One round trip, if this is not the one that fails.</summary>
    internal async Task<T> RoundTripAsync<T>(Func<Task<T>> trip)
    {
        if (!IsTurn()) return await trip();
        if (fault == Fault.RoundRefused) await trip();
        throw new PlantedException(fault);
    }

    private bool IsTurn() => Interlocked.Increment(ref calls) == failAt;
}

/// <summary>As the real ones: an error of the database, and no other kind.</summary>
public sealed class PlantedException(Fault fault) : DbException($"planted: {fault}")
{
    public Fault Fault => fault;
}

/// <summary>Hands its calls to a real transaction, one of them excepted.</summary>
internal sealed class FaultyTransaction(Transaction inner, FaultyDatabase faults) : Transaction
{
    public override Dialect Dialect => inner.Dialect;

    protected override DbConnection Connection => throw new NotSupportedException();

    protected override DbTransaction? Open => throw new NotSupportedException();

    public override Round Round() => new FaultyRound(inner.Round(), faults);

    public override Task<int> ExecuteAsync(Sql sql, object? arguments, CancellationToken cancel) =>
        faults.RoundTripAsync(() => inner.ExecuteAsync(sql, arguments, cancel));

    public override Task<List<T>> QueryAsync<T>(Sql sql, object? arguments, CancellationToken cancel) =>
        faults.RoundTripAsync(() => inner.QueryAsync<T>(sql, arguments, cancel));

    public override Task<T?> FirstAsync<T>(Sql sql, object? arguments, CancellationToken cancel) where T : default =>
        faults.RoundTripAsync(() => inner.FirstAsync<T>(sql, arguments, cancel));
}

/// <summary>A round that may be the one that fails.</summary>
internal sealed class FaultyRound(Round inner, FaultyDatabase faults) : Round
{
    public override void Write<T>(Bulk<T> bulk, IReadOnlyList<T> rows) => inner.Write(bulk, rows);

    public override void Read<TKey, TRow>(
        Bulk<TKey> bulk, IReadOnlyList<TKey> keys, Func<Row, TRow> map, ICollection<TRow> into) =>
        inner.Read(bulk, keys, map, into);

    public override Task<int> ExecuteAsync(CancellationToken cancel) =>
        faults.RoundTripAsync(() => inner.ExecuteAsync(cancel));
}
