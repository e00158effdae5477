using System.Diagnostics;
using Onair.Host.Cli.Load;

namespace Onair.Host.Cli.Replay;

/// <summary>
/// Sends the steps of a plan to the shop in the log's order: so many at once, but a cancellation only after its order
/// was answered. Steps are taken in order, so what a step waits for is always under way already.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="client">The shop.</param>
/// <param name="speed">Seconds of the log per second; null for as fast as the shop answers.</param>
/// <param name="pay">Pay each order before the next thing happens to it.</param>
/// <param name="time">For pauses and for keys that no earlier replay has used.</param>
internal sealed class ReplayRun(ReplayPlan plan, ShopClient client, double? speed, bool pay, TimeProvider time)
    : IDisposable
{
    /// <summary>Steps under way at once.</summary>
    public const int ParallelMax = 64;

    private const int attemptsMax = 20;
    private const int failuresShown = 20;
    private const int noAnswer = 0;
    private const int busy = 503;

    private static readonly TimeSpan pause = TimeSpan.FromMilliseconds(200);

    private readonly TaskCompletionSource<PlaceAnswer?>[] placed =
    [
        .. plan.Orders.Select(_ =>
            new TaskCompletionSource<PlaceAnswer?>(TaskCreationOptions.RunContinuationsAsynchronously)),
    ];

    private readonly SurgePayment till = new(client, provider: null);
    private readonly List<string> failures = [];
    private readonly Lock turn = new();
    private readonly string run = time.GetUtcNow().ToUnixTimeMilliseconds().ToString();
    private readonly Stopwatch clock = new();
    private int next = -1;
    private int ordersPlaced;
    private int ordersPaid;
    private int cancellationsDone;
    private int busyAnswers;
    private int failureCount;

    public int StepsDone => Math.Min(plan.Steps.Count, Volatile.Read(ref next) + 1);
    public int OrdersPlaced => ordersPlaced;
    public int OrdersPaid => ordersPaid;
    public int CancellationsDone => cancellationsDone;
    public int BusyAnswers => busyAnswers;
    public int FailureCount => failureCount;
    public IReadOnlyList<string> Failures => failures;
    public bool Interrupted { get; private set; }
    public TimeSpan Elapsed => clock.Elapsed;

    public void Dispose() => till.Dispose();

    public async Task RunAsync(CancellationToken cancel)
    {
        clock.Start();
        await Task.WhenAll(Enumerable.Range(0, ParallelMax).Select(_ => WorkAsync(cancel)));
        clock.Stop();
    }

    private async Task WorkAsync(CancellationToken cancel)
    {
        while (Interlocked.Increment(ref next) is var index && index < plan.Steps.Count)
        {
            var step = plan.Steps[index];
            try
            {
                if (speed is { } factor) await DueAsync(step.At, factor, cancel);
                cancel.ThrowIfCancellationRequested();
            }
            catch (OperationCanceledException)
            {
                // Everybody who waits for an order that will not come goes home.
                Interrupted = true;
                if (step.Cancel is null) placed[step.Order].TrySetResult(null);
                return;
            }

            if (step.Cancel is null) await PlaceAsync(step.Order);
            else await CancelAsync(step);
        }
    }

    private async Task DueAsync(DateTime at, double factor, CancellationToken cancel)
    {
        var wait = ((at - plan.Steps[0].At) / factor) - clock.Elapsed;
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancel);
    }

    private async Task PlaceAsync(int index)
    {
        var order = plan.Orders[index];
        PlaceAnswer? done = null;
        try
        {
            var who = order.Customer.Length > 0
                ? BodyCustomer.Numbered(long.Parse(order.Customer))
                : BodyCustomer.Numbered(int.MaxValue - index);
            var body = OrderBody.Place("web", who, [.. order.Lines]);
            var answer = await AskAsync(body, $"replay-{run}-{order.Key}");
            if (answer.Outcome != PlaceOutcome.Placed)
            {
                Fail($"invoice {order.Key}: {answer.Outcome}");
                return;
            }

            done = answer;
            Interlocked.Increment(ref ordersPlaced);
            if (!pay) return;
            if (await till.PayAsync(answer.Number, answer.Token, CancellationToken.None) == PayOutcome.Paid)
                Interlocked.Increment(ref ordersPaid);
            else Fail($"invoice {order.Key}: the payment was not approved");
        }
        finally
        {
            placed[index].TrySetResult(done);
        }
    }

    /// <summary>
    /// Busy and unanswered requests are asked again with the same key, which is one order however often it is asked.
    /// </summary>
    private async Task<PlaceAnswer> AskAsync(byte[] body, string key)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await client.PlaceAsync(body, key, CancellationToken.None);
            var again = answer.Outcome is PlaceOutcome.Busy or PlaceOutcome.Failed && attempt < attemptsMax;
            if (!again) return answer;
            if (answer.Outcome == PlaceOutcome.Busy) Interlocked.Increment(ref busyAnswers);
            await Task.Delay(pause, time, CancellationToken.None);
        }
    }

    private async Task CancelAsync(ReplayStep step)
    {
        var order = await placed[step.Order].Task;
        // Not placed: counted there already.
        if (order is null) return;
        var body = OrderBody.Cancel("customer returned it", [.. step.Cancel!]);
        for (var attempt = 1; ; attempt++)
        {
            var (status, answer) = await client.CancelAsync(order.Number, order.Token, body, CancellationToken.None);
            if (status is >= 200 and < 300)
            {
                Interlocked.Increment(ref cancellationsDone);
                return;
            }

            // Only a refusal at the door is safe to ask again: a lost answer may hide a cancellation that was done.
            if (status != busy || attempt == attemptsMax)
            {
                var said = status == noAnswer ? "no answer" : System.Text.Encoding.UTF8.GetString(answer);
                Fail($"cancellation in {plan.Orders[step.Order].Key}: {status} {said}");
                return;
            }

            Interlocked.Increment(ref busyAnswers);
            await Task.Delay(pause, time, CancellationToken.None);
        }
    }

    private void Fail(string what)
    {
        lock (turn)
        {
            failureCount++;
            if (failures.Count < failuresShown) failures.Add(what);
        }
    }
}
