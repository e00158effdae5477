using Onair.Customers;

namespace Onair.Tests.Customers;

/// <summary>RFC 6238, appendix B, cut to six digits; and what no RFC asks for: a code works once.</summary>
public sealed class TotpTests
{
    /// <summary>The RFC's secret, 12345678901234567890, in base 32.</summary>
    private const string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082"), InlineData(1111111109, "081804"), InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924"), InlineData(2000000000, "279037"), InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_rfc(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, Totp.CodeAt(secret, now));
        Assert.Equal(seconds / 30, Totp.StepOf(secret, code, 0, now));
    }

    [Theory]
    [InlineData(-60, false), InlineData(-30, true), InlineData(0, true), InlineData(30, true), InlineData(60, false)]
    public void Clock_of_a_phone_may_be_one_step_off(int seconds, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        Assert.Equal(isTaken, Totp.StepOf(secret, Totp.CodeAt(secret, now.AddSeconds(seconds)), 0, now) is not null);
    }

    [Fact]
    public void Code_works_once()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var code = Totp.CodeAt(secret, now);
        var step = Totp.StepOf(secret, code, 0, now)!.Value;
        Assert.Null(Totp.StepOf(secret, code, step, now));
        Assert.NotNull(Totp.StepOf(secret, Totp.CodeAt(secret, now.AddSeconds(30)), step, now.AddSeconds(30)));
    }

    [Theory]
    [InlineData(""), InlineData("12345"), InlineData("1234567"), InlineData("abcdef"), InlineData("١٢٣٤٥٦")]
    public void What_is_no_code_is_refused(string code) =>
        Assert.Null(Totp.StepOf(secret, code, 0, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void Secrets_are_160_bits_and_differ()
    {
        var secrets = Enumerable.Range(0, 100).Select(_ => Totp.NewSecret()).ToList();
        Assert.All(secrets, s => Assert.Equal(32, s.Length));
        Assert.Equal(100, secrets.Distinct().Count());
    }
}
