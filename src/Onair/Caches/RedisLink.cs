using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Signals;
using StackExchange.Redis;

namespace Onair.Caches;

/// <summary>
/// This node's way to Redis, and a breaker on it. Nobody waits for Redis longer than
/// <see cref="CachesOptions.RedisPatience"/>, and a few of those waits in a row are the last: then it counts as away,
/// and nobody asks it anything until it has answered <see cref="WatchRedis"/>. No request finds that out by waiting.
/// </summary>
public sealed class RedisLink(IOptions<CachesOptions> options, TimeProvider time, ILogger<RedisLink> logger)
{
    /// <summary>
    /// Failures in a row that mean "away": one is a hiccup, and each more costs a request the patience again.
    /// </summary>
    private const int failuresMax = 3;

    private readonly string address = options.Value.Redis;
    private IConnectionMultiplexer? connection;
    private volatile bool isUp;
    private int failures;
    private long unanswered;

    /// <summary>False for a shop that runs without.</summary>
    public bool IsWanted => address.Length > 0;

    /// <summary>It answered when it was last asked.</summary>
    public bool IsUp => isUp;

    /// <summary>Questions that somebody has waited for in vain.</summary>
    internal long Unanswered => Volatile.Read(ref unanswered);

    /// <summary>Asks, within the patience.</summary>
    /// <returns>False when it did not answer, or was not even asked; never an exception of Redis.</returns>
    internal async ValueTask<(bool IsAnswered, T? Answer)> AskAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        if (!isUp) return (false, default);
        var answer = await AskNowAsync(ask);
        if (!answer.IsAnswered) Interlocked.Increment(ref unanswered);
        return answer;
    }

    internal void Use(IConnectionMultiplexer made) => connection = made;

    /// <summary>Is it there? The only call that may find that it came back.</summary>
    internal async Task<bool> LookAsync()
    {
        var (isAnswered, _) = await AskNowAsync(redis => redis.PingAsync());
        if (isAnswered && !isUp)
        {
            isUp = true;
            CachesLog.RedisIsUp(logger);
        }

        ShopSignals.RedisUp.Record(isUp ? 1 : 0);
        return isAnswered;
    }

    private async ValueTask<(bool IsAnswered, T? Answer)> AskNowAsync<T>(Func<IDatabase, Task<T>> ask)
    {
        if (connection is not { } open) return (false, default);
        try
        {
            var answer = await ask(open.GetDatabase()).WaitAsync(options.Value.RedisPatience, time);
            Volatile.Write(ref failures, 0);
            return (true, answer);
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            ShopSignals.RedisFailed.Add(1);
            if (Interlocked.Increment(ref failures) >= failuresMax && isUp)
            {
                isUp = false;
                // What it says of the connection has no values in it.
                CachesLog.RedisIsAway(logger, error.GetType().Name);
            }

            return (false, default);
        }
    }
}
