using System.Net;
using System.Text;
using Onair.Payments;
using Onair.Payments.Inicis;

namespace Onair.Tests.Payments;

/// <summary>
/// Returns and notices that are not what they say. None may let an approval begin or a deposit be asked for.
/// </summary>
public sealed class InicisForgeriesTests
{
    private const string oid = "20260302-ABCDEFGH_1";
    private static readonly InicisOptions options = new() { Mid = "INIpayTest" };
    private static readonly InicisCenters centers = new(options);

    private static readonly Dictionary<string, string> pc = new()
    {
        ["resultCode"] = "0000", ["mid"] = "INIpayTest", ["orderNumber"] = oid, ["authToken"] = "tok",
        ["idc_name"] = "fc", ["TotPrice"] = "10000", ["authUrl"] = "https://fcstdpay.inicis.com/api/payAuth",
        ["netCancelUrl"] = "https://fcstdpay.inicis.com/api/netCancel",
    };

    private static readonly Dictionary<string, string> mobile = new()
    {
        ["P_STATUS"] = "00", ["P_TID"] = "TID9", ["P_AMT"] = "10000", ["idc_name"] = "ks",
        ["P_REQ_URL"] = "https://ksmobile.inicis.com/smart/payReq.ini",
    };

    private static readonly Dictionary<string, string> deposit = new()
    {
        ["no_tid"] = "TID9", ["no_oid"] = oid, ["amt_input"] = "10000", ["dt_trans"] = "20260302",
        ["tm_trans"] = "120000", ["nm_input"] = "홍길동",
    };

    [Fact]
    public void What_is_real_is_taken()
    {
        Assert.Equal("pc|fc|tok", Read(pc).Session);
        var returned = Read(mobile);
        Assert.Equal(("mobile|ks|TID9", "TID9", 10_000L), (returned.Session, returned.Reference, returned.Amount));
        Assert.Equal(NoticeKind.Hint, Notice(deposit, "203.238.37.15").Kind);
    }

    [Theory]
    [InlineData("mid", "other")]
    [InlineData("mid", null)]
    [InlineData("orderNumber", "20260302-ABCDEFGH_2")]
    [InlineData("orderNumber", null)]
    [InlineData("TotPrice", "1")]
    [InlineData("TotPrice", "10,000")]
    [InlineData("TotPrice", "-10000")]
    [InlineData("TotPrice", "99999999999999999999")]
    [InlineData("authToken", null)]
    [InlineData("authToken", "")]
    [InlineData("authToken", "a\r\nb")]
    [InlineData("idc_name", null)]
    [InlineData("idc_name", "stg")]
    [InlineData("idc_name", "evil.example/")]
    [InlineData("idc_name", "FC")]
    [InlineData("idc_name", "ks")]
    [InlineData("authUrl", "https://evil.example/api/payAuth")]
    [InlineData("authUrl", "http://fcstdpay.inicis.com/api/payAuth")]
    [InlineData("authUrl", "https://fcstdpay.inicis.com.evil.example/api/payAuth")]
    [InlineData("authUrl", "https://evil.example@fcstdpay.inicis.com/api/payAuth")]
    [InlineData("authUrl", "https://fcstdpay.inicis.com/api/payAuth?x=1")]
    [InlineData("authUrl", "not an address")]
    [InlineData("netCancelUrl", "https://ksstdpay.inicis.com/api/netCancel")]
    [InlineData("netCancelUrl", "https://127.0.0.1/")]
    public void Forged_return_of_a_PC_is_invalid(string field, string? value) =>
        Assert.Equal(ReturnKind.Invalid, Read(With(pc, field, value)).Kind);

    [Theory]
    [InlineData("P_AMT", "1")]
    [InlineData("P_AMT", null)]
    [InlineData("P_OID", "20260302-ABCDEFGH_2")]
    [InlineData("P_MID", "other")]
    [InlineData("P_TID", null)]
    [InlineData("P_TID", "../../x")]
    [InlineData("P_TID", "12345678901234567890123456789012345678901")]
    [InlineData("idc_name", "stg")]
    [InlineData("idc_name", "fc")]
    [InlineData("P_REQ_URL", "https://evil.example/smart/payReq.ini")]
    public void Forged_return_of_a_phone_is_invalid(string field, string? value) =>
        Assert.Equal(ReturnKind.Invalid, Read(With(mobile, field, value)).Kind);

    [Theory]
    [InlineData(null)]
    [InlineData("20260302-ABCDEFGH_2")]
    public void Return_of_a_phone_to_another_order_is_invalid(string? order) =>
        Assert.Equal(ReturnKind.Invalid, Read(mobile, order).Kind);

    [Theory]
    [InlineData("resultCode", "2001", ReturnKind.GivenUp)]
    [InlineData("resultCode", "0021", ReturnKind.GivenUp)]
    [InlineData("resultCode", "0022", ReturnKind.GivenUp)]
    [InlineData("resultCode", "", ReturnKind.GivenUp)]
    [InlineData("resultCode", "사용자가 결제를 취소", ReturnKind.GivenUp)]
    [InlineData("resultCode", "V801", ReturnKind.Refused)]
    public void Window_that_did_not_succeed(string field, string value, ReturnKind expected) =>
        Assert.Equal(expected, Read(With(pc, field, value)).Kind);

    [Theory]
    [InlineData("사용자 취소", ReturnKind.GivenUp)]
    [InlineData("한도초과", ReturnKind.Refused)]
    [InlineData(null, ReturnKind.Refused)]
    public void Window_of_a_phone_tells_a_cancel_by_its_message(string? message, ReturnKind expected) =>
        Assert.Equal(expected, Read(With(With(mobile, "P_STATUS", "01"), "P_RMESG1", message)).Kind);

    [Theory]
    [InlineData("no_tid", "")]
    [InlineData("no_oid", null)]
    [InlineData("no_oid", "nothing")]
    [InlineData("amt_input", null)]
    [InlineData("amt_input", "1e4")]
    [InlineData("amt_input", "0")]
    [InlineData("id_merchant", "other")]
    public void Forged_notice_is_invalid(string field, string? value) =>
        Assert.Equal(NoticeKind.Invalid, Notice(With(deposit, field, value), "203.238.37.15").Kind);

    [Theory]
    [InlineData("203.0.113.1")]
    [InlineData("127.0.0.1")]
    [InlineData(null)]
    public void Notice_of_an_unknown_sender_is_invalid(string? from) =>
        Assert.Equal("SENDER_UNKNOWN", Notice(deposit, from).Code);

    [Fact]
    public void Resent_notice_has_the_key_of_the_first_and_another_deposit_has_not()
    {
        var first = Notice(deposit, "::ffff:183.109.71.153");
        Assert.Equal(first.DedupeKey, Notice(deposit, "203.238.37.15").DedupeKey);
        Assert.NotEqual(first.DedupeKey, Notice(With(deposit, "amt_input", "9000"), "203.238.37.15").DedupeKey);
        Assert.Equal(("OK", "FAIL"), (InicisNotices.Replies.Ok, InicisNotices.Replies.Again));
    }

    [Theory]
    [InlineData("TID10", "TID10")]
    [InlineData(" ", "TID9")]
    [InlineData(null, "TID9")]
    public void Notice_of_a_PC_may_have_an_id_of_its_own_beside_the_payments(string? requested, string expected) =>
        Assert.Equal(expected, Notice(With(deposit, "no_req_tid", requested), "203.238.37.15").Reference);

    [Theory]
    [InlineData("02", NoticeKind.Hint)]
    [InlineData("00", NoticeKind.Ignored)]
    public void Notice_of_the_mobile_window(string status, NoticeKind expected) => Assert.Equal(
        expected,
        Notice(
            new()
            {
                ["P_STATUS"] = status, ["P_TYPE"] = "VBANK", ["P_TID"] = "TID9", ["P_OID"] = oid, ["P_AMT"] = "10000",
                ["P_UNAME"] = "홍길동",
            },
            "203.238.37.15").Kind);

    [Fact]
    public void Nothing_secret_is_printed()
    {
        Assert.Equal("(session)", new InicisSession(false, "fc", "tok").ToString());
        Assert.Equal("(keys)", new InicisKeys("a", "b", "c", "d").ToString());
        var message = InicisMessage.Read("P_CARD_NUM=1234567812345678&P_UNAME=x&authToken=y", Encoding.UTF8)!;
        Assert.Equal("(message)", message.ToString());
        Assert.Equal("""{"P_CARD_NUM":"123456**********"}""", message.Kept());
    }

    [Theory]
    [InlineData("가나다", 4, "utf-8", "가")]
    [InlineData("가나다", 4, "euc-kr", "가나")]
    [InlineData("ab😀", 5, "utf-8", "ab")]
    [InlineData("ab", 5, "utf-8", "ab")]
    public void Texts_are_cut_between_characters(string text, int bytesMax, string charset, string expected) =>
        Assert.Equal(expected, InicisText.Cut(text, bytesMax, InicisText.Find(charset)!));

    [Fact]
    public async Task Provider_is_there_only_with_a_merchant_and_names_every_wrong_field()
    {
        await using var none = InicisGateway.Build([]);
        Assert.DoesNotContain("inicis", Names(none));
        await using var set = InicisGateway.Build(InicisGateway.Settings("http://127.0.0.1:1"));
        Assert.Contains("inicis", Names(set));
        var wrong = new ValidateInicis().Validate(null, new InicisOptions { Mid = "INIpayTest", Charset = "x" });
        Assert.Equal(6, wrong.Failures!.Count());
    }

    private static IReadOnlyCollection<string> Names(IServiceProvider services) =>
        ((PaymentProviders)services.GetService(typeof(PaymentProviders))!).Names;

    private static Dictionary<string, string> With(Dictionary<string, string> fields, string field, string? value)
    {
        var changed = new Dictionary<string, string>(fields);
        if (value is null) changed.Remove(field);
        else changed[field] = value;
        return changed;
    }

    private static ReturnReading Read(Dictionary<string, string> form, string? order = oid) => InicisReturn.Read(
        options, centers, Some.Prepared(10_000, "inicis"),
        new BrowserReturn(order is null ? new Dictionary<string, string>() : new() { ["oid"] = order }, form));

    private static NoticeReading Notice(Dictionary<string, string> fields, string? from) => InicisNotices.Read(
        options,
        InicisNotices.Senders(options.NoticeSenders)!,
        new ProviderNotice(
            "application/x-www-form-urlencoded; charset=euc-kr",
            Encoding.ASCII.GetBytes(InicisText.Form(fields, InicisText.Find("euc-kr")!)),
            new Dictionary<string, string>(),
            from is null ? null : IPAddress.Parse(from)));
}
