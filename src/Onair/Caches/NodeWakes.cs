using System.Collections.Concurrent;
using StackExchange.Redis;

namespace Onair.Caches;

/// <summary>
/// Short words from node to node, by Redis, as soon as they are said. Nobody may rely on them: who was not reached
/// finds out by looking, as it does without Redis. A word is a hint to look, and nothing is true because of it.
/// </summary>
public sealed class NodeWakes(RedisLink link)
{
    private static readonly RedisChannel channel = RedisChannel.Literal("onair:wakes");

    /// <summary>Characters of a word; anything longer was not said by us.</summary>
    private const int wordLengthMax = 200;

    private readonly ConcurrentDictionary<string, Action<string>> ears = new(StringComparer.Ordinal);
    private readonly string self = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[16..];

    /// <summary>False where there is nothing that carries words.</summary>
    public bool IsWanted => link.IsWanted;

    /// <summary>True when a word would leave this node now.</summary>
    public bool CanTell => link.IsUp;

    /// <summary>At a word of this topic from another node. It must return at once and not throw.</summary>
    public void On(string topic, Action<string> hear) => ears[topic] = hear;

    /// <summary>Tells all other nodes. False: it may not have been heard.</summary>
    public async ValueTask<bool> TellAsync(string topic, string word) =>
        (await link.AskAsync(redis => redis.PublishAsync(channel, $"{self} {topic} {word}"))).IsAnswered;

    internal async Task<bool> HearAsync(ISubscriber subscriber)
    {
        try
        {
            await subscriber.SubscribeAsync(channel, (_, message) => Hear(message.ToString()));
            return true;
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            // The next look tries again.
            return false;
        }
    }

    internal void Hear(string message)
    {
        if (message.Length > wordLengthMax) return;
        var parts = message.Split(' ', 3);
        if (parts.Length != 3 || parts[0] == self) return;
        if (ears.TryGetValue(parts[1], out var hear)) hear(parts[2]);
    }
}
