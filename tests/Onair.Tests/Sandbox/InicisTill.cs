using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Onair.Payments.Inicis;
using Onair.Sandbox.Inicis;

namespace Onair.Tests.Sandbox;

/// <summary>
/// Messages to the sandbox's KG Inicis, as the provider's documents have them, and signed by the shop's own hand: the
/// sandbox checks with code of its own.
/// </summary>
internal sealed class InicisTill(SandboxShop shop) : IAsyncDisposable
{
    public const string Mid = "INIpayTest";
    public const string SignKey = "c2FuZGJveC1zaWduLWtleS0wMDAx";
    public const string HashKey = "c2FuZGJveC1oYXNoLWtleS0wMDAx";
    public const string ApiKey = "sandboxIniApiKey";
    public const string ApiIv = "sandboxiv0000016";
    public const string Oid = "20260302-ABCDEFGH_1";
    public const string At = "1772420400000";
    public const string Price = "15000";

    public SandboxShop Shop => shop;

    public InicisGateway Inicis => shop.Host.Inicis;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<InicisTill> StartAsync(params string[] args) => new(await SandboxShop.StartAsync(args));

    public static Dictionary<string, string> PcWindow(string method = "Card", string oid = Oid, string price = Price) =>
        new()
        {
            ["version"] = "1.0", ["mid"] = Mid, ["oid"] = oid, ["price"] = price, ["timestamp"] = At,
            ["goodname"] = "머그 <b>", ["buyername"] = "김온에어", ["buyertel"] = "", ["buyeremail"] = "",
            ["currency"] = "WON", ["gopaymethod"] = method, ["acceptmethod"] = "below1000:centerCd(Y)",
            ["returnUrl"] = "http://shop.example/back", ["closeUrl"] = "http://shop.example/closed",
            ["use_chkfake"] = "Y", ["mKey"] = InicisSignatures.MerchantKey(SignKey),
            ["signature"] = InicisSignatures.Window(oid, price, At),
            ["verification"] = InicisSignatures.WindowVerification(oid, price, SignKey, At),
        };

    public static Dictionary<string, string> MobileWindow(
        string method = "CARD", string oid = Oid, string price = Price)
    {
        var fields = new Dictionary<string, string>
        {
            ["P_INI_PAYMENT"] = method, ["P_MID"] = Mid, ["P_OID"] = oid, ["P_AMT"] = price, ["P_GOODS"] = "머그 뷁",
            ["P_UNAME"] = "김온에어", ["P_NEXT_URL"] = "http://shop.example/back?oid=" + oid,
            ["P_RESERVED"] = "below1000=Y&centerCd=Y", ["P_HPP_METHOD"] = "2", ["P_NOTI"] = "메아리",
            ["P_TIMESTAMP"] = At, ["P_CHKFAKE"] = InicisSignatures.CheckFake(price, oid, At, HashKey),
            ["P_CHARSET"] = "utf8",
        };
        if (method != "VBANK") return fields;
        fields["P_NOTI_URL"] = "http://127.0.0.1:9/notices";
        fields["P_VBANK_DT"] = "20260305";
        fields["P_VBANK_TM"] = "1200";
        return fields;
    }

    /// <summary>A customer who has been through the window: what the browser brings back.</summary>
    public async Task<(string Url, Dictionary<string, string> Fields)> VisitAsync(
        Dictionary<string, string> fields, string query = "")
    {
        var (status, body) = await shop.SendAsync(HttpMethod.Post, "/control/inicis/windows" + query, fields);
        Assert.True(status == 200, body.ToString());
        var view = JsonSerializer.Deserialize<JsonObject>(body)!;
        return ((string)view["returnUrl"]!, view["fields"]?.AsObject().ToDictionary(f => f.Key, f => (string)f.Value!)
            ?? []);
    }

    /// <summary>Approval and net cancel are one message.</summary>
    public static Dictionary<string, string> PcPay(
        string token, string format = "JSON", string charset = "UTF-8", string? price = Price)
    {
        var fields = new Dictionary<string, string>
        {
            ["mid"] = Mid, ["authToken"] = token, ["timestamp"] = At,
            ["signature"] = InicisSignatures.Approval(token, At),
            ["verification"] = InicisSignatures.ApprovalVerification(token, SignKey, At),
            ["charset"] = charset, ["format"] = format,
        };
        if (price is not null) fields["price"] = price;
        return fields;
    }

    public static Dictionary<string, string> MobileNetCancel(
        string tid, string oid = Oid, string price = Price) => new()
    {
        ["P_MID"] = Mid, ["P_TID"] = tid, ["P_AMT"] = price, ["P_OID"] = oid, ["P_TIMESTAMP"] = At,
        ["P_CHKFAKE"] = InicisSignatures.CheckFake(price, oid, At, HashKey),
    };

    public static Dictionary<string, string> Refund(
        string tid, string method = "Card", long? price = null, long? remains = null, string account = "")
    {
        const string stamp = "20260302120000";
        var type = price is null ? "Refund" : "PartialRefund";
        var sealedAccount = account.Length == 0 ? "" : InicisSignatures.Encrypt(account, ApiKey, ApiIv);
        var (won, left) = (Won(price), Won(remains));
        var fields = new Dictionary<string, string>
        {
            ["type"] = type, ["paymethod"] = method, ["timestamp"] = stamp, ["clientIp"] = "192.0.2.9", ["mid"] = Mid,
            ["tid"] = tid, ["msg"] = "고객 변심",
            ["hashData"] = InicisSignatures.ApiV1(
                ApiKey, type, method, stamp, "192.0.2.9", Mid, tid, won, left, sealedAccount),
        };
        if (price is not null) (fields["price"], fields["confirmPrice"]) = (won, left);
        if (account.Length == 0) return fields;
        (fields["refundAcctNum"], fields["refundBankCode"], fields["refundAcctName"]) = (sealedAccount, "91", "김온에어");
        return fields;
    }

    /// <param name="data">The very text that is hashed and sent.</param>
    public async Task<JsonElement> ApiAsync(string type, string data, string? hash = null)
    {
        hash ??= InicisSignatures.ApiV2(ApiKey, Mid, type, "20260302120000", data);
        using var content = new StringContent(
            $$"""{"mid":"{{Mid}}","type":"{{type}}","timestamp":"20260302120000","clientIp":"192.0.2.9","""
            + $$""" "data":{{data}},"hashData":"{{hash}}"}""",
            Encoding.UTF8, "application/json");
        using var answer = await shop.Http.PostAsync($"/v2/pg/{type}", content, Cancel);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
    }

    public Task<JsonElement> InquireAsync(string tid) => ApiAsync("inquiry", $$"""{"tid":"{{tid}}"}""");

    public async Task<JsonElement> JsonAsync(string path, Dictionary<string, string> fields) =>
        JsonDocument.Parse((await PostAsync(path, fields)).Body).RootElement;

    public async Task<Dictionary<string, string>> PairsAsync(string path, Dictionary<string, string> fields) =>
        Onair.Payments.Inicis.InicisText.Pairs(
            (await PostAsync(path, fields)).Body, Onair.Payments.Inicis.InicisText.Find("utf-8")!)!;

    /// <summary>The body in the charset that the answer names.</summary>
    public async Task<(string Type, string Body)> PostAsync(
        string path, Dictionary<string, string> fields, string charset = "utf-8")
    {
        using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(
            Onair.Payments.Inicis.InicisText.Form(fields, Onair.Payments.Inicis.InicisText.Find(charset)!)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        using var answer = await shop.Http.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content, Cancel);
        var type = answer.Content.Headers.ContentType!;
        return (type.ToString(), Onair.Payments.Inicis.InicisText.Find(type.CharSet)!
            .GetString(await answer.Content.ReadAsByteArrayAsync(Cancel)));
    }

    /// <summary>A payment that is approved.</summary>
    public async Task<string> PaidAsync(string method = "Card", string oid = Oid)
    {
        var (_, back) = await VisitAsync(PcWindow(method, oid));
        var answer = await JsonAsync(back["authUrl"], PcPay(back["authToken"]));
        Assert.Equal("0000", Text(answer, "resultCode"));
        return Text(answer, "tid");
    }

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>What the bank says that the customer is without.</summary>
    public long Charged(string oid = Oid) => shop.Host.Bank.Of("inicis", oid).Charged;

    public ValueTask DisposeAsync() => shop.DisposeAsync();

    private static string Won(long? amount) => amount?.ToString(CultureInfo.InvariantCulture) ?? "";
}
