using System.Text;
using System.Text.Json;
using Onair.Sandbox.Faults;

namespace Onair.Sandbox.Inicis;

/// <summary>
/// INIAPI: version 1 takes forms and answers in JSON, version 2 takes JSON whose <c>data</c> is hashed byte by byte.
/// </summary>
internal static class InicisIniApi
{
    private const string done = "00";

    /// <summary>
    /// The manual gives <c>resultCode</c> two characters; what it was stands in <c>detailResultCode</c>.
    /// </summary>
    private const string refused = "01";

    private const int clientIpLengthMax = 45;
    private const string stampFormat = "yyyyMMddHHmmss";

    public static void MapInicisIniApi(this IEndpointRouteBuilder routes, InicisGateway inicis)
    {
        routes.MapPost("/api/v1/refund", http => RefundByFormAsync(http, inicis)).AsCall("inicis.refund");
        routes.MapPost("/v2/pg/refund", http => ByJsonAsync(http, inicis, "refund", (data, skew) =>
            Refund(inicis, data, isWhole: true, skew))).AsCall("inicis.v2.refund");
        routes.MapPost("/v2/pg/partialRefund", http => ByJsonAsync(http, inicis, "partialRefund", (data, skew) =>
            Refund(inicis, data, isWhole: false, skew))).AsCall("inicis.v2.partial");
        routes.MapPost("/v2/pg/inquiry", http => ByJsonAsync(http, inicis, "inquiry", (data, skew) =>
            InicisInquiries.Answer(inicis, data, skew))).AsCall("inicis.inquiry");
    }

    private static async Task RefundByFormAsync(HttpContext http, InicisGateway inicis)
    {
        var fields = InicisText.ReadForm(await InicisBodies.ReadAsync(http.Request), InicisText.Utf8);
        string Of(string name) => fields.GetValueOrDefault(name) ?? "";
        if (PlayedCall.CodeOf(http) is { } code)
        {
            await InicisBodies.WriteJsonAsync(http, json => WriteRefused(json, refused, code, code));
            return;
        }

        var options = inicis.Options;
        var (type, method) = (Of("type"), Of("paymethod"));
        var isWhole = type == "Refund";
        var asked = new InicisRefundRequest(
            isWhole, method, Of("tid"), isWhole ? "" : Of("price"), isWhole ? "" : Of("confirmPrice"),
            Of("refundAcctNum"), Of("refundBankCode"), Of("refundAcctName"));
        var hash = InicisHashes.ApiV1(
            options.InicisApiKey, type, method, Of("timestamp"), Of("clientIp"), Of("mid"), asked.Tid, asked.Price,
            asked.ConfirmPrice, asked.Account);
        var status = Of("mid") != options.InicisMid ? InicisStatus.UnknownMerchant
            : Of("hashData") != hash ? InicisStatus.WrongSignature
            : type is not ("Refund" or "PartialRefund") || !AreCommon(Of("timestamp"), Of("clientIp"))
                || Of("msg").Length == 0 ? InicisStatus.BadField
            : InicisStatus.Ok;
        var outcome = status == InicisStatus.Ok
            ? InicisRefunds.Run(inicis, asked)
            : new InicisRefunded(status, null, null);
        var skew = PlayedCall.SkewOf(http);
        await InicisBodies.WriteJsonAsync(http, json => WriteRefund(json, outcome, skew));
    }

    /// <summary>What all calls of version 2 have in common.</summary>
    private static async Task ByJsonAsync(
        HttpContext http, InicisGateway inicis, string type, Func<JsonElement, TimeSpan, Action<Utf8JsonWriter>> work)
    {
        var (status, document) = Open(await InicisBodies.ReadAsync(http.Request), inicis.Options, type);
        using (document)
        {
            Action<Utf8JsonWriter> answer =
                PlayedCall.CodeOf(http) is { } code ? json => WriteRefused(json, refused, code, code)
                : status != InicisStatus.Ok
                    ? json => WriteRefused(json, refused, status.Code(), status.Message())
                : work(document!.RootElement.GetProperty("data"), PlayedCall.SkewOf(http));
            await InicisBodies.WriteJsonAsync(http, answer);
        }
    }

    private static (InicisStatus Status, JsonDocument? Document) Open(byte[] body, SandboxOptions options, string type)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return (InicisStatus.BadField, null);
        }

        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data)
            || data.ValueKind != JsonValueKind.Object || Text(root, "type") != type
            || !AreCommon(Text(root, "timestamp"), Text(root, "clientIp")))
        {
            return (InicisStatus.BadField, document);
        }

        if (Text(root, "mid") != options.InicisMid) return (InicisStatus.UnknownMerchant, document);
        var hash = InicisHashes.ApiV2(
            options.InicisApiKey, options.InicisMid, type, Text(root, "timestamp"),
            Encoding.UTF8.GetBytes(data.GetRawText()));
        return (Text(root, "hashData") == hash ? InicisStatus.Ok : InicisStatus.WrongSignature, document);
    }

    private static Action<Utf8JsonWriter> Refund(
        InicisGateway inicis, JsonElement data, bool isWhole, TimeSpan skew)
    {
        var outcome = Text(data, "msg").Length == 0
            ? new InicisRefunded(InicisStatus.BadField, null, null)
            : InicisRefunds.Run(inicis, new InicisRefundRequest(
                isWhole, null, Text(data, "tid"), Text(data, "price"), Text(data, "confirmPrice"),
                Text(data, "refundAcctNum"), Text(data, "refundBankCode"), Text(data, "refundAcctName")));
        return json => WriteRefund(json, outcome, skew);
    }

    public static void WriteRefused(Utf8JsonWriter json, string code, string detail, string message)
    {
        json.WriteString("resultCode", code);
        json.WriteString("resultMsg", message);
        json.WriteString("detailResultCode", detail);
        json.WriteNull("receiptInfo");
    }

    private static void WriteRefund(Utf8JsonWriter json, InicisRefunded outcome, TimeSpan skew)
    {
        if (outcome.Status != InicisStatus.Ok)
        {
            WriteRefused(json, refused, outcome.Status.Code(), outcome.Status.Message());
            return;
        }

        var payment = outcome.Payment!;
        json.WriteString("resultCode", done);
        json.WriteString("resultMsg", outcome.Status.Message());
        if (outcome.Part is { } part)
        {
            json.WriteString("prtcDate", InicisWords.Day(part.At + skew));
            json.WriteString("prtcTime", InicisWords.Clock(part.At + skew));
            json.WriteString("tid", part.Tid);
            json.WriteString("prtcTid", payment.Tid);
            json.WriteString("prtcPrice", InicisBook.Won(part.Amount));
            json.WriteString("prtcRemains", InicisBook.Won(part.Remains));
            json.WriteString("prtcCnt", InicisBook.Won(part.Number));
            json.WriteString("prtcType", "1");
            return;
        }

        json.WriteString("cancelDate", InicisWords.Day(payment.CanceledAt!.Value + skew));
        json.WriteString("cancelTime", InicisWords.Clock(payment.CanceledAt.Value + skew));
        json.WriteString("cshrCancelNum", "");
        json.WriteString("detailResultCode", "");
        json.WriteNull("receiptInfo");
    }

    private static bool AreCommon(string timestamp, string clientIp) =>
        InicisWords.Parse(timestamp, stampFormat) is not null && clientIp.Length is > 0 and <= clientIpLengthMax;

    /// <summary>A number counts as its digits.</summary>
    public static string Text(JsonElement part, string name) =>
        !part.TryGetProperty(name, out var field) ? ""
        : field.ValueKind == JsonValueKind.String ? field.GetString()!
        : field.ValueKind == JsonValueKind.Number ? field.GetRawText()
        : "";
}
