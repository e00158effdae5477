using System.Net;
using Onair.Primitives;

namespace Onair.Tests.Primitives;

/// <summary>Who sent it, as far as it can be known.</summary>
public sealed class SenderAddressTests
{
    [Theory]
    [InlineData("", "203.0.113.9", null, "203.0.113.9")]
    [InlineData("", "203.0.113.9", "13.124.18.147", "203.0.113.9")] // nobody is trusted
    [InlineData("10.0.0.0/8", "10.1.2.3", "13.124.18.147", "13.124.18.147")]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", "13.124.18.147", "13.124.18.147")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "13.124.18.147", "203.0.113.9")] // came around the proxy
    [InlineData("10.0.0.0/8", "10.1.2.3", "13.124.18.147, 203.0.113.9", "203.0.113.9")] // forged in front
    [InlineData("10.0.0.0/8", "10.1.2.3", "13.124.18.147, 10.9.9.9", "13.124.18.147")] // two proxies of ours
    [InlineData("10.1.2.3", "10.1.2.3", "13.124.18.147", "13.124.18.147")]
    [InlineData("10.1.2.3", "10.1.2.4", "13.124.18.147", "10.1.2.4")]
    [InlineData("10.0.0.0/8", "10.1.2.3", "unknown", null)]
    [InlineData("10.0.0.0/8", "10.1.2.3", "", "10.1.2.3")]
    [InlineData("2001:db8::/32", "2001:db8::1", "2001:db9::5", "2001:db9::5")]
    public void Only_our_proxies_are_believed(string trusted, string socket, string? forwarded, string? expected) =>
        Assert.Equal(
            expected,
            new SenderAddress(trusted.Length == 0 ? [] : [trusted]).Of(IPAddress.Parse(socket), forwarded)?.ToString());
}
