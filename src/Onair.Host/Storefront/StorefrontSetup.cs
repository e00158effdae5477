using System.Text.Encodings.Web;
using System.Text.Unicode;
using Onair.Host.Storefront.Account;
using Onair.Host.Storefront.Checkout;

namespace Onair.Host.Storefront;

internal static class StorefrontSetup
{
    /// <summary>Pages are rendered on the server and need no script.</summary>
    public static IServiceCollection AddStorefront(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<FormTokens>();
        services.AddSingleton<AccountDoor>();
        services.AddSingleton<CheckoutOwner>();
        // Korean as it is: one character each instead of an entity of eight, which would triple the pages.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services;
    }
}
