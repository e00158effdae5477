using System.Net;
using System.Net.Sockets;

namespace Onair.Sandbox.Faults;

/// <summary>
/// Two faults happen before any server is reached, so the shop's configuration plays them: a host name that no resolver
/// knows (RFC 6761 keeps <c>invalid</c> for that), and a port that is taken, so that nobody else can get it, and never
/// listens.
/// </summary>
internal sealed class DeadAddresses : IDisposable
{
    public const string Unresolvable = "http://gateway.invalid";

    private readonly Socket mute = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public DeadAddresses()
    {
        mute.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Refused = $"http://127.0.0.1:{((IPEndPoint)mute.LocalEndPoint!).Port}";
    }

    public string Refused { get; }

    public void Dispose() => mute.Dispose();
}
