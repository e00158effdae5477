using Microsoft.AspNetCore.Http;

namespace Onair.Carts;

/// <summary>The customer who is signed in, or null. Handed in by the host, as carts know no accounts.</summary>
public delegate Task<Guid?> FindCartCustomer(HttpContext http, CancellationToken cancel);

/// <param name="Owner">Whose cart.</param>
/// <param name="Token">A guest's, to be given back with what is put in; null for a customer.</param>
public sealed record CartVisit(CartOwner Owner, string? Token);

/// <summary>
/// Whose cart a request is about: the customer's who is signed in, on whatever device; else the guest's of the token.
/// </summary>
public sealed class CartDoor(FindCartCustomer customers, MergeCarts merge)
{
    /// <summary>Null for a guest who has none.</summary>
    public async Task<CartOwner?> FindAsync(HttpContext http, CancellationToken cancel) =>
        await CustomerAsync(http, cancel) is { } customer ? CartOwner.Customer(customer)
        : CartTokens.Of(http.Request) is { } token ? CartOwner.Guest(token)
        : null;

    /// <summary>To put something in: a guest who has no cart gets the token of a new one.</summary>
    public async Task<CartVisit> OpenAsync(HttpContext http, CancellationToken cancel)
    {
        if (await CustomerAsync(http, cancel) is { } customer) return new(CartOwner.Customer(customer), null);
        var token = CartTokens.Of(http.Request) ?? CartOwner.NewToken();
        return new(CartOwner.Guest(token), token);
    }

    /// <summary>
    /// A page that was open while another one signed in may have filled a guest's cart since: it joins late.
    /// </summary>
    private async Task<Guid?> CustomerAsync(HttpContext http, CancellationToken cancel)
    {
        var customer = await customers(http, cancel);
        if (customer is not { } id || CartTokens.OfCookie(http.Request) is not { } token) return customer;
        await merge.RunAsync(token, id, cancel);
        CartTokens.Forget(http);
        return customer;
    }
}
