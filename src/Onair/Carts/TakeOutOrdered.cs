using Microsoft.Extensions.Options;
using Onair.Signals;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>Pieces of a SKU that an order took out of a cart.</summary>
public readonly record struct OrderedPieces(Guid Order, CartOwner Owner, string Sku, int Quantity, DateTimeOffset At);

/// <summary>
/// What was ordered leaves the cart, once; what came into it meanwhile stays. What is expected to leave is written in
/// the order's own transaction, and only added there: no cart is locked while buyers wait for a hot item. Taking out
/// follows at once, or by <see cref="CatchUpCarts"/> when the process died between.
/// </summary>
public sealed class TakeOutOrdered(Database database, IOptions<CartsOptions> options, TimeProvider time)
{
    /// <summary>
    /// Who signs in meanwhile takes cart and pieces along: looked at again, as nobody signs in so often.
    /// </summary>
    private const int looksMax = 3;

    /// <summary>Adds to the round in which the orders are written.</summary>
    public static void Expect(Round round, IReadOnlyList<OrderedPieces> pieces) =>
        round.Write(CartsStore.Expect, pieces);

    /// <summary>Takes out what this order is expected to; nothing when that was done.</summary>
    public async Task RunAsync(Guid order, CancellationToken cancel)
    {
        var found = await database.WriteAsync(open => RunAsync(open, order, cancel), cancel);
        if (found) ShopSignals.CartsEnded.Add(1, new KeyValuePair<string, object?>("outcome", "ordered"));
    }

    /// <summary>True when there was a cart to take out of.</summary>
    private async Task<bool> RunAsync(Transaction open, Guid order, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        for (var looks = 0; looks < looksMax; looks++)
        {
            if (await open.FirstAsync<Guid?>(CartsStore.ExpectedOf, new { order }, cancel) is not { } owner)
                return false;
            // The cart before its pieces, as everywhere.
            var cart = await OpenCart.FindAsync(open, new CartOwner(owner), now, cancel);
            var pieces = await open.QueryAsync<CartsStore.PiecesRow>(
                CartsStore.TakeExpected, new { order, owner }, cancel);
            if (pieces.Count == 0) continue;
            if (cart is not null) await TakeOutAsync(cart, pieces, now, cancel);
            return cart is not null;
        }

        return false;
    }

    private async Task TakeOutAsync(
        OpenCart cart, List<CartsStore.PiecesRow> pieces, DateTimeOffset now, CancellationToken cancel)
    {
        foreach (var row in pieces)
        {
            if (cart.Lines.Find(l => l.Sku == row.Sku) is not { } line) continue;
            if (line.Quantity <= row.Quantity) await cart.TakeOutAsync(row.Sku, cancel);
            else await cart.PutAsync([ChangeCart.With(line, line.Quantity - row.Quantity, line.SeenPrice)], cancel);
        }

        await cart.TouchAsync(now, options.Value, cancel);
    }
}
