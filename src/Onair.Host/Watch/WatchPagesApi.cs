using Microsoft.AspNetCore.Http.HttpResults;
using Onair.Host.Storefront;
using Onair.Host.Storefront.Checkout;
using Onair.Incidents;
using Onair.Storage;

namespace Onair.Host.Watch;

/// <summary>
/// Where a page's link leads: one button that takes the incident. Looking does not take it, as mail programs look at
/// links by themselves. The token in the address is the page's own and opens nothing else.
/// </summary>
internal static class WatchPagesApi
{
    public static void MapWatchPages(this WebApplication app)
    {
        var pages = app.MapGroup("/watch/{page:guid}/{token}").WithPagePolicy().WithOwnFormsOnly();
        pages.MapGet("", ShowAsync);
        pages.MapPost("", TakeAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, Guid page, string token, PageTokens tokens, ReadIncidents read, CancellationToken cancel)
    {
        var visit = Visit.Of(http.Request);
        http.Response.Headers.CacheControl = "no-store";
        return await FindAsync(page, token, tokens, read, cancel) is { } found
            ? new RazorComponentResult<TakePage>(new { Visit = visit, found.Incident })
            : StorefrontApi.NotFound(visit);
    }

    private static async Task<IResult> TakeAsync(
        HttpContext http, Guid page, string token, PageTokens tokens, ReadIncidents read, ChangeIncident change,
        Database database, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        var visit = Visit.Of(http.Request);
        if (await FindAsync(page, token, tokens, read, cancel) is not { } found) return StorefrontApi.NotFound(visit);
        await database.WriteAsync(
            open => change.AcknowledgeAsync(open, found.Incident.Id, found.Page.Recipient, cancel), cancel);
        return SeeOther.At(http, visit.Link(http.Request.Path));
    }

    private static async Task<(Onair.Incidents.WatchPage Page, Incident Incident)?> FindAsync(
        Guid page, string token, PageTokens tokens, ReadIncidents read, CancellationToken cancel)
    {
        await tokens.LoadAsync(cancel);
        return tokens.IsValid(page, token) ? await read.OfPageAsync(page, cancel) : null;
    }
}
