using System.Net;
using Onair.Primitives;

namespace Onair.Customers;

/// <summary>Who asks, as far as a server can tell.</summary>
/// <param name="Address">Null when a proxy of ours names nobody; all of those share one bucket.</param>
/// <param name="DeviceToken">What the browser's device cookie says; believed when it is known.</param>
/// <param name="Agent">The User-Agent, for the list of sessions.</param>
public sealed record Visitor(IPAddress? Address, string? DeviceToken, string Agent)
{
    /// <summary>Characters of <see cref="Agent"/> that are kept.</summary>
    public const int AgentCharsMax = 200;

    /// <summary>One name per person's network.</summary>
    public string Network => SenderAddress.NetworkOf(Address);

    public string ShortAgent => Agent.Length <= AgentCharsMax ? Agent : Agent[..AgentCharsMax];
}
