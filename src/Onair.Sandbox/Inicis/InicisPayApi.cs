using Onair.Sandbox.Faults;

namespace Onair.Sandbox.Inicis;

/// <summary>Approval and net cancel, of PCs and of phones, at either data centre.</summary>
internal static class InicisPayApi
{
    private static readonly string[] centers = ["fc", "ks"];

    public static void MapInicisPay(this IEndpointRouteBuilder routes, InicisGateway inicis)
    {
        foreach (var center in centers)
        {
            routes.MapPost($"/{center}/api/payAuth", http => PcAsync(http, inicis, center, isApproval: true))
                .AsCall("inicis.pc.approve");
            routes.MapPost($"/{center}/api/netCancel", http => PcAsync(http, inicis, center, isApproval: false))
                .AsCall("inicis.pc.netcancel");
            routes.MapPost($"/{center}/smart/payReq.ini", http => ApproveMobileAsync(http, inicis, center))
                .AsCall("inicis.mobile.approve");
            routes.MapPost($"/{center}/smart/payNetCancel.ini", http => NetCancelMobileAsync(http, inicis, center))
                .AsCall("inicis.mobile.netcancel");
        }
    }

    /// <summary>One message to two addresses.</summary>
    private static async Task PcAsync(HttpContext http, InicisGateway inicis, string center, bool isApproval)
    {
        var fields = InicisText.ReadForm(await InicisBodies.ReadAsync(http.Request), InicisText.Utf8);
        string Of(string name) => fields.GetValueOrDefault(name) ?? "";
        var charset = InicisText.Of(Of("charset")) ?? InicisText.Utf8;
        var format = InicisBodies.FormatOf(Of("format"));
        var (book, options) = (inicis.Book, inicis.Options);
        var price = fields.GetValueOrDefault("price");
        if (PlayedCall.CodeOf(http) is { } code)
        {
            await InicisBodies.WriteAsync(http, Pc(code, code), format, charset);
            return;
        }

        var status = CheckPc(Of, options);
        if (status == InicisStatus.Ok && !isApproval)
        {
            status = price is not null && InicisWords.Won(price) is null
                ? InicisStatus.BadField
                : book.NetCancel(InicisDoor.Pc, Of("authToken"), center, InicisWords.Won(price), null);
            if (book.Settings.PlainNetCancel)
            {
                await InicisBodies.WriteAsync(
                    http, "text/plain", charset, charset.GetBytes(status == InicisStatus.Ok ? "OK" : "FAIL"));
                return;
            }
        }

        InicisPayment? payment = null;
        if (status == InicisStatus.Ok && isApproval)
            (status, payment) = book.Approve(InicisDoor.Pc, Of("authToken"), center, price);
        var answer = payment is null
            ? Pc(status == InicisStatus.Ok ? "0000" : status.Code(), status.Message())
            : InicisApprovals.Pc(payment, options, book.Settings, Of("timestamp"), PlayedCall.SkewOf(http));
        await InicisBodies.WriteAsync(http, answer, format, charset);
    }

    private static InicisStatus CheckPc(Func<string, string> of, SandboxOptions options)
    {
        var (token, timestamp) = (of("authToken"), of("timestamp"));
        if (of("mid") != options.InicisMid) return InicisStatus.UnknownMerchant;
        if (!InicisRequests.IsTimestamp(timestamp) || of("signature") != InicisHashes.Approval(token, timestamp))
            return InicisStatus.WrongSignature;
        return of("verification") == InicisHashes.ApprovalVerification(token, options.InicisSignKey, timestamp)
            ? InicisStatus.Ok
            : InicisStatus.WrongVerification;
    }

    private static List<KeyValuePair<string, string>> Pc(string code, string message) =>
        [new("resultCode", code), new("resultMsg", message)];

    private static async Task ApproveMobileAsync(HttpContext http, InicisGateway inicis, string center)
    {
        var fields = InicisText.ReadForm(await InicisBodies.ReadAsync(http.Request), InicisText.Utf8);
        var tid = fields.GetValueOrDefault("P_TID") ?? "";
        if (PlayedCall.CodeOf(http) is { } code)
        {
            await MobileAsync(http, InicisText.Utf8, code, code, tid);
            return;
        }

        if (fields.GetValueOrDefault("P_MID") != inicis.Options.InicisMid)
        {
            await RefuseAsync(http, InicisStatus.UnknownMerchant, tid);
            return;
        }

        var (status, payment) = inicis.Book.Approve(InicisDoor.Mobile, tid, center, null);
        if (payment is null)
        {
            await RefuseAsync(http, status, tid);
            return;
        }

        if (payment.Account is not null) inicis.Notices.TellIssued(payment);
        var answer = InicisApprovals.Mobile(payment, inicis.Options, PlayedCall.SkewOf(http));
        await InicisBodies.WriteAsync(http, answer, InicisFormat.Nvp, payment.Window.Request.Charset);
    }

    private static async Task NetCancelMobileAsync(HttpContext http, InicisGateway inicis, string center)
    {
        var fields = InicisText.ReadForm(await InicisBodies.ReadAsync(http.Request), InicisText.Utf8);
        string Of(string name) => fields.GetValueOrDefault(name) ?? "";
        var (tid, amount, oid, timestamp) = (Of("P_TID"), Of("P_AMT"), Of("P_OID"), Of("P_TIMESTAMP"));
        var status = Of("P_MID") != inicis.Options.InicisMid ? InicisStatus.UnknownMerchant
            : InicisWords.Won(amount) is null || oid.Length == 0 ? InicisStatus.BadField
            : !InicisRequests.IsTimestamp(timestamp) || Of("P_CHKFAKE")
                != InicisHashes.CheckFake(amount, oid, timestamp, inicis.Options.InicisHashKey)
                    ? InicisStatus.WrongSignature
            : InicisStatus.Ok;
        if (PlayedCall.CodeOf(http) is { } code) await MobileAsync(http, InicisText.Utf8, code, code, tid);
        else
        {
            if (status == InicisStatus.Ok)
                status = inicis.Book.NetCancel(InicisDoor.Mobile, tid, center, InicisWords.Won(amount), oid);
            if (status == InicisStatus.Ok) await MobileAsync(http, InicisText.Utf8, "00", status.Message(), tid);
            else await RefuseAsync(http, status, tid);
        }
    }

    private static Task RefuseAsync(HttpContext http, InicisStatus status, string tid) =>
        MobileAsync(http, InicisText.Utf8, status.Code(), status.Message(), tid);

    private static Task MobileAsync(
        HttpContext http, System.Text.Encoding charset, string status, string message, string tid) =>
        InicisBodies.WriteAsync(
            http, [new("P_STATUS", status), new("P_RMESG1", message), new("P_TID", tid)], InicisFormat.Nvp, charset);
}
