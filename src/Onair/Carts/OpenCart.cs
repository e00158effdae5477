using Onair.Catalog;
using Onair.Storage;

namespace Onair.Carts;

/// <summary>A cart that a write transaction has locked: what the verbs of this room work with.</summary>
internal sealed class OpenCart
{
    private readonly Transaction open;
    private readonly Guid id;

    private OpenCart(Transaction open, CartsStore.CartRow row, List<CartLine> lines)
    {
        this.open = open;
        id = row.Id;
        Lines = lines;
    }

    /// <summary>As they were when the cart was locked.</summary>
    public List<CartLine> Lines { get; }

    /// <summary>Null when there is none.</summary>
    public static async Task<OpenCart?> FindAsync(
        Transaction open, CartOwner owner, DateTimeOffset now, CancellationToken cancel)
    {
        var row = await open.FirstAsync<CartsStore.CartRow>(CartsStore.Lock, new { owner = owner.Key, now }, cancel);
        return row is null ? null : new OpenCart(open, row, await LinesAsync(open, row.Id, cancel));
    }

    /// <summary>Made when there is none.</summary>
    public static async Task<OpenCart> TakeAsync(
        Transaction open, CartOwner owner, DateTimeOffset now, CartsOptions options, CancellationToken cancel)
    {
        if (await FindAsync(open, owner, now, cancel) is { } found) return found;
        foreach (var old in await open.QueryAsync<Guid>(CartsStore.ExpiredOf, new { owner = owner.Key, now }, cancel))
        {
            await open.ExecuteAsync(CartsStore.ClearLines, new { cart = old }, cancel);
            await open.ExecuteAsync(CartsStore.Drop, new { cart = old }, cancel);
        }

        await open.ExecuteAsync(
            CartsStore.Create,
            new { id = Guid.CreateVersion7(now), owner = owner.Key, now, until = now + options.Kept },
            cancel);
        return await FindAsync(open, owner, now, cancel)
            ?? throw new InvalidOperationException("A cart that was just made is not there.");
    }

    public async Task PutAsync(IReadOnlyList<CartLine> lines, CancellationToken cancel)
    {
        var round = open.Round();
        round.Write(CartsStore.Put, [.. lines.Select(line => new CartsStore.PutRow(id, line))]);
        await round.ExecuteAsync(cancel);
    }

    public Task TakeOutAsync(string sku, CancellationToken cancel) =>
        open.ExecuteAsync(CartsStore.TakeOut, new { cart = id, sku }, cancel);

    public Task TouchAsync(DateTimeOffset now, CartsOptions options, CancellationToken cancel) =>
        open.ExecuteAsync(CartsStore.Touch, new { cart = id, now, until = now + options.Kept }, cancel);

    public async Task DropAsync(CancellationToken cancel)
    {
        await open.ExecuteAsync(CartsStore.ClearLines, new { cart = id }, cancel);
        await open.ExecuteAsync(CartsStore.Drop, new { cart = id }, cancel);
    }

    public static Task<List<CartLine>> LinesAsync(Transaction open, Guid cart, CancellationToken cancel) =>
        open.QueryAsync<CartLine>(CartsStore.Lines, new { cart, limit = CartsOptions.LinesMax }, cancel);

    /// <summary>What is known of these SKUs, on sale or not; unknown ones are left out.</summary>
    public static async Task<Dictionary<string, SellableVariant>> SellableAsync(
        Transaction open, IReadOnlyList<string> skus, CancellationToken cancel)
    {
        var found = new List<SellableVariant>(skus.Count);
        var round = open.Round();
        ReadSellable.Into(round, skus, found);
        await round.ExecuteAsync(cancel);
        return found.DistinctBy(v => v.Sku).ToDictionary(v => v.Sku, StringComparer.Ordinal);
    }
}
