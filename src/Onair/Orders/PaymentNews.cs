using System.Collections.Concurrent;

namespace Onair.Orders;

/// <summary>
/// Wakes requests that wait for an attempt's outcome. A hint within one node: the waiter reads the row again, and looks
/// by itself from time to time, as another node may have settled it.
/// </summary>
public sealed class PaymentNews
{
    /// <summary>Waiters of one node; one more polls instead of being woken.</summary>
    private const int waitersMax = 20_000;

    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> waiters = [];

    /// <summary>Completes when there is news of the attempt, or after <paramref name="longest"/>.</summary>
    public async Task WaitAsync(Guid attemptId, TimeSpan longest, TimeProvider time, CancellationToken cancel)
    {
        if (waiters.Count >= waitersMax)
        {
            await Task.Delay(longest, time, cancel);
            return;
        }

        var news = waiters.GetOrAdd(
            attemptId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        await Task.WhenAny(news.Task, Task.Delay(longest, time, cancel));
        // Whoever waited in vain tidies up; another waiter of the same attempt then finds its news by looking.
        if (!news.Task.IsCompleted) waiters.TryRemove(attemptId, out _);
    }

    public void Tell(Guid attemptId)
    {
        if (waiters.TryRemove(attemptId, out var news)) news.TrySetResult();
    }
}
