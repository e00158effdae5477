using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>Never renumber.</summary>
public enum MergeCartsStatus
{
    /// <summary>The customer's cart has both; the guest's is gone.</summary>
    Merged = 1,

    /// <summary>The guest had none.</summary>
    NothingToMerge = 2,

    /// <summary>As merged, but some of the guest's lines or pieces had no room.</summary>
    MergedInPart = 3,
}

/// <summary>
/// A guest signs in: what lies in the guest's cart joins the customer's. The larger number of a thing counts, not the
/// sum: who filled the same cart on two devices does not want twice as much.
/// </summary>
public sealed class MergeCarts(Database database, IOptions<CartsOptions> options, TimeProvider time)
{
    public Task<MergeCartsStatus> RunAsync(string guestToken, Guid customer, CancellationToken cancel) =>
        database.WriteAsync(open => RunAsync(open, guestToken, customer, cancel), cancel);

    /// <summary>The same within the transaction that signs in.</summary>
    public async Task<MergeCartsStatus> RunAsync(
        Transaction open, string guestToken, Guid customer, CancellationToken cancel)
    {
        if (!CartOwner.IsToken(guestToken)) return MergeCartsStatus.NothingToMerge;
        var now = time.GetUtcNow().ToStored();
        // The guest's first, always: two sign-ins of one customer wait for each other in one order.
        var guest = await OpenCart.FindAsync(open, CartOwner.Guest(guestToken), now, cancel);
        if (guest is null) return MergeCartsStatus.NothingToMerge;
        var cart = await OpenCart.TakeAsync(open, CartOwner.Customer(customer), now, options.Value, cancel);
        var lines = Merge(cart.Lines, guest.Lines);
        await cart.PutAsync(lines, cancel);
        await cart.TouchAsync(now, options.Value, cancel);
        await guest.DropAsync(cancel);
        var moved = new { guest = CartOwner.Guest(guestToken).Key, customer = CartOwner.Customer(customer).Key };
        await open.ExecuteAsync(CartsStore.MoveExpected, moved, cancel);
        var wanted = guest.Lines.Select(l => l.Sku).Except(lines.Select(l => l.Sku)).Any();
        return wanted ? MergeCartsStatus.MergedInPart : MergeCartsStatus.Merged;
    }

    /// <summary>All lines of the merged cart: the customer's own, then the guest's while there is room.</summary>
    internal static List<CartLine> Merge(IReadOnlyList<CartLine> own, IReadOnlyList<CartLine> guests)
    {
        var merged = own.ToDictionary(l => l.Sku, StringComparer.Ordinal);
        foreach (var line in guests)
        {
            // The guest has seen the newer price.
            if (merged.TryGetValue(line.Sku, out var mine))
                merged[line.Sku] = ChangeCart.With(mine, Math.Max(mine.Quantity, line.Quantity), line.SeenPrice);
            else if (merged.Count < CartsOptions.LinesMax) merged.Add(line.Sku, line);
        }

        return [.. merged.Values];
    }
}
