using Onair.Payments;

namespace Onair.Orders;

/// <summary>
/// Wakes requests that wait for an attempt's outcome. A hint within one node: the waiter listens first and reads the
/// row then, so that no outcome falls between the two, and looks by itself from time to time, as another node may have
/// settled it. The news is the attempt itself: nobody needs to read it again.
/// </summary>
public sealed class PaymentNews
{
    /// <summary>Attempts that one node listens for; one more is looked at from time to time only.</summary>
    private const int attemptsMax = 20_000;

    private readonly Lock turn = new();
    private readonly Dictionary<Guid, Heard> heard = [];

    /// <summary>Attempts that somebody listens for now.</summary>
    public int Count
    {
        get
        {
            lock (turn) return heard.Count;
        }
    }

    /// <summary>From now on news of the attempt is heard, until the listener is disposed.</summary>
    public Listener Listen(Guid attemptId)
    {
        lock (turn)
        {
            if (!heard.TryGetValue(attemptId, out var found))
            {
                found = new Heard();
                if (heard.Count < attemptsMax) heard.Add(attemptId, found);
            }

            found.Listeners++;
            return new Listener(this, attemptId, found);
        }
    }

    /// <summary>The attempt as it stands after the commit.</summary>
    public void Tell(Attempt attempt)
    {
        Heard? found;
        lock (turn) heard.Remove(attempt.Id, out found);
        found?.TrySetResult(attempt);
    }

    private void Leave(Guid attemptId, Heard left)
    {
        lock (turn)
        {
            var isLast = --left.Listeners == 0 && heard.TryGetValue(attemptId, out var found) && found == left;
            if (isLast) heard.Remove(attemptId);
        }
    }

    /// <summary>One who listens; it hears one piece of news.</summary>
    public sealed class Listener : IDisposable
    {
        private readonly PaymentNews news;
        private readonly Guid attemptId;
        private readonly Heard heard;

        internal Listener(PaymentNews news, Guid attemptId, Heard heard)
        {
            this.news = news;
            this.attemptId = attemptId;
            this.heard = heard;
        }

        /// <summary>
        /// The attempt when there was news since <see cref="Listen"/>; null after <paramref name="longest"/>, and when
        /// the caller gave up.
        /// </summary>
        public async Task<Attempt?> WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancel)
        {
            Task waited = heard.Task.WaitAsync(longest, time, cancel);
            await waited.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return heard.Task.IsCompletedSuccessfully ? await heard.Task : null;
        }

        public void Dispose() => news.Leave(attemptId, heard);
    }

    internal sealed class Heard() : TaskCompletionSource<Attempt>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public int Listeners { get; set; }
    }
}
