using System.Net;
using Microsoft.Extensions.Options;
using Onair.Primitives;

namespace Onair.Host.Web;

/// <summary>Who sent a request, behind the proxies that this deployment trusts.</summary>
internal sealed class Senders(IOptions<HostingOptions> options)
{
    private readonly SenderAddress senders = new(options.Value.TrustedProxies);

    /// <summary>Null when a proxy of ours names nobody that can be read.</summary>
    public IPAddress? Of(HttpContext http)
    {
        var forwarded = http.Request.Headers["X-Forwarded-For"].ToString();
        return senders.Of(http.Connection.RemoteIpAddress, forwarded.Length > 0 ? forwarded : null);
    }
}
