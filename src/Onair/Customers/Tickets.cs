using System.Collections.Concurrent;
using System.ComponentModel;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Options;
using Onair.Caches;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// Copies of who is signed in, so that a person who goes from page to page is looked up once. The rows stay the truth.
/// A copy lives <see cref="CustomersOptions.TicketKept"/> in Redis and as long again in a node's memory. What ends or
/// changes a session recalls the customer's copies: here at once, at other nodes as soon as Redis carries the word, and
/// after twice that time whatever happens. Where other nodes may end a session and there is no Redis to say so, nothing
/// is copied.
/// </summary>
public sealed class Tickets
{
    /// <summary>
    /// Customers whose copies are not believed; with more than that nobody's are, for as long. A thousand a second.
    /// </summary>
    private const int recalledMax = 10_000;

    private const string topic = "tickets";

    /// <summary>A copy that is being written while it is recalled may begin its life this much later.</summary>
    private static readonly TimeSpan late = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> recalled = new();
    private readonly HybridCache copies;
    private readonly NodeWakes wakes;
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly TimeSpan believedAgain;
    private readonly HybridCacheEntryOptions keep;
    private readonly HybridCacheEntryOptions look;
    private long nobodyUntilTicks;

    public Tickets(
        HybridCache copies, NodeWakes wakes, Database database, IOptions<CustomersOptions> options, TimeProvider time)
    {
        this.copies = copies;
        this.wakes = wakes;
        this.database = database;
        this.time = time;
        var kept = options.Value.TicketKept;
        believedAgain = (2 * kept) + late;
        keep = new HybridCacheEntryOptions { Expiration = kept, LocalCacheExpiration = kept };
        look = new HybridCacheEntryOptions
        {
            Expiration = kept,
            LocalCacheExpiration = kept,
            Flags = HybridCacheEntryFlags.DisableUnderlyingData,
        };
        wakes.On(topic, word =>
        {
            if (Guid.TryParseExact(word, "N", out var customer)) Note(customer);
        });
    }

    private bool MayCopy => !database.MayHaveNodes || wakes.CanTell;

    /// <summary>The copy, or else what is read; that is kept unless it is nobody.</summary>
    internal async ValueTask<SignedIn?> FindAsync(
        Guid key, Func<CancellationToken, Task<SignedIn?>> read, CancellationToken cancel)
    {
        if (!MayCopy) return await read(cancel);
        var name = $"ticket:{key:N}";
        var now = time.GetUtcNow();
        var copy = await copies.GetOrCreateAsync(name, NothingAsync, look, cancellationToken: cancel);
        if (copy is not null && now < copy.ReadAt + believedAgain && !IsRecalled(copy.Who.CustomerId)) return copy.Who;
        var found = await read(cancel);
        // Nobody is not kept: a browser may send any number of tokens that are none.
        if (found is not null && !IsRecalled(found.CustomerId))
            await copies.SetAsync(name, new Ticket(found, now), keep, cancellationToken: cancel);
        return found;
    }

    /// <summary>After the commit that ended or changed something of theirs.</summary>
    internal async Task RecallAsync(Guid customer)
    {
        Note(customer);
        if (database.MayHaveNodes) await wakes.TellAsync(topic, customer.ToString("N"));
    }

    private static ValueTask<Ticket?> NothingAsync(CancellationToken cancel) => ValueTask.FromResult<Ticket?>(null);

    private void Note(Guid customer)
    {
        var now = time.GetUtcNow();
        if (recalled.Count >= recalledMax)
        {
            foreach (var (old, until) in recalled)
                if (until <= now) recalled.TryRemove(old, out _);
            if (recalled.Count >= recalledMax)
            {
                Volatile.Write(ref nobodyUntilTicks, (now + believedAgain).UtcTicks);
                recalled.Clear();
                return;
            }
        }

        recalled[customer] = now + believedAgain;
    }

    private bool IsRecalled(Guid customer)
    {
        var now = time.GetUtcNow();
        return now.UtcTicks < Volatile.Read(ref nobodyUntilTicks)
            || (recalled.TryGetValue(customer, out var until) && now < until);
    }

    /// <summary>A copy, and from when it is. It lies in caches: nothing may change it.</summary>
    [ImmutableObject(true)]
    internal sealed record Ticket(SignedIn Who, DateTimeOffset ReadAt);
}
