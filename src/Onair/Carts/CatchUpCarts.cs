using Onair.Jobs;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>
/// The timed verb that takes out of carts what was ordered and still lies there: a process died between order and cart.
/// </summary>
internal sealed class CatchUpCarts(Database database, TakeOutOrdered takeOut, TimeProvider time) : ITimedVerb
{
    /// <summary>Orders of one turn: each is a short transaction of its own.</summary>
    private const int ordersMax = 100;

    /// <summary>Who placed the order takes it out within milliseconds, if they live.</summary>
    private static readonly TimeSpan late = TimeSpan.FromSeconds(5);

    public string Name => "carts.catch-up";

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - late;
        var left = await database.ReadAsync(
            open => open.QueryAsync<Guid>(CartsStore.Overdue, new { before, limit = ordersMax }, cancel), cancel);
        foreach (var order in left) await takeOut.RunAsync(order, cancel);
        return left.Count == ordersMax;
    }
}
