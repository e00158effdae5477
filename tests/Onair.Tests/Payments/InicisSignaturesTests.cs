using Onair.Payments.Inicis;

namespace Onair.Tests.Payments;

/// <summary>Worked examples; every expected value was made with openssl.</summary>
public sealed class InicisSignaturesTests
{
    private const string at = "1772420400000";
    private const string oid = "20260302-ABCDEFGH_1";
    private const string signKey = "c2FuZGJveC1zaWduLWtleS0wMDAx";
    private const string hashKey = "c2FuZGJveC1oYXNoLWtleS0wMDAx";

    [Fact]
    public void Key_of_the_merchant() =>
        Assert.Equal(
            "a4a340056dcb0f01a3972210093bfbf3f26d2a094f1fb5b65fb9399274b6ff06", InicisSignatures.MerchantKey(signKey));

    [Fact]
    public void Window_of_a_PC()
    {
        Assert.Equal(
            "60a69448beeca8b4d45ce65dd8ecf5948503413557b721d4ff26e4ef210ffd60",
            InicisSignatures.Window(oid, "10000", at));
        Assert.Equal(
            "c7f18f33285d834b0a9f3ee07d641bc754b0d57cdce88324ce48874c340b3247",
            InicisSignatures.WindowVerification(oid, "10000", signKey, at));
    }

    [Fact]
    public void Approval_of_a_PC()
    {
        Assert.Equal(
            "7f6f000bc871da7c9bd1f218a46117cebbe3df9c09a0f12cbb256341da543b70",
            InicisSignatures.Approval("tok+/=", at));
        Assert.Equal(
            "272f0fb269f0e8e1f84476b9a0047ac00f6fb035be57dbafd7f6596dd6bff864",
            InicisSignatures.ApprovalVerification("tok+/=", signKey, at));
    }

    [Theory]
    [InlineData("1772420400000", "087003373d7c48dc91ac124f68bfa1b521ebb3a0ccb528e82b5905b41a97ba7b")]
    [InlineData("1772420400001", "80490efb49bcc69fb6827017472e0cff4376e727e2fabfd0ff0c00d7ed58fb9d")]
    [InlineData("1772420400002", "029bc0a0184109109dd86c40f879688f4c43b68df6a12ec3aa527c8aded7ccb2")]
    [InlineData("1772420400003", "37e3fe834586ea068b48e88aa48568965cd0dd14954da1e8fc7aeb57eb8d9510")]
    [InlineData("1772420400004", "8c548bbdca5a4fab56d99e229ef4d1128976485c526949ffb308aa645447cdf9")]
    [InlineData("1772420400005", "7dfa8b56517d7a2e1aae863f763f4eea6189a6586cf9ad050aa0544561e65660")]
    [InlineData("1772420400006", "88b58512bb0256caad29f0d7903a5b2e53f586fd334c527ef2dba61271520691")]
    [InlineData("1772420400007", "a5c68cae1bd489551dd24d312b91f7521d3acc348b2ddbc5d2516557b0487db6")]
    [InlineData("1772420400008", "0b0fadeb465a48fa0a239eac1ea2d0e92f45540cfecd2a7edafc2c2af0fb7fcc")]
    [InlineData("1772420400009", "955811d638e370ce7152da03457b3e37d6dfd4d8c4e8a0d1a06277de84204c04")]
    public void Answer_is_signed_as_the_last_digit_of_the_time_says(string timestamp, string expected)
    {
        Assert.Equal(expected, InicisSignatures.SampleAnswer("INIpayTest", timestamp, oid, "10000"));
        Assert.True(InicisSignatures.IsAnswer(expected, "INIpayTest", timestamp, oid, "10000"));
    }

    [Fact]
    public void Answer_signed_in_alphabetical_order_is_taken_too() => Assert.True(InicisSignatures.IsAnswer(
        "406310f6f293a076528b4c6287f7da6718003f64bea23e5cdf8a1f524ec45d80", "INIpayTest", at, oid, "10000"));

    [Theory]
    [InlineData("INIpayTest", oid, "10001")]
    [InlineData("INIpayTest", "20260302-ABCDEFGH_2", "10000")]
    public void Answer_about_something_else_is_refused(string mid, string order, string price) =>
        Assert.False(InicisSignatures.IsAnswer(
            "087003373d7c48dc91ac124f68bfa1b521ebb3a0ccb528e82b5905b41a97ba7b", mid, at, order, price));

    [Theory]
    [InlineData("")]
    [InlineData("가")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public void Answer_with_another_signature_is_refused(string claimed) =>
        Assert.False(InicisSignatures.IsAnswer(claimed, "INIpayTest", at, oid, "10000"));

    [Fact]
    public void Time_ends_with_the_digit_that_covers_price_and_order() => Assert.Equal(
        at, InicisSignatures.Timestamp(DateTimeOffset.FromUnixTimeMilliseconds(1772420400007)));

    [Fact]
    public void Amount_of_the_mobile_window() => Assert.Equal(
        "cx8Giwm8v4y2L3c3pC6FcQVVBtBAQ1XxaZm7OsZtxHPe"
        + "d5DP0y4EQyyFR3fkocQ18BrBH7tQmCO/WQGmj8/Hjw==",
        InicisSignatures.CheckFake("10000", oid, at, hashKey));

    [Fact]
    public void Refund_by_INIAPI_v1() => Assert.Equal(
        "5e078ad944cb55eeb5b781084c4d4560d8cf4940e8c9f06c9bb5d48b542d24a4"
        + "f809bc11746b0df944a99833125108b93e4122626aa31795fd1e908543780186",
        InicisSignatures.ApiV1(
            "sandboxIniApiKey", "PartialRefund", "Card", "20260302120000", "203.0.113.9", "INIpayTest", "TID1", "3000",
            "7000"));

    [Fact]
    public void Inquiry_by_INIAPI_v2() => Assert.Equal(
        "ecfcd4da5221db93eb3ff14acad8c10aee6a72ae9e5f93267bd8820d2f0f8da6"
        + "924018528a1d14398ecc55c543808bfdc32fcf16c16bd7534cd33adb235d3657",
        InicisSignatures.ApiV2(
            "sandboxIniApiKey", "INIpayTest", "inquiry", "20260302120000", """{"tid":"TID1"}"""));

    [Fact]
    public void Account_number_in_AES() => Assert.Equal(
        "O32IMVrMJuU2AchT8NSuOw==", InicisSignatures.Encrypt("123456789", "sandboxIniApiKey", "sandboxiv0000016"));
}
