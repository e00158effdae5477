using Onair.Carts;
using Onair.Customers;
using Onair.Host.Storefront.Account;
using Onair.Host.Storefront.Deliveries;
using Onair.Orders;
using Onair.Orders.Intake;

namespace Onair.Host.Storefront.Checkout;

/// <summary>Who buys, as far as the shop knows them.</summary>
/// <param name="Who">Null for a guest.</param>
/// <param name="Saved">Their addresses, the default first.</param>
public sealed record KnownBuyer(SignedIn? Who, IReadOnlyList<CustomerAddress> Saved)
{
    public static readonly KnownBuyer Guest = new(null, []);

    /// <summary>For the checkout's form, so that another site cannot send it in their name; null for a guest.</summary>
    public string? FormToken { get; init; }
}

/// <summary>
/// What an account does for the checkout: fills in what is known, so that buying is a few taps, has the order in the
/// account's list, and keeps a new address if it is asked to. A guest goes through untouched.
/// </summary>
internal sealed class CheckoutOwner(
    AccountDoor door, FormTokens forms, Addresses addresses, CartDoor carts, LastPayments payments)
{
    public async Task<KnownBuyer> FindAsync(HttpContext http, CancellationToken cancel)
    {
        if (await door.FindAsync(http, cancel) is not { } who) return KnownBuyer.Guest;
        var saved = await addresses.ListAsync(who.CustomerId, cancel);
        return new KnownBuyer(who, [.. saved.OrderByDescending(a => a.IsDefault)])
        {
            FormToken = forms.Issue(http, who),
        };
    }

    /// <summary>
    /// The default address says where, who and which number; without one, the profile does. The way to pay is the one
    /// that the customer took last, or the shop's first.
    /// </summary>
    public async Task<CheckoutForm> PrefillAsync(
        KnownBuyer buyer, CheckoutForm form, IReadOnlyList<PaymentChoice> choices, CancellationToken cancel)
    {
        if (buyer.Who is not { } who) return form;
        var main = buyer.Saved.FirstOrDefault(a => a.IsDefault == 1);
        var last = await payments.OfCustomerAsync(who.CustomerId, cancel);
        return form with
        {
            Name = who.Name,
            Phone = who.Phone ?? main?.Phone ?? "",
            Email = who.Email,
            Delivery = main is null ? DeliveryForm.Empty : DeliveryForm.Choose(main),
            Pay = PaymentChoice.Like(last, choices)?.Value ?? "",
        };
    }

    /// <summary>What an account has to say against a form; the form itself is judged elsewhere.</summary>
    public IReadOnlyList<CheckoutError> Check(
        HttpContext http, KnownBuyer buyer, IFormCollection sent, CheckoutForm form, Visit visit)
    {
        if (buyer.Who is null) return [];
        var words = DeliveryWords.Of(visit);
        var wrong = new List<CheckoutError>();
        if (!forms.IsValid(http, buyer.Who, sent[FormTokens.Field].ToString())) wrong.Add(new("", words.FormOld));
        var isNew = form.Delivery.ChosenOf(buyer.Saved) is null;
        if (buyer.Saved.Count > 0 && isNew && form.Delivery.Ship != DeliveryForm.New)
            wrong.Add(new("ship", words.WrongSaved));
        if (isNew && form.Delivery.IsToSave && buyer.Saved.Count >= Addresses.Max)
            wrong.Add(new("save-address", words.TooManySaved));
        return wrong;
    }

    /// <summary>
    /// Before the order is placed: whose it is, and the cart that it comes from, go into its own commit.
    /// </summary>
    public async Task OwnAsync(
        HttpContext http, KnownBuyer buyer, PlaceOrder asked, bool isOfCart, CancellationToken cancel)
    {
        asked.Account = buyer.Who?.CustomerId;
        if (isOfCart) asked.Cart = await carts.FindAsync(http, cancel);
    }

    /// <summary>Saves a new address when the box is ticked; once per order, however often its form is sent.</summary>
    public async Task SaveAddressAsync(KnownBuyer buyer, CheckoutForm form, CancellationToken cancel)
    {
        if (buyer.Who is not { } who || !form.Delivery.IsToSave) return;
        if (form.Delivery.ChosenOf(buyer.Saved) is not null) return;
        await addresses.SaveAsync(who.CustomerId, null, form.Delivery.ToAddress(form.Name, form.Phone), cancel);
    }
}
