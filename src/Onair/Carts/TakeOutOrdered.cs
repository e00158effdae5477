using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>Pieces of a SKU that an order took.</summary>
public readonly record struct OrderedPieces(string Sku, int Quantity);

/// <summary>
/// What was ordered leaves the cart; what came into it meanwhile stays. Once per order: a form that is sent twice takes
/// nothing out a second time.
/// </summary>
public sealed class TakeOutOrdered(Database database, IOptions<CartsOptions> options, TimeProvider time)
{
    /// <param name="owner">Whose cart; without one nothing happens.</param>
    /// <param name="order">The order's id.</param>
    public Task RunAsync(
        CartOwner owner, Guid order, IReadOnlyList<OrderedPieces> pieces, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                var now = time.GetUtcNow().ToStored();
                var cart = await OpenCart.FindAsync(open, owner, now, cancel);
                if (cart is null || cart.LastOrder == order) return;
                foreach (var (sku, quantity) in pieces)
                {
                    if (cart.Lines.Find(l => l.Sku == sku) is not { } line) continue;
                    if (line.Quantity <= quantity) await cart.TakeOutAsync(sku, cancel);
                    else
                        await cart.PutAsync(
                            [ChangeCart.With(line, line.Quantity - quantity, line.SeenPrice)], cancel);
                }

                await cart.MarkAsync(order, cancel);
                await cart.TouchAsync(now, options.Value, cancel);
            },
            cancel);
}
