using System.Text;

namespace Onair.Sandbox.Inicis;

/// <summary>How a window sends the browser back to the shop.</summary>
/// <param name="Fields">Null: the browser just goes there.</param>
internal sealed record InicisReturn(string Url, IReadOnlyDictionary<string, string>? Fields, Encoding Charset);

/// <summary>What a browser carries from a window to the shop. Pure.</summary>
internal static class InicisReturns
{
    private const string cancelMessage = "사용자가 결제를 취소하였습니다.";

    /// <param name="window">Authenticated.</param>
    /// <param name="address">The sandbox's own, without a slash at its end.</param>
    public static InicisReturn Success(
        InicisWindow window, SandboxOptions options, InicisSettings settings, string address)
    {
        var request = window.Request;
        var origin = $"{address}/{window.Center}";
        if (request.Door == InicisDoor.Mobile)
        {
            var mobile = Mobile(window, "00", "인증이 완료되었습니다.", settings);
            mobile["P_TID"] = window.Token;
            mobile["P_AMT"] = InicisBook.Won(request.Price);
            mobile["P_REQ_URL"] = origin + "/smart/payReq.ini";
            mobile["idc_name"] = window.Center;
            return new InicisReturn(request.ReturnUrl, mobile, request.Charset);
        }

        var fields = Pc(window, "0000", InicisStatus.Ok.Message(), options, settings);
        fields["authToken"] = window.Token;
        fields[settings.OldNames ? "checkAckUrl" : "authUrl"] = origin + "/api/payAuth";
        fields["netCancelUrl"] = origin + "/api/netCancel";
        fields["idc_name"] = window.Center;
        if (settings.ReturnsPrice) fields["TotPrice"] = InicisBook.Won(request.Price);
        return new InicisReturn(request.ReturnUrl, fields, request.Charset);
    }

    public static InicisReturn Declined(InicisWindow window, SandboxOptions options, InicisSettings settings)
    {
        const InicisStatus status = InicisStatus.AuthenticationFailed;
        return new InicisReturn(
            window.Request.ReturnUrl,
            window.Request.Door == InicisDoor.Mobile
                ? Mobile(window, "01", status.Message(), settings)
                : Pc(window, status.Code(), status.Message(), options, settings),
            window.Request.Charset);
    }

    /// <summary>On a phone only the message tells it from a failure.</summary>
    public static InicisReturn Canceled(InicisWindow window, SandboxOptions options, InicisSettings settings) => new(
        window.Request.ReturnUrl,
        window.Request.Door == InicisDoor.Mobile
            ? Mobile(window, "01", cancelMessage, settings)
            : Pc(window, settings.CancelCode, cancelMessage, options, settings),
        window.Request.Charset);

    /// <summary>The PC window has an address for it; a phone's has its other ways.</summary>
    public static InicisReturn Closed(InicisWindow window, SandboxOptions options, InicisSettings settings) =>
        window.Request.CloseUrl is { } address
            ? new InicisReturn(address, null, window.Request.Charset)
            : Canceled(window, options, settings);

    private static Dictionary<string, string> Pc(
        InicisWindow window, string code, string message, SandboxOptions options, InicisSettings settings) =>
        new(StringComparer.Ordinal)
        {
            ["resultCode"] = code,
            ["resultMsg"] = message,
            ["mid"] = options.InicisMid,
            [settings.OldNames ? "MOID" : "orderNumber"] = window.Request.OrderId,
            ["charset"] = InicisText.NameOf(window.Request.Charset),
            ["merchantData"] = window.Request.Echo,
        };

    private static Dictionary<string, string> Mobile(
        InicisWindow window, string status, string message, InicisSettings settings)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["P_STATUS"] = status, ["P_RMESG1"] = message, ["P_NOTI"] = window.Request.Echo,
        };
        if (settings.ReturnsMobileOrder) fields["P_OID"] = window.Request.OrderId;
        return fields;
    }
}
