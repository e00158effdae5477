namespace Onair.Host.Storefront;

internal static class StorefrontApi
{
    /// <summary>The pages, at the root of the shop.</summary>
    public static IEndpointRouteBuilder MapStorefront(this IEndpointRouteBuilder shop)
    {
        return shop;
    }
}
