using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Onair.Caches;

public static class CachesSetup
{
    /// <summary>
    /// Copies of what rooms read: in this node's memory, and in Redis once <see cref="AddCacheWorkers"/> has found it.
    /// Needs storage.
    /// </summary>
    public static IServiceCollection AddCaches(this IServiceCollection services)
    {
        services.AddOptions<CachesOptions>().BindConfiguration("Onair:Caches")
            .Configure<IConfiguration>((options, configuration) => options.Redis = configuration["Onair:Redis"] ?? "")
            .ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CachesSeal>();
        services.AddSingleton<RedisLink>();
        services.AddSingleton<NodeWakes>();
        services.AddOptions<MemoryCacheOptions>().Configure<IOptions<CachesOptions>>(
            (memory, caches) => memory.SizeLimit = caches.Value.LocalBytesMax);
        services.AddHybridCache(cache => cache.MaximumPayloadBytes = CachesOptions.ValueBytesMax);
        services.AddSingleton<IDistributedCache, SecondLevel>();
        return services;
    }

    /// <summary>The connection to Redis, for a node that serves.</summary>
    public static IServiceCollection AddCacheWorkers(this IServiceCollection services) =>
        services.AddHostedService<WatchRedis>();
}
