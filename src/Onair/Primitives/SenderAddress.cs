using System.Net;
using System.Net.Sockets;

namespace Onair.Primitives;

/// <summary>
/// Who sent a request. Every proxy adds whom it heard from at the end of the line, so that only the end of it can be
/// believed, as far as the proxies are ours.
/// </summary>
internal sealed class SenderAddress
{
    private const int networkBytes = 8;

    private readonly List<IPNetwork> trusted;

    public SenderAddress(IEnumerable<string> proxies) => trusted = [.. proxies.Select(Parse)];

    /// <param name="socket">Who opened the connection.</param>
    /// <param name="forwarded">All of <c>X-Forwarded-For</c>, or null.</param>
    /// <returns>Null when a proxy of ours names nobody that can be read.</returns>
    public IPAddress? Of(IPAddress? socket, string? forwarded)
    {
        var at = Plain(socket);
        if (forwarded is null) return at;
        var hops = forwarded.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (var i = hops.Length - 1; i >= 0 && at is not null && IsTrusted(at); i--)
        {
            at = IPAddress.TryParse(hops[i], out var hop) ? Plain(hop) : null;
        }

        return at;
    }

    /// <summary>
    /// One name per person's network: of an IPv6 address the first 64 bits, as a home has all of the rest. All whom
    /// nobody names share one.
    /// </summary>
    public static string NetworkOf(IPAddress? address) => address is { AddressFamily: AddressFamily.InterNetworkV6 }
        ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, networkBytes))
        : address?.ToString() ?? "?";

    private bool IsTrusted(IPAddress address) => trusted.Exists(network => network.Contains(address));

    private static IPAddress? Plain(IPAddress? address) =>
        address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    private static IPNetwork Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network)) return network;
        var address = IPAddress.Parse(text);
        return new IPNetwork(address, address.GetAddressBytes().Length * 8);
    }
}
