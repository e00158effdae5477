namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// What the pages of one customer carry: nobody else may keep them, and no address leaves with a link.
/// </summary>
internal static class PagePolicy
{
    public static RouteGroupBuilder WithPagePolicy(this RouteGroupBuilder pages)
    {
        pages.ExcludeFromDescription().AddEndpointFilter(async (context, next) =>
        {
            var headers = context.HttpContext.Response.Headers;
            headers.ContentSecurityPolicy = StorefrontApi.Policy;
            headers.CacheControl = "private, no-store";
            headers["Referrer-Policy"] = "no-referrer";
            return await next(context);
        });
        return pages;
    }
}
