using Microsoft.Extensions.Options;
using Onair.Catalog;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum ChangeCartStatus
{
    /// <summary>The cart is as asked; it may have been before.</summary>
    Changed = 1,

    /// <summary>It has <see cref="CartsOptions.LinesMax"/> lines already.</summary>
    Full = 2,

    UnknownVariant = 3,

    /// <summary>Exists, but is not on sale now.</summary>
    NotOnSale = 4,

    /// <summary>The line would have more than <see cref="CartsOptions.QuantityMax"/> pieces.</summary>
    TooMany = 5,

    /// <summary>No SKU, or a number out of range.</summary>
    Invalid = 6,
}

/// <summary>Puts things into a cart, changes how many, takes them out. Stock is not asked: nothing is held.</summary>
public sealed class ChangeCart(Database database, IOptions<CartsOptions> options, TimeProvider time)
{
    /// <summary>Adds pieces of a SKU to what the cart has of it.</summary>
    /// <param name="owner">Whose cart; made when there is none.</param>
    /// <param name="sku">On sale.</param>
    /// <param name="quantity">1 to <see cref="CartsOptions.QuantityMax"/>.</param>
    public Task<ChangeCartStatus> AddAsync(CartOwner owner, string sku, int quantity, CancellationToken cancel) =>
        quantity is < 1 or > CartsOptions.QuantityMax || !Variant.IsSku(sku)
            ? Task.FromResult(ChangeCartStatus.Invalid)
            : database.WriteAsync(open => PutAsync(open, owner, sku, quantity, adds: true, cancel), cancel);

    /// <summary>Sets how many pieces of a SKU the cart has; 0 takes it out, on sale or not.</summary>
    public Task<ChangeCartStatus> SetAsync(CartOwner owner, string sku, int quantity, CancellationToken cancel) =>
        quantity is < 0 or > CartsOptions.QuantityMax || !Variant.IsSku(sku)
            ? Task.FromResult(ChangeCartStatus.Invalid)
            : database.WriteAsync(
                open => quantity == 0
                    ? TakeOutAsync(open, owner, sku, cancel)
                    : PutAsync(open, owner, sku, quantity, adds: false, cancel),
                cancel);

    /// <summary>The prices of now are seen: lines that had another one are as any other.</summary>
    public Task AgreeAsync(CartOwner owner, CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            var now = time.GetUtcNow().ToStored();
            if (await OpenCart.FindAsync(open, owner, now, cancel) is not { } cart) return;
            var sellable = await OpenCart.SellableAsync(open, cart.Lines.ConvertAll(l => l.Sku), cancel);
            var lines = cart.Lines
                .Where(l => sellable.TryGetValue(l.Sku, out var variant) && variant.Price != l.SeenPrice)
                .Select(l => With(l, l.Quantity, sellable[l.Sku].Price)).ToList();
            if (lines.Count == 0) return;
            await cart.PutAsync(lines, cancel);
            await cart.TouchAsync(now, options.Value, cancel);
        },
        cancel);

    private async Task<ChangeCartStatus> PutAsync(
        Transaction open, CartOwner owner, string sku, int quantity, bool adds, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        var sellable = await OpenCart.SellableAsync(open, [sku], cancel);
        if (!sellable.TryGetValue(sku, out var variant)) return ChangeCartStatus.UnknownVariant;
        if (!variant.OnSale) return ChangeCartStatus.NotOnSale;
        var cart = await OpenCart.TakeAsync(open, owner, now, options.Value, cancel);
        var line = cart.Lines.Find(l => l.Sku == sku);
        if (line is null && cart.Lines.Count >= CartsOptions.LinesMax) return ChangeCartStatus.Full;
        var pieces = quantity + (adds ? line?.Quantity ?? 0 : 0);
        if (pieces > CartsOptions.QuantityMax) return ChangeCartStatus.TooMany;
        line ??= new CartLine { VariantId = variant.Id, Sku = sku, AddedAt = now };
        await cart.PutAsync([With(line, pieces, variant.Price)], cancel);
        await cart.TouchAsync(now, options.Value, cancel);
        return ChangeCartStatus.Changed;
    }

    private async Task<ChangeCartStatus> TakeOutAsync(
        Transaction open, CartOwner owner, string sku, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        if (await OpenCart.FindAsync(open, owner, now, cancel) is not { } cart) return ChangeCartStatus.Changed;
        if (!cart.Lines.Exists(l => l.Sku == sku)) return ChangeCartStatus.Changed;
        await cart.TakeOutAsync(sku, cancel);
        await cart.TouchAsync(now, options.Value, cancel);
        return ChangeCartStatus.Changed;
    }

    internal static CartLine With(CartLine line, int quantity, long price) => new()
    {
        VariantId = line.VariantId,
        Sku = line.Sku,
        Quantity = quantity,
        SeenPrice = price,
        AddedAt = line.AddedAt,
    };
}
