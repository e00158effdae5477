using System.Net;
using System.Text;
using Onair.Sandbox.Inicis;
using Onair.Sandbox.Notices;
using static Onair.Tests.Sandbox.InicisTill;

namespace Onair.Tests.Sandbox;

public sealed class InicisNoticeTests
{
    [Fact]
    public async Task Deposit_of_a_PC_is_told_in_EUC_KR_at_the_registered_address()
    {
        await using var ear = await InicisEar.StartAsync();
        await using var till = await InicisTill.StartAsync("--inicis-notice", ear.Url);
        var tid = await till.PaidAsync("VBank");
        Assert.Equal((200, "Ok"), await InicisRefundTests.DepositAsync(till, tid, null));
        await till.Inicis.Notices.WhenQuietAsync();
        var notice = Assert.Single(ear.Heard);
        Assert.Equal("application/x-www-form-urlencoded", notice.ContentType);
        var said = Fields(notice.Body, "euc-kr");
        Assert.Equal(
            (Oid, Mid, Price, "20260302", "120000", "0200", "강변은행", "김온에어", tid),
            (said["no_oid"], said["id_merchant"], said["amt_input"], said["dt_trans"], said["tm_trans"],
                said["type_msg"], said["nm_inputbank"], said["nm_input"], said["no_req_tid"]));
        Assert.StartsWith("ININPGVBNK", said["no_tid"], StringComparison.Ordinal);
        till.Inicis.Book.Settings = new InicisSettings(PlainDepositTid: true);
        var other = await till.PaidAsync("VBank", "20260302-ABCDEFGH_2");
        await InicisRefundTests.DepositAsync(till, other, null);
        await till.Inicis.Notices.WhenQuietAsync();
        said = Fields(ear.Heard.Last().Body, "euc-kr");
        Assert.Equal((other, false), (said["no_tid"], said.ContainsKey("no_req_tid")));
    }

    [Theory]
    [InlineData("utf-8"), InlineData("euc-kr")]
    public async Task Account_of_a_phone_is_told_twice_where_the_window_said(string charset)
    {
        await using var ear = await InicisEar.StartAsync();
        await using var till = await InicisTill.StartAsync();
        var tid = await PhoneAsync(till, ear, charset);
        Assert.Equal("00", Fields(Assert.Single(ear.Heard).Body, charset)["P_STATUS"]);
        till.Shop.Host.Clock.Advance(TimeSpan.FromHours(1));
        await InicisRefundTests.DepositAsync(till, tid, null);
        await till.Inicis.Notices.WhenQuietAsync();
        var said = Fields(ear.Heard.Last().Body, charset);
        Assert.Equal(
            ("02", "VBANK", tid, Oid, Price, "20260302130000", "91", "강변은행", "김온에어"),
            (said["P_STATUS"], said["P_TYPE"], said["P_TID"], said["P_OID"], said["P_AMT"], said["P_AUTH_DT"],
                said["P_FN_CD1"], said["P_FN_NM"], said["P_UNAME"]));
    }

    [Theory]
    [InlineData("FAIL"), InlineData("ok"), InlineData("OK\n"), InlineData("<html>OK</html>"), InlineData("")]
    public async Task Notice_is_sent_again_every_ten_minutes_until_it_hears_OK_and_nothing_else(string reply)
    {
        await using var ear = await InicisEar.StartAsync();
        ear.Reply = reply;
        await using var till = await InicisTill.StartAsync("--inicis-notice", ear.Url);
        till.Inicis.Deposit(await till.PaidAsync("VBank"), null);
        for (var i = 1; i <= 3; i++)
        {
            await till.Inicis.Notices.WhenQuietAsync();
            Assert.Equal(i, ear.Heard.Count);
            till.Shop.Host.Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
            await till.Inicis.Notices.WhenQuietAsync();
            Assert.Equal(i, ear.Heard.Count);
            if (i == 3) ear.Reply = "OK";
            till.Shop.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await till.Inicis.Notices.WhenQuietAsync();
        till.Shop.Host.Clock.Advance(TimeSpan.FromDays(2));
        await till.Inicis.Notices.WhenQuietAsync();
        Assert.Equal(4, ear.Heard.Count);
        Assert.Single(ear.Heard.Select(n => Convert.ToHexString(n.Body)).Distinct());
        Assert.Equal((1, 3), (till.Inicis.Notices.Counts().Delivered, till.Inicis.Notices.Counts().Failed));
    }

    [Fact]
    public async Task Shop_that_never_says_OK_is_given_up_after_a_day()
    {
        await using var ear = await InicisEar.StartAsync();
        ear.Reply = "FAIL";
        await using var till = await InicisTill.StartAsync("--inicis-notice", ear.Url);
        till.Inicis.Deposit(await till.PaidAsync("VBank"), null);
        for (var i = 0; i <= InicisNotices.Resends.Count; i++)
        {
            await till.Inicis.Notices.WhenQuietAsync();
            till.Shop.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        }

        await till.Inicis.Notices.WhenQuietAsync();
        Assert.Equal((145, 1), (ear.Heard.Count, till.Inicis.Notices.Counts().GaveUp));
    }

    [Fact]
    public async Task Notices_are_lost_doubled_and_late_on_demand()
    {
        await using var ear = await InicisEar.StartAsync();
        await using var till = await InicisTill.StartAsync("--inicis-notice", ear.Url);
        var notices = till.Inicis.Notices;
        await DepositedAsync(new NoticeFaults(Drop: 1), 1);
        Assert.Empty(ear.Heard);
        await DepositedAsync(new NoticeFaults(Duplicate: 1), 2);
        Assert.Equal(2, ear.Heard.Count);
        await DepositedAsync(new NoticeFaults(Reorder: 1), 3);
        await DepositedAsync(new NoticeFaults(), 4);
        till.Shop.Host.Clock.Advance(NoticePost.ReorderDelay);
        await notices.WhenQuietAsync();
        Assert.Equal(
            ["20260302-ABCDEFGH_4", "20260302-ABCDEFGH_3"],
            ear.Heard.Skip(2).Select(n => Fields(n.Body, "euc-kr")["no_oid"]));
        Assert.Equal(1, notices.Counts().Dropped);

        async Task DepositedAsync(NoticeFaults faults, int number)
        {
            notices.Faults = faults;
            till.Inicis.Deposit(await till.PaidAsync("VBank", $"20260302-ABCDEFGH_{number}"), null);
            await notices.WhenQuietAsync();
        }
    }

    [Fact]
    public async Task Forged_notices_are_sent_on_demand_and_no_money_comes()
    {
        await using var ear = await InicisEar.StartAsync();
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync("VBank");
        Assert.Equal(400, (await till.Shop.SendAsync(
            HttpMethod.Put, "/control/inicis/notices", new { faults = new { drop = 2 } })).Status);
        var (status, view) = await till.Shop.SendAsync(
            HttpMethod.Put, "/control/inicis/notices", new { url = ear.Url });
        Assert.Equal((200, ear.Url), (status, Text(view, "url")));
        var path = $"/control/inicis/payments/{tid}/notice";
        Assert.Equal(204, (await till.Shop.SendAsync(HttpMethod.Post, path, new { })).Status);
        await till.Shop.SendAsync(
            HttpMethod.Post, path, new { amount = 1, orderId = "other", tid = "T", merchant = "m" });
        Assert.Equal(404, (await till.Shop.SendAsync(
            HttpMethod.Post, "/control/inicis/payments/nobody/notice", new { })).Status);
        using var raw = new StringContent("no_tid=x", Encoding.ASCII, "application/x-www-form-urlencoded");
        using var sent = await till.Shop.Http.PostAsync(
            "/control/inicis/notices/send", raw, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        await till.Inicis.Notices.WhenQuietAsync();
        var said = ear.Heard.Select(n => Fields(n.Body, "euc-kr")).ToList();
        Assert.Single(said, s => s.GetValueOrDefault("no_req_tid") == tid && s["amt_input"] == Price);
        Assert.Single(said, s => s.GetValueOrDefault("no_req_tid") == "T" && s["amt_input"] == "1"
            && s["no_oid"] == "other" && s["id_merchant"] == "m");
        Assert.Single(said, s => s["no_tid"] == "x");
        Assert.Equal((0, "NON_DEPOSIT"), (till.Charged(), Text(await till.InquireAsync(tid), "transactionStatus")));
    }

    [Fact]
    public async Task Control_lists_sets_and_forgets()
    {
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync("VBank");
        var (status, list) = await till.Shop.GetAsync("/control/inicis/payments?limit=1");
        Assert.Equal((200, tid, "Pc", "VBank", "NON_DEPOSIT"), (
            status, Text(list[0], "tid"), Text(list[0], "door"), Text(list[0], "method"), Text(list[0], "status")));
        Assert.Equal(400, (await till.Shop.GetAsync("/control/inicis/payments?limit=0")).Status);
        Assert.Equal(400, (await till.Shop.SendAsync(
            HttpMethod.Put, "/control/inicis/settings", new { center = "stg" })).Status);
        await till.Shop.SendAsync(HttpMethod.Put, "/control/inicis/settings", new { center = "ks" });
        Assert.Equal("ks", Text((await till.Shop.GetAsync("/control/inicis/settings")).Body, "center"));
        var wrong = PcWindow();
        wrong["signature"] = "00";
        Assert.Equal(400, (await till.Shop.SendAsync(HttpMethod.Post, "/control/inicis/windows", wrong)).Status);
        foreach (var query in new[] { "?card=gold", "?bank=00", "?button=none" })
        {
            Assert.Equal(400, (await till.Shop.SendAsync(
                HttpMethod.Post, "/control/inicis/windows" + query, PcWindow())).Status);
        }

        await till.Shop.SendAsync(HttpMethod.Post, "/control/reset", null);
        Assert.Equal("FAIL", Text(await till.InquireAsync(tid), "resultCode"));
        Assert.Equal((new InicisSettings(), 0), (till.Inicis.Book.Settings, till.Inicis.Book.WindowCount));
    }

    private static async Task<string> PhoneAsync(InicisTill till, InicisEar ear, string charset)
    {
        var fields = MobileWindow("VBANK");
        fields["P_NOTI_URL"] = ear.Url;
        if (charset == "euc-kr") fields.Remove("P_CHARSET");
        var (_, back) = await till.VisitAsync(fields);
        var said = await till.PostAsync(
            back["P_REQ_URL"], new() { ["P_MID"] = Mid, ["P_TID"] = back["P_TID"] });
        Assert.Contains("P_VACT_NUM", said.Body, StringComparison.Ordinal);
        await till.Inicis.Notices.WhenQuietAsync();
        return back["P_TID"];
    }

    private static Dictionary<string, string> Fields(byte[] body, string charset) =>
        Onair.Payments.Inicis.InicisText.Pairs(
            Encoding.ASCII.GetString(body), Onair.Payments.Inicis.InicisText.Find(charset)!)!;
}
