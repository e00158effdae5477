namespace Onair.Sandbox.Inicis;

/// <summary>What is said of a payment that was approved. Pure.</summary>
internal static class InicisApprovals
{
    /// <param name="timestamp">Of the request: the signature covers it.</param>
    /// <param name="skew">Of a clock that is wrong, added to every time.</param>
    public static List<KeyValuePair<string, string>> Pc(
        InicisPayment payment, SandboxOptions options, InicisSettings settings, string timestamp, TimeSpan skew)
    {
        var request = payment.Window.Request;
        var (oid, price, mid) = (request.OrderId, InicisBook.Won(payment.Price), options.InicisMid);
        var signed = settings.WrongAuthSignature ? oid + "X" : oid;
        List<KeyValuePair<string, string>> fields =
        [
            new("resultCode", "0000"), new("resultMsg", InicisStatus.Ok.Message()), new("tid", payment.Tid),
            new("mid", mid), new("MOID", oid), new("TotPrice", price), new("goodName", request.Goods),
            new("buyerName", request.Buyer), new("payMethod", InicisWords.Pc(request.Method)),
            new("currency", "WON"), new("applDate", InicisWords.Day(payment.ApprovedAt + skew)),
            new("applTime", InicisWords.Clock(payment.ApprovedAt + skew)), new("tstamp", timestamp),
            new("authSignature", settings.SortedAuthSignature
                ? InicisHashes.SortedAnswer(mid, timestamp, signed, price)
                : InicisHashes.Answer(mid, timestamp, signed, price)),
        ];
        var (card, bank) = (payment.Window.Card, payment.Window.Bank);
        switch (request.Method)
        {
            case InicisMethod.Card:
                fields.AddRange(
                [
                    new("applNum", payment.Approval), new("CARD_Num", card.Number), new("CARD_Code", card.IssuerCode),
                    new("CARD_BankCode", "00"), new("CARD_Quota", "00"), new("CARD_Interest", "0"),
                    new("CARD_CheckFlag", card.IsCheck ? "1" : "0"), new("CARD_PRTC_CODE", "1"),
                ]);
                break;
            case InicisMethod.Transfer:
                fields.Add(new("ACCT_BankCode", bank.Code));
                break;
            case InicisMethod.VirtualAccount:
                fields.AddRange(
                [
                    new("VACT_Num", payment.Account!), new("VACT_BankCode", bank.Code),
                    new("vactBankName", bank.Korean), new("VACT_Name", options.InicisMid),
                    new("VACT_InputName", request.Buyer), new("VACT_Date", InicisWords.Day(payment.Due + skew)),
                    new("VACT_Time", InicisWords.Clock(payment.Due + skew)),
                ]);
                break;
            case InicisMethod.Phone:
                fields.Add(new("applNum", payment.Approval));
                break;
        }

        return fields;
    }

    public static List<KeyValuePair<string, string>> Mobile(
        InicisPayment payment, SandboxOptions options, TimeSpan skew)
    {
        var request = payment.Window.Request;
        List<KeyValuePair<string, string>> fields =
        [
            new("P_STATUS", "00"), new("P_TID", payment.Tid), new("P_TYPE", InicisWords.Mobile(request.Method)),
            new("P_AUTH_DT", InicisWords.Stamp(payment.ApprovedAt + skew)), new("P_MID", options.InicisMid),
            new("P_OID", request.OrderId), new("P_AMT", InicisBook.Won(payment.Price)),
            new("P_UNAME", request.Buyer), new("P_NOTI", request.Echo),
            new("P_RMESG1", InicisStatus.Ok.Message()), new("P_RMESG2", ""),
        ];
        var (card, bank) = (payment.Window.Card, payment.Window.Bank);
        switch (request.Method)
        {
            case InicisMethod.Card:
                fields.AddRange(
                [
                    new("P_AUTH_NO", payment.Approval), new("P_FN_CD1", card.IssuerCode), new("P_FN_NM", card.Korean),
                    new("P_CARD_NUM", card.Number), new("P_CARD_ISSUER_CODE", card.IssuerCode),
                    new("P_CARD_INTEREST", "0"), new("P_CARD_PRTC_CODE", "1"),
                ]);
                break;
            case InicisMethod.Transfer:
                fields.AddRange([new("P_FN_CD1", bank.Code), new("P_FN_NM", bank.Korean)]);
                break;
            case InicisMethod.VirtualAccount:
                fields.AddRange(
                [
                    new("P_VACT_NUM", payment.Account!), new("P_VACT_BANK_CODE", bank.Code),
                    new("P_VACT_DATE", InicisWords.Day(payment.Due + skew)),
                    new("P_VACT_TIME", InicisWords.Clock(payment.Due + skew)),
                    new("P_VACT_NAME", options.InicisMid), new("P_FN_CD1", bank.Code), new("P_FN_NM", bank.Korean),
                ]);
                break;
            case InicisMethod.Phone:
                fields.Add(new("P_AUTH_NO", payment.Approval));
                break;
        }

        return fields;
    }
}
