using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Onair.Primitives;

namespace Onair.Broadcasts.Talk;

/// <summary>Who sent a request, behind the proxies that the deployment trusts; null when they name nobody.</summary>
public delegate IPAddress? FindSender(HttpContext http);

/// <summary>
/// Counts questions per network and minute in this node's memory, before the database is asked for anything. Networks
/// are forgotten with their minute.
/// </summary>
internal sealed class AskGate(FindSender find, IOptions<TalkOptions> options, TimeProvider time)
{
    /// <summary>Networks of one minute, a megabyte; beyond that, who is new waits for the next one.</summary>
    private const int networksMax = 10_000;

    private readonly Lock turn = new();
    private readonly Dictionary<string, int> counts = new(StringComparer.Ordinal);
    private long minute;

    /// <summary>False when this network has asked as much as it may in this minute.</summary>
    public bool TryEnter(HttpContext http)
    {
        var network = SenderAddress.NetworkOf(find(http));
        var now = time.GetUtcNow().UtcTicks / TalkOptions.Window.Ticks;
        lock (turn)
        {
            if (now != minute) counts.Clear();
            minute = now;
            var count = counts.GetValueOrDefault(network);
            if (count >= options.Value.NetworkPerMinuteMax || (count == 0 && counts.Count >= networksMax)) return false;
            counts[network] = count + 1;
            return true;
        }
    }
}
