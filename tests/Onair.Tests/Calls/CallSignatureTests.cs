using System.Text;
using Onair.Calls.Ars;
using Onair.Tests.Fixtures;
using Onair.Tests.Tidy;

namespace Onair.Tests.Calls;

/// <summary>Which messages of a voice system are believed.</summary>
public sealed class CallSignatureTests
{
    /// <summary>As the guide writes it.</summary>
    public const string Secret = "whsec_b25haXItZXhhbXBsZS1zZWNyZXQtMjAyNg==";

    private const string id = "msg_1";
    private const string body = """{"callId":"c-1","seq":1,"type":"started","from":"01012345678"}""";

    private static readonly byte[] key = CallSignature.SecretOf(Secret);
    private static readonly byte[] other = Encoding.ASCII.GetBytes("another secret of the example");
    private static readonly DateTimeOffset now = TestDatabase.Start;
    private static readonly TimeSpan tolerance = TimeSpan.FromMinutes(5);

    public static TheoryData<string, CallSignatureStatus> Messages => new()
    {
        { "as it is", CallSignatureStatus.Valid },
        { "at the edge of the past", CallSignatureStatus.Valid },
        { "at the edge of the future", CallSignatureStatus.Valid },
        { "second secret", CallSignatureStatus.Valid },
        { "among others", CallSignatureStatus.Valid },
        { "too old", CallSignatureStatus.Stale },
        { "from the future", CallSignatureStatus.Stale },
        { "a time that is none", CallSignatureStatus.Stale },
        { "a negative time", CallSignatureStatus.Stale },
        { "a time beyond all times", CallSignatureStatus.Stale },
        { "old and signed anew for another time", CallSignatureStatus.Wrong },
        { "body changed", CallSignatureStatus.Wrong },
        { "body longer", CallSignatureStatus.Wrong },
        { "id changed", CallSignatureStatus.Wrong },
        { "another secret", CallSignatureStatus.Wrong },
        { "another kind", CallSignatureStatus.Wrong },
        { "no kind", CallSignatureStatus.Wrong },
        { "cut", CallSignatureStatus.Wrong },
        { "no base64", CallSignatureStatus.Wrong },
        { "the sixth of six", CallSignatureStatus.Wrong },
        { "empty signature", CallSignatureStatus.Missing },
        { "no id", CallSignatureStatus.Missing },
        { "a long id", CallSignatureStatus.Missing },
        { "no time", CallSignatureStatus.Missing },
        { "no signature", CallSignatureStatus.Missing },
    };

    [Theory, MemberData(nameof(Messages))]
    public void Message_is_judged(string which, CallSignatureStatus expected)
    {
        var second = TimeSpan.FromSeconds(1);
        var good = Signed(now);
        var (headers, sent) = which switch
        {
            "as it is" => (good, body),
            "at the edge of the past" => (Signed(now - tolerance), body),
            "at the edge of the future" => (Signed(now + tolerance), body),
            "second secret" => (Signed(now, other), body),
            "among others" => (good with { Signatures = $"v1,AAAA v1a,BBBB {good.Signatures}" }, body),
            "too old" => (Signed(now - tolerance - second), body),
            "from the future" => (Signed(now + tolerance + second), body),
            "a time that is none" => (good with { Timestamp = "yesterday" }, body),
            "a negative time" => (good with { Timestamp = "-1" }, body),
            "a time beyond all times" => (good with { Timestamp = "99999999999999999999" }, body),
            "old and signed anew for another time" =>
                (Signed(now - tolerance - second) with { Timestamp = good.Timestamp }, body),
            "body changed" => (good, body.Replace("c-1", "c-2", StringComparison.Ordinal)),
            "body longer" => (good, body + " "),
            "id changed" => (good with { Id = "msg_2" }, body),
            "another secret" => (Signed(now, Encoding.ASCII.GetBytes("nobody's secret, but as long")), body),
            "another kind" => (good with { Signatures = "v2" + good.Signatures![2..] }, body),
            "no kind" => (good with { Signatures = good.Signatures![3..] }, body),
            "cut" => (good with { Signatures = good.Signatures![..^8] }, body),
            "no base64" => (good with { Signatures = "v1,***" }, body),
            "the sixth of six" => (good with { Signatures = $"v1,A v1,A v1,A v1,A v1,A {good.Signatures}" }, body),
            "empty signature" => (good with { Signatures = "" }, body),
            "no id" => (good with { Id = null }, body),
            "a long id" => (good with { Id = new string('x', 101) }, body),
            "no time" => (good with { Timestamp = null }, body),
            "no signature" => (good with { Signatures = null }, body),
            _ => throw new ArgumentOutOfRangeException(nameof(which), which, "no such message"),
        };
        Assert.Equal(expected, CallSignature.Check(
            [key, other], (headers.Id, headers.Timestamp, headers.Signatures), Encoding.UTF8.GetBytes(sent), now,
            tolerance));
        // And without any secret nothing is right.
        Assert.NotEqual(CallSignatureStatus.Valid, CallSignature.Check(
            [], (headers.Id, headers.Timestamp, headers.Signatures), Encoding.UTF8.GetBytes(sent), now, tolerance));
    }

    [Theory]
    [InlineData(Secret, true), InlineData("b25haXItZXhhbXBsZS1zZWNyZXQtMjAyNg==", false), InlineData("whsec_", false)]
    [InlineData("whsec_c2hvcnQ=", false), InlineData("whsec_no base64 at all, but long enough for one", false)]
    public void Secret_has_a_shape(string text, bool expected)
    {
        Assert.Equal(expected, CallSignature.IsSecret(text));
        if (!expected) Assert.Throws<InvalidOperationException>(() => CallSignature.SecretOf(text));
    }

    [Fact]
    public void Guide_has_an_example_whose_signature_is_right()
    {
        var guide = Repository.File("docs/operating/telephone.md").Text;
        var signature = Convert.ToBase64String(
            CallSignature.Sign(key, id, "1772449200", Encoding.UTF8.GetBytes(body)));
        foreach (var says in new[] { Secret, body, "1772449200", "v1," + signature })
            Assert.Contains(says, guide, StringComparison.Ordinal);
    }

    private static Headers Signed(DateTimeOffset at, byte[]? with = null)
    {
        var timestamp = $"{at.ToUnixTimeSeconds()}";
        var mac = CallSignature.Sign(with ?? key, id, timestamp, Encoding.UTF8.GetBytes(body));
        return new Headers(id, timestamp, "v1," + Convert.ToBase64String(mac));
    }

    private sealed record Headers(string? Id, string? Timestamp, string? Signatures);
}
