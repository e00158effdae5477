using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Onair.Sandbox.Inicis;

namespace Onair.Tests.Sandbox;

public sealed partial class InicisWindowTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Window_shows_the_order_and_leads_back_to_the_shop_alone(bool isPhone)
    {
        await using var till = await InicisTill.StartAsync();
        using var window = await OpenAsync(till, isPhone, "utf-8");
        var html = WebUtility.HtmlDecode(await window.Content.ReadAsStringAsync(Cancel));
        Assert.Contains(isPhone ? "머그 뷁" : "머그 <b>", html, StringComparison.Ordinal);
        Assert.Contains("15,000", html, StringComparison.Ordinal);
        Assert.EndsWith(
            "form-action 'self' http://shop.example", window.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
        Assert.Contains(
            "INIStdPay", await till.Shop.Http.GetStringAsync("/stdjs/INIStdPay.js", Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phones_window_in_EUC_KR_is_read_and_answered_in_it()
    {
        await using var till = await InicisTill.StartAsync();
        using var window = await OpenAsync(till, isPhone: true, "euc-kr");
        var html = WebUtility.HtmlDecode(await window.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("머그 뷁", html, StringComparison.Ordinal);
        var handover = await PressAsync(till, html, "pay");
        Assert.Contains("""accept-charset="EUC-KR" """.TrimEnd(), handover, StringComparison.Ordinal);
        var (type, body) = await till.PostAsync(
            Field(handover, "P_REQ_URL"),
            new() { ["P_MID"] = InicisTill.Mid, ["P_TID"] = Field(handover, "P_TID") });
        Assert.EndsWith("charset=EUC-KR", type, StringComparison.Ordinal);
        var said = Onair.Payments.Inicis.InicisText.Pairs(body, Onair.Payments.Inicis.InicisText.Find("euc-kr")!)!;
        Assert.Equal(("00", "김온에어", "하루카드"), (said["P_STATUS"], said["P_UNAME"], said["P_FN_NM"]));
    }

    [Theory]
    [InlineData("pay", "0000"), InlineData("decline", "9026"), InlineData("cancel", "2001")]
    public async Task Button_of_a_PC_leads_back_with_its_code(string button, string code)
    {
        await using var till = await InicisTill.StartAsync();
        var handover = await HandoverAsync(till, isPhone: false, button);
        Assert.Contains("action=\"http://shop.example/back\"", handover, StringComparison.Ordinal);
        Assert.Equal(
            (code, InicisTill.Mid, InicisTill.Oid),
            (Field(handover, "resultCode"), Field(handover, "mid"), Field(handover, "orderNumber")));
        Assert.Equal(button == "pay", handover.Contains("authToken", StringComparison.Ordinal));
        if (button != "pay") return;
        var center = Field(handover, "idc_name");
        Assert.Equal($"{till.Shop.Host.Url}/{center}/api/payAuth", Field(handover, "authUrl"));
        Assert.Equal($"{till.Shop.Host.Url}/{center}/api/netCancel", Field(handover, "netCancelUrl"));
    }

    [Theory]
    [InlineData("pay", "00", "인증이 완료되었습니다."), InlineData("decline", "01", "인증에 실패하였습니다.")]
    [InlineData("cancel", "01", "사용자가 결제를 취소하였습니다."), InlineData("close", "01", "사용자가 결제를 취소하였습니다.")]
    public async Task Button_of_a_phone_leads_back_with_its_status(string button, string status, string message)
    {
        await using var till = await InicisTill.StartAsync();
        var handover = await HandoverAsync(till, isPhone: true, button);
        Assert.Contains("http://shop.example/back?oid=20260302-ABCDEFGH_1", handover, StringComparison.Ordinal);
        Assert.Equal(
            (status, message, "메아리"),
            (Field(handover, "P_STATUS"), Field(handover, "P_RMESG1"), Field(handover, "P_NOTI")));
        Assert.DoesNotContain("P_OID", handover, StringComparison.Ordinal);
        if (button == "pay") Assert.Equal(40, Field(handover, "P_TID").Length);
    }

    [Fact]
    public async Task Closed_window_of_a_PC_goes_to_the_address_for_it()
    {
        await using var till = await InicisTill.StartAsync();
        Assert.Equal("http://shop.example/closed", (await till.VisitAsync(InicisTill.PcWindow(), "?button=close")).Url);
    }

    [Fact]
    public async Task Return_wears_the_older_names_and_the_cancel_codes_that_were_seen()
    {
        await using var till = await InicisTill.StartAsync();
        till.Inicis.Book.Settings = new InicisSettings(
            Center: "ks", CancelCode: "", OldNames: true, ReturnsPrice: true, ReturnsMobileOrder: true);
        var (_, pc) = await till.VisitAsync(InicisTill.PcWindow());
        Assert.Equal((InicisTill.Oid, InicisTill.Price, "ks"), (pc["MOID"], pc["TotPrice"], pc["idc_name"]));
        Assert.EndsWith("/ks/api/payAuth", pc["checkAckUrl"], StringComparison.Ordinal);
        Assert.Equal("", (await till.VisitAsync(InicisTill.PcWindow(), "?button=cancel")).Fields["resultCode"]);
        Assert.Equal(InicisTill.Oid, (await till.VisitAsync(InicisTill.MobileWindow())).Fields["P_OID"]);
    }

    [Theory]
    [InlineData("mid", "INIBillTst", "9002"), InlineData("mKey", "00", "9005"), InlineData("signature", "00", "9003")]
    [InlineData("price", "15001", "9003"), InlineData("oid", "other", "9003"), InlineData("timestamp", "x", "9003")]
    [InlineData("verification", "00", "9004"), InlineData("verification", "", "9004")]
    [InlineData("version", "2.0", "9006"), InlineData("currency", "KRW", "9006")]
    [InlineData("gopaymethod", "Gold", "9006"), InlineData("goodname", "", "9006")]
    [InlineData("buyername", "긴이름긴이름긴이름긴이름", "9006"), InlineData("returnUrl", "javascript:1", "9006")]
    [InlineData("closeUrl", "", "9006")]
    public async Task Wrong_request_of_a_PC_opens_no_window(string field, string value, string code)
    {
        await using var till = await InicisTill.StartAsync();
        var fields = InicisTill.PcWindow();
        fields[field] = value;
        Assert.Contains(code, (await till.PostAsync("/inicis/pc/window", fields)).Body, StringComparison.Ordinal);
        Assert.Equal(0, till.Inicis.Book.WindowCount);
    }

    [Theory]
    [InlineData("P_MID", "INIBillTst", "9002"), InlineData("P_CHKFAKE", "00", "9003")]
    [InlineData("P_AMT", "1", "9003"), InlineData("P_OID", "other", "9003"), InlineData("P_TIMESTAMP", "", "9003")]
    [InlineData("P_INI_PAYMENT", "Card", "9006"), InlineData("P_NEXT_URL", "", "9006")]
    [InlineData("P_RESERVED", "below1000=Y", "9006"), InlineData("P_UNAME", "", "9006")]
    [InlineData("P_NOTI_URL", "", "9006"), InlineData("P_VBANK_DT", "20260301", "9006")]
    [InlineData("P_VBANK_TM", "2561", "9006")]
    public async Task Wrong_request_of_a_phone_opens_no_window(string field, string value, string code)
    {
        await using var till = await InicisTill.StartAsync();
        var fields = InicisTill.MobileWindow("VBANK");
        fields[field] = value;
        Assert.Contains(code, (await till.PostAsync("/smart/payment/", fields)).Body, StringComparison.Ordinal);
        Assert.Equal(0, till.Inicis.Book.WindowCount);
    }

    [Fact]
    public async Task Small_amounts_by_card_need_the_shops_permission()
    {
        await using var till = await InicisTill.StartAsync();
        var fields = InicisTill.PcWindow(price: "999");
        fields["acceptmethod"] = "centerCd(Y)";
        Assert.Contains("9031", (await till.PostAsync("/inicis/pc/window", fields)).Body, StringComparison.Ordinal);
        await till.VisitAsync(InicisTill.PcWindow(price: "999"));
    }

    [Fact]
    public async Task Window_ends_after_half_an_hour_and_gives_one_token()
    {
        await using var till = await InicisTill.StartAsync();
        using var first = await OpenAsync(till, isPhone: false, "utf-8");
        var html = await first.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("authToken", await PressAsync(till, html, "pay"), StringComparison.Ordinal);
        Assert.Contains("9007", await PressAsync(till, html, "pay"), StringComparison.Ordinal);
        using var second = await OpenAsync(till, isPhone: false, "utf-8");
        till.Shop.Host.Clock.Advance(InicisWindow.Lifetime);
        var late = await second.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("9007", await PressAsync(till, late, "pay"), StringComparison.Ordinal);
    }

    private static async Task<string> HandoverAsync(InicisTill till, bool isPhone, string button)
    {
        using var window = await OpenAsync(till, isPhone, "utf-8");
        return await PressAsync(till, await window.Content.ReadAsStringAsync(Cancel), button);
    }

    private static async Task<HttpResponseMessage> OpenAsync(InicisTill till, bool isPhone, string charset)
    {
        var fields = isPhone ? InicisTill.MobileWindow() : InicisTill.PcWindow();
        if (charset == "euc-kr") fields.Remove("P_CHARSET");
        using var content = new StringContent(
            Onair.Payments.Inicis.InicisText.Form(fields, Onair.Payments.Inicis.InicisText.Find(charset)!),
            Encoding.ASCII, "application/x-www-form-urlencoded");
        return await till.Shop.Http.PostAsync(isPhone ? "/smart/payment/" : "/inicis/pc/window", content, Cancel);
    }

    private static async Task<string> PressAsync(InicisTill till, string html, string button)
    {
        var (_, body) = await till.PostAsync(
            Action().Match(html).Groups["action"].Value, new() { ["button"] = button, ["card"] = "haru" });
        return WebUtility.HtmlDecode(body);
    }

    private static string Field(string html, string name) =>
        Regex.Match(html, $"name=\"{name}\" value=\"(?<value>[^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups["value"].Value;

    [GeneratedRegex("action=\"(?<action>/inicis/window/[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Action();
}
