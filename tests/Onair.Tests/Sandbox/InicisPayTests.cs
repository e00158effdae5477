using System.Text.Json;
using System.Xml.Linq;
using Onair.Payments.Inicis;
using Onair.Sandbox.Faults;
using static Onair.Tests.Sandbox.InicisTill;
using InicisSettings = Onair.Sandbox.Inicis.InicisSettings;
using InicisWindow = Onair.Sandbox.Inicis.InicisWindow;

namespace Onair.Tests.Sandbox;

public sealed class InicisPayTests
{
    [Fact]
    public async Task Approval_of_a_PC_says_all_of_the_payment_and_signs_it()
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(PcWindow());
        var said = await till.JsonAsync(back["authUrl"], PcPay(back["authToken"]));
        Assert.Equal(
            ("0000", Mid, Oid, Price, "Card", "20260302", "120000", "X1", "90001234****111*"),
            (Text(said, "resultCode"), Text(said, "mid"), Text(said, "MOID"), Text(said, "TotPrice"),
                Text(said, "payMethod"), Text(said, "applDate"), Text(said, "applTime"), Text(said, "CARD_Code"),
                Text(said, "CARD_Num")));
        Assert.Matches("^StdpayCARDINIpayTest20260302120000[0-9]{6}$", Text(said, "tid"));
        Assert.Equal("김온에어", Text(said, "buyerName"));
        Assert.True(InicisSignatures.IsAnswer(Text(said, "authSignature"), Mid, At, Oid, Price));
        Assert.Equal(15_000, till.Charged());
    }

    [Theory]
    [InlineData("JSON", "UTF-8", "application/json"), InlineData("JSON", "EUC-KR", "application/json")]
    [InlineData("NVP", "UTF-8", "text/plain"), InlineData("NVP", "EUC-KR", "text/plain")]
    [InlineData("XML", "UTF-8", "text/xml"), InlineData("XML", "EUC-KR", "text/xml")]
    [InlineData("", "EUC-KR", "text/xml")]
    public async Task Answer_comes_in_the_shape_and_charset_that_was_asked_for(
        string format, string charset, string type)
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(PcWindow());
        var (is_, body) = await till.PostAsync(back["authUrl"], PcPay(back["authToken"], format, charset));
        Assert.Equal($"{type};charset={charset}", is_.Replace(" ", "", StringComparison.Ordinal));
        var said = format switch
        {
            "JSON" => JsonDocument.Parse(body).RootElement.EnumerateObject()
                .ToDictionary(f => f.Name, f => f.Value.GetString()!),
            "NVP" => Onair.Payments.Inicis.InicisText.Pairs(
                body, Onair.Payments.Inicis.InicisText.Find(charset)!)!,
            _ => XDocument.Parse(body).Root!.Elements().ToDictionary(e => e.Name.LocalName, e => e.Value),
        };
        Assert.Equal(("0000", "김온에어", "머그 <b>"), (said["resultCode"], said["buyerName"], said["goodName"]));
    }

    [Theory]
    [InlineData("mid", "INIBillTst", "9002"), InlineData("signature", "00", "9003")]
    [InlineData("verification", "00", "9004"), InlineData("timestamp", "1772420400001", "9003")]
    [InlineData("authToken", "nobody", "9003"), InlineData("price", "15001", "9011")]
    public async Task Approval_that_is_not_right_is_refused_and_takes_nothing(string field, string value, string code)
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(PcWindow());
        var fields = PcPay(back["authToken"]);
        fields[field] = value;
        Assert.Equal(code, Text(await till.JsonAsync(back["authUrl"], fields), "resultCode"));
        Assert.Equal(0, till.Charged());
    }

    [Fact]
    public async Task Token_is_good_for_one_approval_at_its_own_center_within_ten_minutes()
    {
        await using var till = await InicisTill.StartAsync();
        till.Inicis.Book.Settings = new InicisSettings(Center: "fc");
        var (_, back) = await till.VisitAsync(PcWindow());
        var pay = PcPay(back["authToken"]);
        Assert.Equal("9010", Text(await till.JsonAsync("/ks/api/payAuth", pay), "resultCode"));
        Assert.Equal("9007", Text(await till.JsonAsync("/fc/api/payAuth", PcPay("nobody")), "resultCode"));
        // A token of one window is none of the other's.
        Assert.Equal("9007", (await till.PairsAsync(
            "/fc/smart/payReq.ini", new() { ["P_MID"] = Mid, ["P_TID"] = back["authToken"] }))["P_STATUS"]);
        till.Shop.Host.Clock.Advance(InicisWindow.TokenLifetime - TimeSpan.FromSeconds(1));
        Assert.Equal("0000", Text(await till.JsonAsync("/fc/api/payAuth", pay), "resultCode"));
        Assert.Equal("9008", Text(await till.JsonAsync("/fc/api/payAuth", pay), "resultCode"));
        var (_, late) = await till.VisitAsync(PcWindow(oid: "20260302-ABCDEFGH_2"));
        till.Shop.Host.Clock.Advance(InicisWindow.TokenLifetime);
        Assert.Equal(
            "9009", Text(await till.JsonAsync("/fc/api/payAuth", PcPay(late["authToken"])), "resultCode"));
        Assert.Equal((15_000, 0), (till.Charged(), till.Charged("20260302-ABCDEFGH_2")));
    }

    [Fact]
    public async Task Centers_take_turns()
    {
        await using var till = await InicisTill.StartAsync();
        var seen = new List<string>();
        for (var i = 1; i <= 4; i++)
        {
            var (_, back) = await till.VisitAsync(PcWindow(oid: $"20260302-ABCDEFGH_{i}"));
            await till.JsonAsync(back["authUrl"], PcPay(back["authToken"]));
            seen.Add(back["idc_name"]);
        }

        Assert.Equal(["fc", "ks", "fc", "ks"], seen);
    }

    [Theory]
    [InlineData("poor", "9013"), InlineData("limit", "9014"), InlineData("lost", "9015"), InlineData("stopped", "9016")]
    [InlineData("refused", "9017")]
    public async Task Card_is_declined_and_its_token_is_used_up(string card, string code)
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(PcWindow(), $"?card={card}");
        Assert.Equal(code, Text(await till.JsonAsync(back["authUrl"], PcPay(back["authToken"])), "resultCode"));
        Assert.Equal("9008", Text(await till.JsonAsync(back["authUrl"], PcPay(back["authToken"])), "resultCode"));
        Assert.Equal("0000", Text(await till.JsonAsync(back["netCancelUrl"], PcPay(back["authToken"])), "resultCode"));
        Assert.Equal(0, till.Shop.Host.Bank.Count);
    }

    [Fact]
    public async Task Net_cancel_takes_back_once_however_often_it_is_said()
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(PcWindow());
        var pay = PcPay(back["authToken"]);
        await till.JsonAsync(back["authUrl"], pay);
        Assert.Equal("9007", Text(await till.JsonAsync(back["netCancelUrl"], PcPay("nobody")), "resultCode"));
        var wrong = PcPay(back["authToken"], price: "1");
        Assert.Equal("9011", Text(await till.JsonAsync(back["netCancelUrl"], wrong), "resultCode"));
        Assert.Equal(15_000, till.Charged());
        for (var i = 0; i < 3; i++)
            Assert.Equal("0000", Text(await till.JsonAsync(back["netCancelUrl"], pay), "resultCode"));
        Assert.Equal((0, 2), (till.Charged(), till.Shop.Host.Bank.Count));
        Assert.Equal("9012", Text(await till.JsonAsync(back["authUrl"], pay), "resultCode"));
    }

    [Fact]
    public async Task Net_cancel_that_comes_first_keeps_the_approval_away()
    {
        await using var till = await InicisTill.StartAsync();
        till.Inicis.Book.Settings = new InicisSettings(PlainNetCancel: true);
        var (_, back) = await till.VisitAsync(PcWindow());
        Assert.Equal("OK", (await till.PostAsync(back["netCancelUrl"], PcPay(back["authToken"]))).Body);
        Assert.Equal("FAIL", (await till.PostAsync(back["netCancelUrl"], PcPay("nobody"))).Body);
        Assert.Equal("9012", Text(await till.JsonAsync(back["authUrl"], PcPay(back["authToken"])), "resultCode"));
        Assert.Equal(0, till.Shop.Host.Bank.Count);
    }

    [Fact]
    public async Task Approval_of_a_phone_and_its_net_cancel()
    {
        await using var till = await InicisTill.StartAsync();
        var (_, back) = await till.VisitAsync(MobileWindow());
        var pay = new Dictionary<string, string> { ["P_MID"] = Mid, ["P_TID"] = back["P_TID"] };
        Assert.Equal("9002", (await till.PairsAsync(
            back["P_REQ_URL"], new() { ["P_MID"] = "other", ["P_TID"] = back["P_TID"] }))["P_STATUS"]);
        var said = await till.PairsAsync(back["P_REQ_URL"], pay);
        Assert.Equal(
            ("00", back["P_TID"], "CARD", Mid, Oid, Price, "20260302120000"),
            (said["P_STATUS"], said["P_TID"], said["P_TYPE"], said["P_MID"], said["P_OID"], said["P_AMT"],
                said["P_AUTH_DT"]));
        Assert.Equal("9008", (await till.PairsAsync(back["P_REQ_URL"], pay))["P_STATUS"]);
        var undo = back["P_REQ_URL"].Replace("payReq", "payNetCancel", StringComparison.Ordinal);
        var forged = MobileNetCancel(back["P_TID"]);
        forged["P_AMT"] = "1";
        Assert.Equal("9003", (await till.PairsAsync(undo, forged))["P_STATUS"]);
        Assert.Equal("9006", (await till.PairsAsync(
            undo, MobileNetCancel(back["P_TID"], "20260302-ABCDEFGH_2")))["P_STATUS"]);
        Assert.Equal("9011", (await till.PairsAsync(
            undo, MobileNetCancel(back["P_TID"], price: "1")))["P_STATUS"]);
        Assert.Equal(15_000, till.Charged());
        Assert.Equal("00", (await till.PairsAsync(undo, MobileNetCancel(back["P_TID"])))["P_STATUS"]);
        Assert.Equal("00", (await till.PairsAsync(undo, MobileNetCancel(back["P_TID"])))["P_STATUS"]);
        Assert.Equal((0, 2), (till.Charged(), till.Shop.Host.Bank.Count));
    }

    [Fact]
    public async Task Faults_meet_the_calls_under_their_names()
    {
        await using var till = await InicisTill.StartAsync();
        till.Shop.Host.Faults.Script("inicis.pc.approve", Fault.Of(FaultKind.LoseAnswer));
        var (_, back) = await till.VisitAsync(PcWindow());
        var pay = PcPay(back["authToken"]);
        await Assert.ThrowsAsync<HttpRequestException>(() => till.JsonAsync(back["authUrl"], pay));
        Assert.Equal(15_000, till.Charged());
        till.Shop.Host.Faults.Script(
            "inicis.pc.netcancel", new Fault(FaultKind.AnswerCode, TimeSpan.Zero, Code: "R999"));
        Assert.Equal("R999", Text(await till.JsonAsync(back["netCancelUrl"], pay), "resultCode"));
        Assert.Equal(15_000, till.Charged());
        till.Shop.Host.Faults.Script("inicis.mobile.approve", Fault.Of(FaultKind.SkewClock));
        var (_, phone) = await till.VisitAsync(MobileWindow(oid: "20260302-ABCDEFGH_2"));
        Assert.Equal("20260302120500", (await till.PairsAsync(
            phone["P_REQ_URL"], new() { ["P_MID"] = Mid, ["P_TID"] = phone["P_TID"] }))["P_AUTH_DT"]);
        var names = till.Shop.Host.Faults.Counts().Select(c => c.Call).ToList();
        Assert.All(names, name => Assert.StartsWith("inicis.", name, StringComparison.Ordinal));
    }
}
