namespace Onair.Payments.Inicis;

/// <summary>
/// Reads what a browser brings back. All of it may be forged: a message is taken only when merchant, order, price and
/// center agree with ours, and an address in it is compared and never called.
/// </summary>
internal static class InicisReturn
{
    private const int transactionLengthMax = 40;

    public static ReturnReading Read(InicisOptions options, InicisCenters centers, Attempt attempt, BrowserReturn said)
    {
        if (said.Form.ContainsKey("P_STATUS")) return Mobile(options, centers, attempt, said);
        return said.Form.ContainsKey("resultCode")
            ? Pc(options, centers, attempt, said.Form)
            : ReturnReading.Invalid("NOT_INICIS");
    }

    private static ReturnReading Pc(
        InicisOptions options, InicisCenters centers, Attempt attempt, IReadOnlyDictionary<string, string> form)
    {
        var code = form.GetValueOrDefault("resultCode");
        var message = form.GetValueOrDefault("resultMsg");
        var order = form.GetValueOrDefault("orderNumber") ?? form.GetValueOrDefault("MOID");
        if (Differs(form.GetValueOrDefault("mid"), options.Mid)) return ReturnReading.Invalid("MERCHANT_DIFFERS");
        if (Differs(order, attempt.ProviderOrderId)) return ReturnReading.Invalid("ORDER_ID_DIFFERS");
        switch (InicisCodes.OfPcWindow(code, message))
        {
            case InicisOutcome.UserCancel:
                return ReturnReading.GivenUp(string.IsNullOrEmpty(code) ? "USER_CANCEL" : code);
            case InicisOutcome.Success:
                break;
            case InicisOutcome.Declined or InicisOutcome.Unknown:
                return ReturnReading.Refused(code!, message);
        }

        // What succeeded must say whose it is; what failed is of no use to a forger.
        if (!form.ContainsKey("mid")) return ReturnReading.Invalid("MERCHANT_MISSING");
        if (order is null) return ReturnReading.Invalid("ORDER_ID_MISSING");
        var price = form.GetValueOrDefault("TotPrice");
        if (price is not null && InicisText.Won(price) != attempt.Amount)
            return ReturnReading.Invalid("AMOUNT_DIFFERS");
        if (form.GetValueOrDefault("authToken") is not { Length: > 0 and <= InicisSession.TokenLengthMax } token
            || token.Any(char.IsControl))
        {
            return ReturnReading.Invalid("TOKEN_MISSING");
        }

        if (form.GetValueOrDefault("idc_name") is not { } name || centers.Find(name) is not { } center)
            return ReturnReading.Invalid("CENTER_UNKNOWN");
        var approval = form.GetValueOrDefault("authUrl") ?? form.GetValueOrDefault("checkAckUrl");
        if (IsElsewhere(approval, center.PcApproval)
            || IsElsewhere(form.GetValueOrDefault("netCancelUrl"), center.PcNetCancel))
        {
            return ReturnReading.Invalid("ADDRESS_DIFFERS");
        }

        return ReturnReading.Authenticated(
            price is null ? null : attempt.Amount, null, new InicisSession(false, name, token).Pack());
    }

    private static ReturnReading Mobile(
        InicisOptions options, InicisCenters centers, Attempt attempt, BrowserReturn said)
    {
        var form = said.Form;
        var code = form["P_STATUS"];
        var message = form.GetValueOrDefault("P_RMESG1");
        if (said.Query.GetValueOrDefault(InicisWindow.OrderField) != attempt.ProviderOrderId
            || Differs(form.GetValueOrDefault("P_OID"), attempt.ProviderOrderId))
        {
            return ReturnReading.Invalid("ORDER_ID_DIFFERS");
        }

        if (Differs(form.GetValueOrDefault("P_MID"), options.Mid)) return ReturnReading.Invalid("MERCHANT_DIFFERS");
        switch (InicisCodes.OfMobileWindow(code, message))
        {
            case InicisOutcome.UserCancel:
                return ReturnReading.GivenUp(code);
            case InicisOutcome.Success:
                break;
            case InicisOutcome.Declined or InicisOutcome.Unknown:
                return ReturnReading.Refused(code, message);
        }

        if (InicisText.Won(form.GetValueOrDefault("P_AMT")) != attempt.Amount)
            return ReturnReading.Invalid("AMOUNT_DIFFERS");
        if (form.GetValueOrDefault("P_TID") is not { } tid || !IsTransaction(tid))
            return ReturnReading.Invalid("TOKEN_MISSING");
        if (form.GetValueOrDefault("idc_name") is not { } name || centers.Find(name) is not { } center)
            return ReturnReading.Invalid("CENTER_UNKNOWN");
        if (IsElsewhere(form.GetValueOrDefault("P_REQ_URL"), center.MobileApproval))
            return ReturnReading.Invalid("ADDRESS_DIFFERS");
        return ReturnReading.Authenticated(attempt.Amount, tid, new InicisSession(true, name, tid).Pack());
    }

    public static bool IsTransaction(string tid) =>
        tid.Length is > 0 and <= transactionLengthMax && tid.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    private static bool Differs(string? said, string ours) => !string.IsNullOrEmpty(said) && said != ours;

    private static bool IsElsewhere(string? said, Uri ours) =>
        !string.IsNullOrEmpty(said) && (!Uri.TryCreate(said, UriKind.Absolute, out var url) || url != ours
            || url.UserInfo.Length > 0 || url.Fragment.Length > 0);
}
