using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Onair.Caches;

/// <summary>Connects to Redis beside everything else, and looks after it. A shop opens and runs without it.</summary>
internal sealed class WatchRedis(
    RedisLink link, NodeWakes wakes, IOptions<CachesOptions> options, TimeProvider time, ILogger<WatchRedis> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!link.IsWanted) return;
        await using var connection = await ConnectAsync(stoppingToken);
        if (connection is null) return;
        link.Use(connection);
        using var looks = new PeriodicTimer(options.Value.RedisLookEvery, time);
        var hears = false;
        try
        {
            do
            {
                // Once heard, the library subscribes again by itself whenever it connects again.
                if (await link.LookAsync() && !hears) hears = await wakes.HearAsync(connection.GetSubscriber());
            }
            while (await looks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    internal static ConfigurationOptions Configure(CachesOptions options)
    {
        var redis = ConfigurationOptions.Parse(options.Redis);
        redis.AbortOnConnectFail = false;
        // What cannot be sent now is of no use later.
        redis.BacklogPolicy = BacklogPolicy.FailFast;
        redis.ConnectTimeout = 1000;
        redis.ConnectRetry = 1;
        // The library's own talk about replicas, which we have none of.
        redis.ConfigurationChannel = redis.TieBreaker = "";
        redis.AsyncTimeout = redis.SyncTimeout = (int)options.RedisPatience.TotalMilliseconds;
        redis.ReconnectRetryPolicy = new LinearRetry((int)options.RedisLookEvery.TotalMilliseconds);
        // A server that says nothing for this long is connected to anew.
        redis.KeepAlive = 5;
        redis.ClientName = "onair";
        redis.AllowAdmin = false;
        return redis;
    }

    /// <summary>Null when the node stops before. A name that is not known yet may be known later.</summary>
    private async Task<ConnectionMultiplexer?> ConnectAsync(CancellationToken cancel)
    {
        var redis = Configure(options.Value);
        var told = false;
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                return await ConnectionMultiplexer.ConnectAsync(redis);
            }
            catch (RedisException error)
            {
                if (!told) CachesLog.RedisIsAway(logger, error.GetType().Name);
                told = true;
            }

            try
            {
                await Task.Delay(options.Value.RedisLookEvery, time, cancel);
            }
            catch (OperationCanceledException)
            {
                return null;
            }
        }

        return null;
    }
}
