using System.Net;
using System.Text.Json.Nodes;
using Onair.Jobs;
using Onair.Webhooks;

namespace Onair.Tests.Webhooks;

/// <summary>Where webhooks may lead, how messages are signed, and when they are sent again: line by line.</summary>
public sealed class WebhookRulesTests
{
    private static readonly IPNetwork[] none = [];

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("1.1.1.1", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("203.0.113.7", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::7f00:1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2002:a00:1::", false)]
    public void Only_public_addresses_are_called(string address, bool may)
    {
        Assert.Equal(may, WebhookAddresses.MayCall(IPAddress.Parse(address), none));
        var all = new[] { IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("::/0") };
        Assert.True(WebhookAddresses.MayCall(IPAddress.Parse(address), all));
    }

    [Theory]
    [InlineData("https", "hooks.shop.example/orders", true)]
    [InlineData("https", "8.8.8.8/", true)]
    [InlineData("https", "[2606:4700:4700::1111]:8443/x?y=1", true)]
    [InlineData("http", "hooks.shop.example/", false)]
    [InlineData("http", "10.20.0.5:8080/", true)]
    [InlineData("https", "10.20.0.5/", true)]
    [InlineData("https", "10.21.0.5/", false)]
    [InlineData("https", "127.0.0.1/", false)]
    [InlineData("https", "2130706433/", false)]
    [InlineData("https", "0x7f.1/", false)]
    [InlineData("https", "localhost/", false)]
    [InlineData("https", "database/", false)]
    [InlineData("https", "a:b@hooks.shop.example/", false)]
    [InlineData("https", "hooks.shop.example/#x", false)]
    [InlineData("ftp", "hooks.shop.example/", false)]
    [InlineData("file", "/etc/passwd", false)]
    [InlineData("", "hooks.shop.example", false)]
    [InlineData("", "", false)]
    public void Address_is_https_and_public_or_allowed(string scheme, string rest, bool isOne)
    {
        var url = scheme.Length == 0 ? rest : string.Join("://", scheme, rest);
        Assert.Equal(isOne, WebhookAddresses.IsUrl(url, [IPNetwork.Parse("10.20.0.0/16")]));
    }

    /// <summary>The example of the specification's own libraries.</summary>
    [Fact]
    public void Message_is_signed_as_the_standard_says()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);
        const string secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string body = """{"test": 2432232314}""";
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body));
        var both = WebhookSignature.Of(
            [WebhookSignature.NewSecret(), secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body);
        Assert.Equal(2, both.Split(' ').Length);
        Assert.EndsWith(" v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", both, StringComparison.Ordinal);
    }

    [Fact]
    public void Secrets_are_long_and_no_two_are_the_same()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => WebhookSignature.NewSecret()).ToList();
        Assert.Equal(100, secrets.Distinct().Count());
        Assert.All(secrets, secret => Assert.Equal(32, Convert.FromBase64String(secret["whsec_".Length..]).Length));
    }

    [Fact]
    public void Message_is_sent_again_ever_more_rarely_for_three_days()
    {
        var (at, tries, last) = (TimeSpan.Zero, 0, TimeSpan.Zero);
        while (RetryPlan.After(++tries, 0) is { } wait)
        {
            Assert.True(wait > last, $"the wait before try {tries + 1}");
            last = wait;
            at += wait;
        }

        Assert.Equal(11, tries);
        Assert.Equal(RetryPlan.Span, at);
        Assert.InRange(at, TimeSpan.FromHours(71), TimeSpan.FromHours(73));
        Assert.Equal(RetryPlan.After(1, 0) * 1.1, RetryPlan.After(1, 1));
        Assert.Null(RetryPlan.After(0, 0));
        var now = new DateTimeOffset(2026, 11, 28, 0, 0, 0, TimeSpan.Zero);
        Assert.False(RetryPlan.IsOver(null, now));
        Assert.False(RetryPlan.IsOver(now - RetryPlan.Span + TimeSpan.FromSeconds(1), now));
        Assert.True(RetryPlan.IsOver(now - RetryPlan.Span, now));
    }

    [Fact]
    public void Fact_is_told_without_what_is_ours()
    {
        var variant = Guid.CreateVersion7();
        var fact = new Fact(
            "OrderPaid", Guid.CreateVersion7(), new DateTimeOffset(2026, 11, 28, 3, 4, 5, TimeSpan.Zero),
            $$"""
            {"number":"N-1","channel":1,"version":2,"mail":1,
            "lines":[["{{variant}}",2,24000],["{{variant}}",1,1,"{{variant}}"]]}
            """);
        var told = JsonNode.Parse(WebhookEvents.BodyOf(fact))!;
        Assert.Equal(("order.paid", "2026-11-28T03:04:05Z"), ((string?)told["type"], (string?)told["timestamp"]));
        var data = told["data"]!;
        Assert.Equal(["orderNumber", "channel", "version", "lines"], data.AsObject().Select(field => field.Key));
        Assert.Equal(("N-1", "tv", 2), ((string?)data["orderNumber"], (string?)data["channel"], (int)data["version"]!));
        Assert.Equal((variant, 2L, 24_000L), (
            (Guid)data["lines"]![0]!["variantId"]!, (long)data["lines"]![0]!["quantity"]!,
            (long)data["lines"]![0]!["amount"]!));
        Assert.Null(data["lines"]![0]!["offerId"]);
        Assert.NotNull(data["lines"]![1]!["offerId"]);
        Assert.Null(WebhookEvents.TypeOf("SomethingElse"));
    }
}
