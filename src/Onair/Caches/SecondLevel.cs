using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Distributed;
using Onair.Signals;
using StackExchange.Redis;

namespace Onair.Caches;

/// <summary>
/// Redis behind HybridCache: what one node has read the others need not read. Everything in it is sealed. Whatever goes
/// wrong is a value that is not there.
/// </summary>
internal sealed class SecondLevel(RedisLink link, CachesSeal seal) : IBufferDistributedCache
{
    /// <summary>Beside other programs' keys; two shops on one Redis are kept apart by <c>defaultDatabase</c>.</summary>
    private const string prefix = "onair:";

    public async ValueTask<bool> TryGetAsync(
        string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        if (await GetAsync(key, token) is not { } value) return false;
        destination.Write(value);
        return true;
    }

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default)
    {
        var name = prefix + key;
        var (isAnswered, found) = await link.AskAsync(redis => redis.StringGetAsync(name));
        if (!isAnswered || found.IsNull)
        {
            Count(isAnswered ? "miss" : "away");
            return null;
        }

        try
        {
            var value = await seal.OpenAsync((ReadOnlyMemory<byte>)found, name, token);
            Count("hit");
            return value;
        }
        catch (CryptographicException)
        {
            // Not ours, moved to another name, or sealed under a key of before.
            Count("unreadable");
            return null;
        }
    }

    public Task SetAsync(
        string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        SetAsync(key, new ReadOnlySequence<byte>(value), options, token).AsTask();

    public async ValueTask SetAsync(
        string key,
        ReadOnlySequence<byte> value,
        DistributedCacheEntryOptions options,
        CancellationToken token = default)
    {
        if (!link.IsUp || value.Length > CachesOptions.ValueBytesMax) return;
        if (options.AbsoluteExpirationRelativeToNow is not { } life)
            throw new InvalidOperationException("What lies in Redis has an end.");
        var name = prefix + key;
        RedisValue sealedValue = await seal.SealAsync(value.ToArray(), name, token);
        await link.AskAsync(redis => redis.StringSetAsync(name, sealedValue, life));
    }

    public async Task RemoveAsync(string key, CancellationToken token = default) =>
        await link.AskAsync(redis => redis.KeyDeleteAsync(prefix + key));

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    public byte[]? Get(string key) => throw Sync();

    public bool TryGet(string key, IBufferWriter<byte> destination) => throw Sync();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw Sync();

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => throw Sync();

    public void Remove(string key) => throw Sync();

    public void Refresh(string key) => throw Sync();

    private static NotSupportedException Sync() => new("A thread does not wait for Redis.");

    private static void Count(string outcome) =>
        ShopSignals.CacheReads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
