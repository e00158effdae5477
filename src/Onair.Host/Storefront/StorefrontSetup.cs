using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Onair.Carts;
using Onair.Host.Storefront.Account;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Storefront.Legal;
using Onair.Host.Storefront.Listing;
using Onair.Host.Storefront.Tv;

namespace Onair.Host.Storefront;

internal static class StorefrontSetup
{
    /// <summary>Pages are rendered on the server and need no script; a script or two makes them nicer.</summary>
    public static IServiceCollection AddStorefront(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<OrderPages>();
        services.AddPublicPages();
        services.AddSingleton<ListingRooms>();
        services.AddSingleton<FormTokens>();
        services.AddSingleton<AccountDoor>();
        services.AddSingleton<FindCartCustomer>(shop => shop.GetRequiredService<AccountDoor>().CustomerAsync);
        services.AddSingleton<CheckoutOwner>();
        services.AddSingleton<CheckoutChannel>();
        services.AddSingleton<TvVisits>();
        services.AddSingleton<TvLinks>();
        // Korean as it is: one character each instead of an entity of eight, which would triple the pages.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddOptions<MerchantOptions>().BindConfiguration("Onair:Merchant").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MerchantOptions>, ValidateMerchant>();
        services.AddSingleton<LegalTexts>();
        return services;
    }
}
