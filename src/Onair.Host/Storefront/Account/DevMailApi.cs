using System.Net;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Web;
using Onair.Mail;

namespace Onair.Host.Storefront.Account;

/// <summary>
/// Letters on a page, for a shop on one's own machine. The page exists only when configuration asks for it and no
/// mail server is named; and then only for who asks straight from this machine.
/// </summary>
internal static class DevMailApi
{
    public static void MapDevMail(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<HostingOptions>>().Value.ShowMail) return;
        if (app.Services.GetRequiredService<IOptions<MailOptions>>().Value.Host.Length > 0) return;
        app.MapGroup("").WithPagePolicy().MapGet("/dev/mail", ShowAsync);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext http, AccountDoor door, FolderCarrier folder, CancellationToken cancel)
    {
        var view = door.ViewOf(http);
        if (!IsHere(http)) return StorefrontApi.NotFound(view.Visit);
        return new RazorComponentResult<MailPage>(
            new { View = view, folder.Folder, Letters = await folder.ListAsync(cancel) });
    }

    /// <summary>Straight from this machine, under a name of this machine: nothing that a proxy hands on.</summary>
    private static bool IsHere(HttpContext http)
    {
        var host = http.Request.Host.Host;
        var isLocalName = host is "localhost"
            || (IPAddress.TryParse(host, out var named) && IPAddress.IsLoopback(named));
        return isLocalName
            && http.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
            && http.Connection.LocalIpAddress is { } local && IPAddress.IsLoopback(local)
            && !http.Request.Headers.ContainsKey("X-Forwarded-For")
            && !http.Request.Headers.ContainsKey("Forwarded");
    }
}
