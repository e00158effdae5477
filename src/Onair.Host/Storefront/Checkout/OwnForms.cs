namespace Onair.Host.Storefront.Checkout;

/// <summary>
/// Forms of these pages are sent from pages of this shop. An order's address opens it and a checkout carries its own
/// key, so that another site has nothing to borrow here; it is refused all the same, before anything is read.
/// </summary>
internal static class OwnForms
{
    public static RouteGroupBuilder WithOwnFormsOnly(this RouteGroupBuilder pages)
    {
        pages.AddEndpointFilter(async (context, next) =>
        {
            var request = context.HttpContext.Request;
            return HttpMethods.IsPost(request.Method) && IsForeign(request)
                ? StorefrontApi.NotFound(Visit.Of(request))
                : await next(context);
        });
        return pages;
    }

    /// <summary>
    /// What the browser says of where it comes from. <c>Origin: null</c> alone says nothing: it is what these pages
    /// themselves send, as they give no referrer away, and over plain HTTP browsers say no more than that.
    /// </summary>
    private static bool IsForeign(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site is not ("same-origin" or "none")
            : request.Headers.Origin.ToString() is { Length: > 0 } origin and not "null"
                && !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
}
