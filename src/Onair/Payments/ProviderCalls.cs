using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Onair.Payments.Routing;

namespace Onair.Payments;

/// <summary>
/// Calls to providers for many attempts: in parallel, at most <see cref="IPaymentProvider.ConcurrencyMax"/> per
/// provider and node, each with its timeout. Answers come in waves: whatever has arrived when the caller is ready for
/// more, so that one slow bank does not hold up the other customers of its batch, and quick answers are settled
/// together.
/// </summary>
internal sealed class ProviderCalls(
    PaymentProviders providers, ProviderHealth health, TimeProvider time, ILogger<ProviderCalls> logger) : IDisposable
{
    private readonly Dictionary<string, SemaphoreSlim> gates =
        providers.All.ToDictionary(p => p.Name, p => new SemaphoreSlim(p.ConcurrencyMax));

    /// <param name="items">What is asked about; at most <see cref="PaymentsOptions.BatchMax"/>.</param>
    /// <param name="attemptOf">The attempt behind an item.</param>
    /// <param name="call">The question.</param>
    /// <param name="failed">The answer when the call threw or ran out of time, by a stable word.</param>
    /// <param name="patience">Longest wait for one answer, where it is shorter than the provider's timeout.</param>
    /// <param name="isTrouble">True for an answer that speaks of the provider's state, not of this payment.</param>
    public async IAsyncEnumerable<IReadOnlyList<TAnswer>> RunAsync<TItem, TAnswer>(
        IReadOnlyList<TItem> items,
        Func<TItem, Attempt> attemptOf,
        Func<IPaymentProvider, TItem, CancellationToken, Task<TAnswer>> call,
        Func<TItem, DateTimeOffset, string, TAnswer> failed,
        Func<TAnswer, bool> isTrouble,
        [EnumeratorCancellation] CancellationToken cancel,
        TimeSpan? patience = null)
    {
        if (items.Count == 0) yield break;
        Bounds.CheckCount(items.Count);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var answers = Channel.CreateBounded<TAnswer>(items.Count);
        var all = Task.WhenAll(items.Select(OneAsync));
        var done = EndAsync();
        try
        {
            while (await answers.Reader.WaitToReadAsync(cancel))
            {
                var wave = new List<TAnswer>();
                while (answers.Reader.TryRead(out var answer)) wave.Add(answer);
                yield return wave;
            }

            await all;
        }
        finally
        {
            // A caller that stops reading stops the calls: their attempts stay "approving", and a query will tell.
            await stopping.CancelAsync();
            await done;
        }

        async Task OneAsync(TItem item)
        {
            var answer = await AskAsync(item, attemptOf(item), call, failed, isTrouble, patience, stopping.Token);
            answers.Writer.TryWrite(answer);
        }

        async Task EndAsync()
        {
            await all.ContinueWith(
                static _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
            answers.Writer.Complete();
        }
    }

    public void Dispose()
    {
        foreach (var gate in gates.Values) gate.Dispose();
    }

    private async Task<TAnswer> AskAsync<TItem, TAnswer>(
        TItem item,
        Attempt attempt,
        Func<IPaymentProvider, TItem, CancellationToken, Task<TAnswer>> call,
        Func<TItem, DateTimeOffset, string, TAnswer> failed,
        Func<TAnswer, bool> isTrouble,
        TimeSpan? patience,
        CancellationToken cancel)
    {
        var provider = providers.Find(attempt.Provider);
        if (provider is null) return failed(item, time.GetUtcNow(), "PROVIDER_NOT_CONFIGURED");
        var gate = gates[provider.Name];
        await gate.WaitAsync(cancel);
        var askedAt = time.GetUtcNow();
        var watched = health.Began(provider.Name);
        var isDown = true;
        try
        {
            var answer = await InTimeAsync(provider, item, call, patience, cancel);
            isDown = isTrouble(answer);
            return answer;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Not weather to be retried by the job loop: whatever went wrong here may have gone wrong after the money
            // moved, and "unknown" is the name of that.
            PaymentsLog.CallFailed(logger, provider.Name, attempt.Id, error.GetType().Name);
            var isTimeout = error is TimeoutException or OperationCanceledException;
            return failed(item, askedAt, isTimeout ? "TIMEOUT" : "CALL_FAILED");
        }
        finally
        {
            // A call that we broke off ourselves says nothing of the provider.
            health.Ended(provider.Name, watched, isDown && !cancel.IsCancellationRequested);
            gate.Release();
        }
    }

    private async Task<TAnswer> InTimeAsync<TItem, TAnswer>(
        IPaymentProvider provider,
        TItem item,
        Func<IPaymentProvider, TItem, CancellationToken, Task<TAnswer>> call,
        TimeSpan? patience,
        CancellationToken cancel)
    {
        var wait = patience < provider.Timeout ? patience.Value : provider.Timeout;
        using var calling = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var asked = call(provider, item, calling.Token);
        if (asked.IsCompletedSuccessfully) return await asked;
        try
        {
            return await asked.WaitAsync(wait, time, cancel);
        }
        finally
        {
            // WaitAsync only stops waiting; this stops the call.
            await calling.CancelAsync();
        }
    }
}
