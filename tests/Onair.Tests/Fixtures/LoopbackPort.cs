using System.Net;
using System.Net.Sockets;

namespace Onair.Tests.Fixtures;

/// <summary>
/// Free ports below the range from which outgoing connections get theirs (32768 and up). A client that knocks at the
/// port of a dead server again and again could otherwise be given that very port, and would talk to itself.
/// </summary>
internal static class LoopbackPort
{
    private const int lowest = 20_000;
    private const int above = 32_000;
    private const int triesMax = 1000;

    public static int Free()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, Random.Shared.Next(lowest, above));
                probe.Start();
                return ((IPEndPoint)probe.LocalEndpoint).Port;
            }
            catch (SocketException) when (tries < triesMax)
            {
                // Taken: another one.
            }
        }
    }
}
