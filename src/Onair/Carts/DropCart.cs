using Onair.Storage;

namespace Onair.Carts;

/// <summary>A customer leaves: their cart goes in the transaction that erases them.</summary>
public static class DropCart
{
    public static async Task RunAsync(Transaction open, CartOwner owner, CancellationToken cancel)
    {
        foreach (var sql in CartsStore.DropOf) await open.ExecuteAsync(sql, new { owner = owner.Key }, cancel);
    }
}
