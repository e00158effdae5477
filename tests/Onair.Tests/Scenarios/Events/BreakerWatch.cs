using System.Globalization;
using System.Text.RegularExpressions;
using Onair.Payments.Routing;

namespace Onair.Tests.Scenarios.Events;

/// <summary>Reads a provider's breaker from a shop's metrics, as a dashboard does, and notes changes.</summary>
internal sealed partial class BreakerWatch : IAsyncDisposable
{
    private static readonly TimeSpan every = TimeSpan.FromMilliseconds(100);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource over = new();
    private readonly List<(DateTimeOffset At, BreakerState State)> seen = [];
    private readonly Task watching;

    public BreakerWatch(Uri shop, string provider)
    {
        watching = WatchAsync(new Uri(shop, "/metrics"), provider);
    }

    /// <summary>Changes, oldest first.</summary>
    public IReadOnlyList<(DateTimeOffset At, BreakerState State)> Seen
    {
        get { lock (seen) return [.. seen]; }
    }

    /// <summary>When it was first seen in this state, not before a moment; null: never.</summary>
    public DateTimeOffset? First(BreakerState state, DateTimeOffset from)
    {
        foreach (var (at, found) in Seen)
        {
            if (found == state && at >= from) return at;
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        await watching;
        http.Dispose();
        over.Dispose();
    }

    private async Task WatchAsync(Uri metrics, string provider)
    {
        try
        {
            while (!over.IsCancellationRequested)
            {
                Note(await http.GetStringAsync(metrics, over.Token), provider);
                await Task.Delay(every, over.Token);
            }
        }
        catch (Exception end) when (end is HttpRequestException or OperationCanceledException)
        {
            // The shop ended, or the run.
        }
    }

    private void Note(string metrics, string provider)
    {
        foreach (Match line in Breaker().Matches(metrics))
        {
            if (line.Groups["provider"].Value != provider) continue;
            var state = (BreakerState)int.Parse(line.Groups["state"].ValueSpan, CultureInfo.InvariantCulture);
            lock (seen)
            {
                if (seen.Count == 0 || seen[^1].State != state) seen.Add((TimeProvider.System.GetUtcNow(), state));
            }
        }
    }

    [GeneratedRegex(
        "^onair_payments_breaker[^ \n]*provider=\"(?<provider>[a-z0-9-]+)\"[^ \n]* (?<state>[0-9])",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Breaker();
}
