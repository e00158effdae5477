using Onair.Customers;
using Onair.Host.Storefront.Account;
using Onair.Orders;

namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// What an account does for the checkout: fills in what is known, and keeps the order in the account's list. A guest
/// goes through untouched.
/// </summary>
internal sealed class CheckoutOwner(AccountDoor door, Addresses addresses, CustomerOrders orders)
{
    /// <summary>The default address says who and which number; without one, the profile does.</summary>
    public async Task<CheckoutForm> PrefillAsync(HttpContext http, CheckoutForm form, CancellationToken cancel)
    {
        if (await door.FindAsync(http, cancel) is not { } who) return form;
        var saved = (await addresses.ListAsync(who.CustomerId, cancel)).Find(a => a.IsDefault == 1);
        return form with
        {
            Name = saved?.Recipient ?? who.Name,
            Phone = saved?.Phone ?? who.Phone ?? "",
            Email = who.Email,
        };
    }

    /// <summary>After the order is placed. One that is in another account's list stays there.</summary>
    public async Task AttachAsync(HttpContext http, string number, string token, CancellationToken cancel)
    {
        if (await door.FindAsync(http, cancel) is { } who)
            await orders.AttachAsync(who.CustomerId, number, token, cancel);
    }
}
