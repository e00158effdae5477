using System.Net;

namespace Onair.Host.Cli.Load;

/// <summary>
/// The shop that load is sent to. A load generator aims at its own machine unless it is told otherwise.
/// </summary>
internal static class ShopAddress
{
    public const string Default = "http://127.0.0.1:5080";

    /// <summary>Null when the address is right, otherwise the sentence that says what is wrong.</summary>
    public static string? Problem(string url, bool allowRemote)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            return $"--url '{url}' is not an http address such as {Default}.";
        if (allowRemote || IsLoopback(address)) return null;
        return $"--url '{url}' is another machine. Load is sent to this machine only, unless --allow-remote is given.";
    }

    private static bool IsLoopback(Uri address) =>
        address.Host == "localhost"
        || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
