namespace Onair.Host.Storefront;

internal static class StorefrontSetup
{
    /// <summary>Pages are rendered on the server and need no script.</summary>
    public static IServiceCollection AddStorefront(this IServiceCollection services)
    {
        services.AddRazorComponents();
        return services;
    }
}
