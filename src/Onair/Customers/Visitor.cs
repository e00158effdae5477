using System.Net;
using System.Net.Sockets;

namespace Onair.Customers;

/// <summary>Who asks, as far as a server can tell.</summary>
/// <param name="Address">Null when a proxy of ours names nobody; all of those share one bucket.</param>
/// <param name="DeviceToken">What the browser's device cookie says; believed when it is known.</param>
/// <param name="Agent">The User-Agent, for the list of sessions.</param>
public sealed record Visitor(IPAddress? Address, string? DeviceToken, string Agent)
{
    /// <summary>Characters of <see cref="Agent"/> that are kept.</summary>
    public const int AgentCharsMax = 200;

    private const int networkBytes = 8;

    /// <summary>One name per person's network: of an IPv6 address the first 64 bits, as a home has all of the
    /// rest.</summary>
    public string Network
    {
        get
        {
            if (Address is not { AddressFamily: AddressFamily.InterNetworkV6 } v6) return Address?.ToString() ?? "?";
            return Convert.ToHexStringLower(v6.GetAddressBytes().AsSpan(0, networkBytes));
        }
    }

    public string ShortAgent => Agent.Length <= AgentCharsMax ? Agent : Agent[..AgentCharsMax];
}
