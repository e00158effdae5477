using System.Net;
using System.Net.Sockets;

namespace Onair.Webhooks;

/// <summary>
/// Pure: which addresses may be called. Whoever may add a webhook must not reach what stands behind the shop with it.
/// Networks that are not public: IANA's registries of special-purpose addresses (RFC 6890 and what came after).
/// </summary>
public static class WebhookAddresses
{
    private static readonly IPNetwork[] notPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The internet of version 6; everything else of it is local, reserved or a way to version 4.</summary>
    private static readonly IPNetwork global = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] notGlobal =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48" }
            .Select(IPNetwork.Parse),
    ];

    /// <summary>True when it may be called.</summary>
    /// <param name="address">Where a name leads.</param>
    /// <param name="allowed">Networks that the shop allows besides.</param>
    public static bool MayCall(IPAddress address, IReadOnlyList<IPNetwork> allowed)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsPublic(real) || allowed.Any(network => network.Contains(real));
    }

    /// <summary>
    /// What is wrong with an address as it is typed; null when nothing is. Where the name leads is looked at with each
    /// call. Without TLS only networks that the shop allows are called.
    /// </summary>
    public static bool IsUrl(string text, IReadOnlyList<IPNetwork> allowed) =>
        text.Length <= Webhook.UrlCharsMax
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.UserInfo.Length == 0 && url.Fragment.Length == 0
        && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && MayCallByName(url, allowed);

    private static bool MayCallByName(Uri url, IReadOnlyList<IPNetwork> allowed)
    {
        var literal = IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) ? address : null;
        if (url.Scheme == Uri.UriSchemeHttp)
            return literal is not null && allowed.Any(network => network.Contains(literal));
        return literal is null ? url.Host.Contains('.') : MayCall(literal, allowed);
    }

    private static bool IsPublic(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Array.Exists(notPublic, network => network.Contains(address)),
        AddressFamily.InterNetworkV6 =>
            global.Contains(address) && !Array.Exists(notGlobal, network => network.Contains(address)),
        _ => false,
    };
}
