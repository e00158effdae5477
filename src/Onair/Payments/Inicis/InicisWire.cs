using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Inicis;

/// <summary>The messages themselves: what is posted where, and what came back.</summary>
internal sealed class InicisWire(
    IHttpClientFactory clients, IOptions<InicisOptions> options, InicisKeys keys, TimeProvider time)
{
    public const string ClientName = "inicis";

    /// <summary>The longest answer known has 4,000 bytes.</summary>
    public const int AnswerBytesMax = 64 * 1024;

    private const string refundPath = "api/v1/refund";
    private const string inquiryPath = "v2/pg/inquiry";

    private static readonly JsonSerializerOptions exact =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly InicisOptions set = options.Value;
    private readonly Encoding charset = InicisText.Find(options.Value.Charset)!;

    /// <summary>Approval and net cancel of the PC window are one message to two addresses.</summary>
    public async Task<(string Timestamp, string Body)> PostPcAsync(
        Uri address, string token, long price, CancellationToken cancel)
    {
        var timestamp = InicisSignatures.Timestamp(time.GetUtcNow());
        var body = await PostFormAsync(address, new Dictionary<string, string>
        {
            ["mid"] = set.Mid,
            ["authToken"] = token,
            ["timestamp"] = timestamp,
            ["signature"] = InicisSignatures.Approval(token, timestamp),
            ["verification"] = InicisSignatures.ApprovalVerification(token, keys.Sign, timestamp),
            ["charset"] = set.Charset.ToUpperInvariant(),
            ["format"] = "JSON",
            ["price"] = InicisWindow.Won(price),
        }, cancel);
        return (timestamp, body);
    }

    public Task<string> ApproveMobileAsync(Uri address, string tid, CancellationToken cancel) =>
        PostFormAsync(address, new Dictionary<string, string> { ["P_MID"] = set.Mid, ["P_TID"] = tid }, cancel);

    public Task<string> NetCancelMobileAsync(Uri address, string tid, Attempt attempt, CancellationToken cancel)
    {
        var timestamp = InicisSignatures.Timestamp(time.GetUtcNow());
        var (amount, oid) = (InicisWindow.Won(attempt.Amount), attempt.ProviderOrderId);
        return PostFormAsync(address, new Dictionary<string, string>
        {
            ["P_MID"] = set.Mid,
            ["P_TID"] = tid,
            ["P_AMT"] = amount,
            ["P_OID"] = oid,
            ["P_TIMESTAMP"] = timestamp,
            ["P_CHKFAKE"] = InicisSignatures.CheckFake(amount, oid, timestamp, keys.MobileHash),
        }, cancel);
    }

    /// <summary>Null when it does not say, or speaks of another merchant or transaction.</summary>
    public async Task<InicisInquiry?> InquireAsync(string tid, CancellationToken cancel)
    {
        var timestamp = KoreanTime.Stamp(time.GetUtcNow());
        const string type = "inquiry";
        var part = JsonSerializer.Serialize(new Dictionary<string, string> { ["tid"] = tid }, exact);
        var hash = InicisSignatures.ApiV2(keys.Api, set.Mid, type, timestamp, part);
        // The part stands in the message letter by letter as it was hashed.
        var json = string.Concat(
            $$"""{"mid":{{Quoted(set.Mid)}},"type":"{{type}}","timestamp":"{{timestamp}}","clientIp":""",
            $$"""{{Quoted(set.ClientIp)}},"data":{{part}},"hashData":"{{hash}}"}""");
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        var body = await PostAsync(new Uri(new Uri(set.ApiUrl), inquiryPath), content, cancel);
        return InicisMessage.Read(body, Encoding.UTF8) is { } said ? Inquiry(tid, said) : null;
    }

    public async Task<InicisMessage?> RefundAsync(Attempt attempt, Refund refund, CancellationToken cancel)
    {
        var whole = InicisRefunds.IsWhole(attempt, refund);
        var method = InicisWords.Refund(PaymentMethods.Find(attempt.Method ?? "") ?? PaymentMethod.Card);
        var (type, timestamp) = (whole ? "Refund" : "PartialRefund", KoreanTime.Stamp(time.GetUtcNow()));
        var tid = attempt.ProviderReference!;
        var price = whole ? "" : InicisWindow.Won(refund.Amount);
        var remains = whole ? "" : InicisWindow.Won(InicisRefunds.RemainsAfter(attempt, refund));
        var account = refund.Account is { } to ? InicisSignatures.Encrypt(to.Number, keys.Api, keys.ApiIv) : "";
        var fields = new Dictionary<string, string>
        {
            ["type"] = type,
            ["paymethod"] = method,
            ["timestamp"] = timestamp,
            ["clientIp"] = set.ClientIp,
            ["mid"] = set.Mid,
            ["tid"] = tid,
            ["msg"] = refund.Reason,
            ["hashData"] = InicisSignatures.ApiV1(
                keys.Api, type, method, timestamp, set.ClientIp, set.Mid, tid, price, remains, account),
        };
        if (!whole)
        {
            fields["price"] = price;
            fields["confirmPrice"] = remains;
            fields["currency"] = "WON";
            fields["tax"] = refund.Vat.ToString(CultureInfo.InvariantCulture);
            fields["taxfree"] = refund.TaxFree.ToString(CultureInfo.InvariantCulture);
        }

        if (refund.Account is { } back)
        {
            fields["refundAcctNum"] = account;
            fields["refundBankCode"] = back.Bank;
            fields["refundAcctName"] = back.Holder;
        }

        // INIAPI speaks UTF-8, whatever the windows speak.
        using var content = Content(fields, Encoding.UTF8);
        return InicisMessage.Read(
            await PostAsync(new Uri(new Uri(set.ApiUrl), refundPath), content, cancel), Encoding.UTF8);
    }

    private InicisInquiry? Inquiry(string tid, InicisMessage said)
    {
        if (InicisCodes.OfInquiry(said["resultCode"]) != InicisOutcome.Success) return null;
        if (said["mid"] is { } mid && mid != set.Mid) return null;
        if (said["tid"] is { } other && other != tid) return null;
        if (said["oid"] is not { } oid || InicisText.Won(said["price"]) is not { } price) return null;
        if (said["transactionStatus"] is not { } status) return null;
        long? remaining = status switch
        {
            InicisStatus.Approved or InicisStatus.Deposited => price,
            InicisStatus.Canceled or InicisStatus.Refunded => 0,
            // One word for it is an inquiry's, the other a refund's; a last part leaves 0.
            InicisStatus.PartCanceled => (said["availablePartCancelPrice"] ?? said["prtcRemains"]) is not { } text
                ? null
                : text == "0" ? 0 : InicisText.Won(text),
            _ => null,
        };
        return new InicisInquiry(tid, oid, price, remaining, status, InicisWords.Find(said["paymethod"]), said);
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, exact);

    private async Task<string> PostFormAsync(Uri address, Dictionary<string, string> fields, CancellationToken cancel)
    {
        using var content = Content(fields, charset);
        return await PostAsync(address, content, cancel);
    }

    private static ByteArrayContent Content(Dictionary<string, string> fields, Encoding charset)
    {
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(InicisText.Form(fields, charset)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        return content;
    }

    private async Task<string> PostAsync(Uri address, HttpContent content, CancellationToken cancel)
    {
        using var client = clients.CreateClient(ClientName);
        using var response = await client.PostAsync(address, content, cancel);
        var bytes = await response.Content.ReadAsByteArrayAsync(cancel);
        if (response.StatusCode != HttpStatusCode.OK)
            throw new HttpRequestException("The gateway answered with an error.", null, response.StatusCode);
        var said = InicisText.Find(response.Content.Headers.ContentType?.CharSet?.Trim('"')) ?? charset;
        return said.GetString(bytes);
    }
}
