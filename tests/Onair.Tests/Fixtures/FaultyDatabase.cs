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
}

/// <summary>
/// A database whose Nth call fails. It wraps a real one; calls are counted over writes, reads and snapshots together.
/// </summary>
public sealed class FaultyDatabase(Database inner) : Database
{
    private int calls;
    private int failAt;
    private Fault fault;

    public override Dialect Dialect => inner.Dialect;

    public override int Lanes => inner.Lanes;

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
        IsTurn() ? Task.FromException<T>(new PlantedException(fault)) : inner.ReadAsync(read, cancel);

    public override Task<T> SnapshotAsync<T>(Func<Transaction, Task<T>> read, CancellationToken cancel) =>
        IsTurn() ? Task.FromException<T>(new PlantedException(fault)) : inner.SnapshotAsync(read, cancel);

    public override Task MigrateAsync(CancellationToken cancel) => inner.MigrateAsync(cancel);

    public override bool IsTransient(Exception error) =>
        error is PlantedException planted ? planted.Fault != Fault.Refused : inner.IsTransient(error);

    /// <summary>The real database belongs to the test that made it.</summary>
    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool IsTurn() => Interlocked.Increment(ref calls) == failAt;
}

/// <summary>As the real ones: an error of the database, and no other kind.</summary>
public sealed class PlantedException(Fault fault) : DbException($"planted: {fault}")
{
    public Fault Fault => fault;
}
