using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Storefront.Legal;

namespace Onair.Host.Storefront;

internal static class StorefrontSetup
{
    /// <summary>Pages are rendered on the server and need no script.</summary>
    public static IServiceCollection AddStorefront(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<OrderPages>();
        // Korean as it is: one character each instead of an entity of eight, which would triple the pages.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddOptions<MerchantOptions>().BindConfiguration("Onair:Merchant").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MerchantOptions>, ValidateMerchant>();
        services.AddSingleton<LegalTexts>();
        return services;
    }
}
