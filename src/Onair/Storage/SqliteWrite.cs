namespace Onair.Storage;

/// <summary>
/// A write that waits for the writer loop: it runs in a savepoint and is answered after the commit. It may run again.
/// </summary>
internal abstract class SqliteWrite
{
    /// <summary>False: the function threw, and its savepoint is to be undone.</summary>
    public abstract Task<bool> RunAsync(Transaction transaction);

    /// <summary>The group is committed: hand out the result, or what the function threw.</summary>
    public abstract void Complete();

    /// <summary>
    /// Nothing of this write was kept. What the function itself threw says more than <paramref name="error"/>.
    /// </summary>
    public abstract void Fail(Exception error);
}

internal sealed class SqliteWrite<T>(Func<Transaction, Task<T>> write, CancellationToken cancel) : SqliteWrite
{
    private T? result;
    private Exception? failure;

    public TaskCompletionSource<T> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async Task<bool> RunAsync(Transaction transaction)
    {
        failure = null;
        try
        {
            // Who has left the queue's line meanwhile wants nothing written.
            cancel.ThrowIfCancellationRequested();
            result = await write(transaction);
            return true;
        }
        catch (Exception error)
        {
            // Not swallowed: it is what the caller gets once the savepoint is undone.
            failure = error;
            return false;
        }
    }

    public override void Complete()
    {
        if (failure is null) Answer.TrySetResult(result!);
        else Answer.TrySetException(failure);
    }

    public override void Fail(Exception error) => Answer.TrySetException(failure ?? error);
}
