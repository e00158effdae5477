using Onair.Sandbox.Inicis;

namespace Onair.Tests.Sandbox;

/// <summary>Worked examples; every expected value was made with openssl.</summary>
public sealed class InicisHashesTests
{
    private const string at = InicisTill.At;
    private const string oid = InicisTill.Oid;

    [Fact]
    public void Window_and_approval_of_a_PC()
    {
        Assert.Equal(
            "a4a340056dcb0f01a3972210093bfbf3f26d2a094f1fb5b65fb9399274b6ff06",
            InicisHashes.MerchantKey(InicisTill.SignKey));
        Assert.Equal(
            "60a69448beeca8b4d45ce65dd8ecf5948503413557b721d4ff26e4ef210ffd60", InicisHashes.Window(oid, "10000", at));
        Assert.Equal(
            "c7f18f33285d834b0a9f3ee07d641bc754b0d57cdce88324ce48874c340b3247",
            InicisHashes.WindowVerification(oid, "10000", InicisTill.SignKey, at));
        Assert.Equal(
            "7f6f000bc871da7c9bd1f218a46117cebbe3df9c09a0f12cbb256341da543b70", InicisHashes.Approval("tok+/=", at));
        Assert.Equal(
            "272f0fb269f0e8e1f84476b9a0047ac00f6fb035be57dbafd7f6596dd6bff864",
            InicisHashes.ApprovalVerification("tok+/=", InicisTill.SignKey, at));
    }

    [Theory]
    [InlineData('0', "087003373d7c48dc91ac124f68bfa1b521ebb3a0ccb528e82b5905b41a97ba7b")]
    [InlineData('1', "80490efb49bcc69fb6827017472e0cff4376e727e2fabfd0ff0c00d7ed58fb9d")]
    [InlineData('4', "8c548bbdca5a4fab56d99e229ef4d1128976485c526949ffb308aa645447cdf9")]
    [InlineData('7', "a5c68cae1bd489551dd24d312b91f7521d3acc348b2ddbc5d2516557b0487db6")]
    [InlineData('9', "955811d638e370ce7152da03457b3e37d6dfd4d8c4e8a0d1a06277de84204c04")]
    public void Answer_is_signed_as_the_last_digit_of_the_time_says(char digit, string expected) =>
        Assert.Equal(expected, InicisHashes.Answer("INIpayTest", at[..^1] + digit, oid, "10000"));

    [Fact]
    public void Answer_in_alphabetical_order() => Assert.Equal(
        "406310f6f293a076528b4c6287f7da6718003f64bea23e5cdf8a1f524ec45d80",
        InicisHashes.SortedAnswer("INIpayTest", at, oid, "10000"));

    [Fact]
    public void Amount_of_the_mobile_window() => Assert.Equal(
        "cx8Giwm8v4y2L3c3pC6FcQVVBtBAQ1XxaZm7OsZtxHPed5DP0y4EQyyFR3fkocQ18BrBH7tQmCO/WQGmj8/Hjw==",
        InicisHashes.CheckFake("10000", oid, at, InicisTill.HashKey));

    [Fact]
    public void Refund_and_inquiry()
    {
        Assert.Equal(
            "5e078ad944cb55eeb5b781084c4d4560d8cf4940e8c9f06c9bb5d48b542d24a4"
            + "f809bc11746b0df944a99833125108b93e4122626aa31795fd1e908543780186",
            InicisHashes.ApiV1(
                InicisTill.ApiKey, "PartialRefund", "Card", "20260302120000", "203.0.113.9", "INIpayTest", "TID1",
                "3000", "7000"));
        Assert.Equal(
            "ecfcd4da5221db93eb3ff14acad8c10aee6a72ae9e5f93267bd8820d2f0f8da6"
            + "924018528a1d14398ecc55c543808bfdc32fcf16c16bd7534cd33adb235d3657",
            InicisHashes.ApiV2(
                InicisTill.ApiKey, "INIpayTest", "inquiry", "20260302120000", """{"tid":"TID1"}"""u8));
    }

    [Fact]
    public void Account_number_in_AES()
    {
        Assert.Equal(
            "123456789", InicisHashes.Decrypt("O32IMVrMJuU2AchT8NSuOw==", InicisTill.ApiKey, InicisTill.ApiIv));
        Assert.Null(InicisHashes.Decrypt("123456789", InicisTill.ApiKey, InicisTill.ApiIv));
        Assert.Null(InicisHashes.Decrypt("O32IMVrMJuU2AchT8NSuOw==", "sandboxIniApiKez", InicisTill.ApiIv));
    }
}
