using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>
/// Counts carts that somebody filled and then left alone for half an hour: the usual end of a visit. Each cart counts
/// at the moment when that time is over; whoever comes back later and leaves again counts again.
/// </summary>
internal sealed class WatchCarts(Database database, IOptions<CartsOptions> options, TimeProvider time) : ITimedVerb
{
    public static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(30);

    /// <summary>A node that takes over does not count what the one before has counted, but for this little.</summary>
    private static readonly TimeSpan lookBack = TimeSpan.FromSeconds(10);

    private DateTimeOffset? counted;

    public string Name => "carts.watch";

    /// <summary>Counted since this node began.</summary>
    internal long Abandoned { get; private set; }

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var kept = options.Value.Kept;
        var until = time.GetUtcNow() - IdleFor;
        var after = counted is { } before && before <= until ? before : until - lookBack;
        var asked = new { after = after + kept, until = until + kept };
        var left = await database.ReadAsync(
            open => open.FirstAsync<long>(CartsStore.CountTouched, asked, cancel), cancel);
        counted = until;
        Abandoned += left;
        if (left > 0) ShopSignals.CartsEnded.Add(left, new KeyValuePair<string, object?>("outcome", "abandoned"));
        return false;
    }
}
