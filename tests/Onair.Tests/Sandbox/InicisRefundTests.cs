using Onair.Payments.Inicis;
using static Onair.Tests.Sandbox.InicisTill;
using InicisSettings = Onair.Sandbox.Inicis.InicisSettings;

namespace Onair.Tests.Sandbox;

public sealed class InicisRefundTests
{
    private const string refund = "/api/v1/refund";

    [Fact]
    public async Task Whole_payment_goes_back_once()
    {
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync();
        Assert.Equal("APPROVAL", Text(await till.InquireAsync(tid), "transactionStatus"));
        var said = await till.JsonAsync(refund, InicisTill.Refund(tid));
        Assert.Equal(
            ("00", "20260302", "120000"),
            (Text(said, "resultCode"), Text(said, "cancelDate"), Text(said, "cancelTime")));
        var again = await till.JsonAsync(refund, InicisTill.Refund(tid));
        Assert.Equal(("01", "500626"), (Text(again, "resultCode"), Text(again, "detailResultCode")));
        Assert.Equal((0, 2), (till.Charged(), till.Shop.Host.Bank.Count));
        Assert.Equal("CANCEL", Text(await till.InquireAsync(tid), "transactionStatus"));
    }

    [Fact]
    public async Task Parts_go_back_while_the_two_amounts_are_what_remained()
    {
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync();
        var said = await till.JsonAsync(refund, InicisTill.Refund(tid, price: 3_000, remains: 12_000));
        Assert.Equal(
            ("00", tid, "3000", "12000", "1"),
            (Text(said, "resultCode"), Text(said, "prtcTid"), Text(said, "prtcPrice"), Text(said, "prtcRemains"),
                Text(said, "prtcCnt")));
        Assert.NotEqual(tid, Text(said, "tid"));
        // Sent again: what remains is another number by now.
        Assert.Equal("9020", await RefusedAsync(till, InicisTill.Refund(tid, price: 3_000, remains: 12_000)));
        Assert.Equal("9020", await RefusedAsync(till, InicisTill.Refund(tid, price: 12_001, remains: 0)));
        Assert.Equal("9028", await RefusedAsync(till, InicisTill.Refund(tid)));
        var seen = await till.InquireAsync(tid);
        Assert.Equal(
            ("PART_CANCEL", "12000", "3000"),
            (Text(seen, "transactionStatus"), Text(seen, "availablePartCancelPrice"),
                Text(seen.GetProperty("partCancelTransInfo")[0], "requestPrice")));
        Assert.Equal("00", Text(
            await till.JsonAsync(refund, InicisTill.Refund(tid, price: 12_000, remains: 0)), "resultCode"));
        Assert.Equal("CANCEL", Text(await till.InquireAsync(tid), "transactionStatus"));
        till.Inicis.Book.Settings = new InicisSettings(PartsStay: true);
        seen = await till.InquireAsync(tid);
        Assert.Equal(
            ("PART_CANCEL", "0"), (Text(seen, "transactionStatus"), Text(seen, "availablePartCancelPrice")));
        Assert.Equal(0, till.Charged());
    }

    [Theory]
    [InlineData("mid", "other", "9002"), InlineData("hashData", "00", "9003"), InlineData("price", "3001", "9003")]
    [InlineData("confirmPrice", "1", "9003"), InlineData("tid", "other", "9003"), InlineData("type", "Gift", "9003")]
    [InlineData("timestamp", "20260302120001", "9003"), InlineData("clientIp", "192.0.2.1", "9003")]
    [InlineData("paymethod", "Acct", "9003"), InlineData("msg", "", "9006")]
    public async Task Refund_that_is_not_right_is_refused_and_gives_nothing(string field, string value, string code)
    {
        await using var till = await InicisTill.StartAsync();
        var fields = InicisTill.Refund(await till.PaidAsync(), price: 3_000, remains: 12_000);
        fields[field] = value;
        Assert.Equal(code, await RefusedAsync(till, fields));
        Assert.Equal(15_000, till.Charged());
    }

    [Fact]
    public async Task Refund_of_another_way_to_pay_or_of_nobody_is_refused()
    {
        await using var till = await InicisTill.StartAsync();
        Assert.Equal("9024", await RefusedAsync(till, InicisTill.Refund(await till.PaidAsync(), "Acct")));
        Assert.Equal("9018", await RefusedAsync(till, InicisTill.Refund("nobody")));
        var phone = await till.PaidAsync("HPP", "20260302-ABCDEFGH_2");
        Assert.Equal("9021", await RefusedAsync(till, InicisTill.Refund(phone, "HPP", 1_000, 14_000)));
        Assert.Equal("00", Text(await till.JsonAsync(refund, InicisTill.Refund(phone, "HPP")), "resultCode"));
        var transfer = await till.PaidAsync("DirectBank", "20260302-ABCDEFGH_3");
        Assert.Equal("00", Text(
            await till.JsonAsync(refund, InicisTill.Refund(transfer, "Acct", 1_000, 14_000)), "resultCode"));
    }

    [Fact]
    public async Task Version_2_hashes_its_data_byte_by_byte()
    {
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync();
        var part = $$"""{"tid":"{{tid}}","msg":"고객/변심","price":"3000","confirmPrice":"12000","currency":"WON"}""";
        var escaped = part.Replace("/", "\\/", StringComparison.Ordinal);
        // The same values in other bytes are not what was hashed.
        var hash = InicisSignatures.ApiV2(ApiKey, Mid, "partialRefund", "20260302120000", part);
        Assert.Equal("9003", Text(await till.ApiAsync("partialRefund", escaped, hash), "detailResultCode"));
        Assert.Equal(15_000, till.Charged());
        Assert.Equal("12000", Text(await till.ApiAsync("partialRefund", part), "prtcRemains"));
        Assert.Equal("9028", Text(
            await till.ApiAsync("refund", $$"""{"tid":"{{tid}}","msg":"고객 변심"}"""), "detailResultCode"));
        var other = await till.PaidAsync(oid: "20260302-ABCDEFGH_2");
        Assert.Equal("00", Text(
            await till.ApiAsync("refund", $$"""{"tid":"{{other}}","msg":"고객 변심"}"""), "resultCode"));
        Assert.Equal((12_000, 0), (till.Charged(), till.Charged("20260302-ABCDEFGH_2")));
    }

    [Theory]
    [InlineData("{}"), InlineData("[]"), InlineData("not json"), InlineData("""{"data":"x"}""")]
    public async Task Message_of_version_2_that_is_none_is_refused(string body)
    {
        await using var till = await InicisTill.StartAsync();
        using var content = new StringContent(body);
        using var answer = await till.Shop.Http.PostAsync(
            "/v2/pg/inquiry", content, TestContext.Current.CancellationToken);
        Assert.Contains(
            "\"9006\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_waits_is_paid_into_and_pays_back_to_an_account()
    {
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync("VBank");
        Assert.Equal(("NON_DEPOSIT", 0), (Text(await till.InquireAsync(tid), "transactionStatus"), till.Charged()));
        Assert.Equal((409, "WrongAmount"), await DepositAsync(till, tid, 14_999));
        Assert.Equal((200, "Ok"), await DepositAsync(till, tid, null));
        Assert.Equal((409, "AlreadyDeposited"), await DepositAsync(till, tid, null));
        Assert.Equal((404, "UnknownPayment"), await DepositAsync(till, "nobody", null));
        Assert.Equal(
            ("DEPOSIT_COMPLETED", 15_000), (Text(await till.InquireAsync(tid), "transactionStatus"), till.Charged()));
        Assert.Equal("9023", await RefusedAsync(till, InicisTill.Refund(tid, "Vacct")));
        Assert.Equal("9023", await RefusedAsync(till, InicisTill.Refund(tid, "Vacct", account: "12-34")));
        Assert.Equal("00", Text(await till.JsonAsync(
            refund, InicisTill.Refund(tid, "Vacct", 5_000, 10_000, "12345678901")), "resultCode"));
        Assert.Equal("00", Text(await till.JsonAsync(
            refund, InicisTill.Refund(tid, "Vacct", 10_000, 0, "12345678901")), "resultCode"));
        Assert.Equal(
            ("REFUND_COMPLETED", 0), (Text(await till.InquireAsync(tid), "transactionStatus"), till.Charged()));
    }

    [Fact]
    public async Task Account_takes_nothing_after_its_deadline_and_waits_in_the_books_for_ever()
    {
        await using var till = await InicisTill.StartAsync();
        var tid = await till.PaidAsync("VBank");
        till.Shop.Host.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal((409, "AccountExpired"), await DepositAsync(till, tid, null));
        Assert.Equal("NON_DEPOSIT", Text(await till.InquireAsync(tid), "transactionStatus"));
    }

    [Fact]
    public async Task Money_in_an_account_is_no_approval_to_be_undone()
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(PcWindow("VBank"));
        var tid = Text(await till.JsonAsync(back["authUrl"], PcPay(back["authToken"])), "tid");
        await DepositAsync(till, tid, null);
        Assert.Equal("9029", Text(await till.JsonAsync(back["netCancelUrl"], PcPay(back["authToken"])), "resultCode"));
        Assert.Equal(15_000, till.Charged());
        var (_, waits) = await till.VisitAsync(PcWindow("VBank", "20260302-ABCDEFGH_2"));
        tid = Text(await till.JsonAsync(waits["authUrl"], PcPay(waits["authToken"])), "tid");
        Assert.Equal(
            "0000", Text(await till.JsonAsync(waits["netCancelUrl"], PcPay(waits["authToken"])), "resultCode"));
        Assert.Equal("CANCEL", Text(await till.InquireAsync(tid), "transactionStatus"));
        Assert.Equal((409, "AlreadyCanceled"), await DepositAsync(till, tid, null));
    }

    [Fact]
    public async Task Inquiry_about_nobody_fails()
    {
        await using var till = await InicisTill.StartAsync();
        Assert.Equal("FAIL", Text(await till.InquireAsync("nobody"), "resultCode"));
    }

    private static async Task<string> RefusedAsync(InicisTill till, Dictionary<string, string> fields)
    {
        var said = await till.JsonAsync(refund, fields);
        Assert.Equal("01", Text(said, "resultCode"));
        return Text(said, "detailResultCode");
    }

    internal static async Task<(int Status, string Outcome)> DepositAsync(InicisTill till, string tid, long? amount)
    {
        var (status, body) = await till.Shop.SendAsync(
            HttpMethod.Post, $"/control/inicis/payments/{tid}/deposit", new { amount });
        return (status, Text(body, "outcome"));
    }
}
