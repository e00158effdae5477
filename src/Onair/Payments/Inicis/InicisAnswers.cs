namespace Onair.Payments.Inicis;

/// <summary>
/// Answers of approval, query and net cancel in our words. Pure; amounts and ids as the gateway says them.
/// </summary>
internal static class InicisAnswers
{
    /// <summary>A refusal and a mix-up end alike: whatever it was, it is taken back.</summary>
    public static ProviderAnswer OfPcApproval(string mid, string timestamp, InicisMessage? said)
    {
        if (said is null) return ProviderAnswer.Unknown("ANSWER_BROKEN");
        if (InicisCodes.OfPcApproval(said["resultCode"]) != InicisOutcome.Success) return ProviderAnswer.Unanswerable();
        var (oid, price) = (said["MOID"] ?? "", said["TotPrice"] ?? "");
        if (!InicisSignatures.IsAnswer(said["authSignature"] ?? "", mid, timestamp, oid, price))
            return ProviderAnswer.Unanswerable();
        if (said["mid"] is { } other && other != mid) return ProviderAnswer.Unanswerable();
        return Captured(
            said, said["tid"], oid, price, said["payMethod"],
            Account(said, "VACT_Num", "VACT_BankCode", "VACT_Name", "VACT_Date", "VACT_Time"),
            said["CARD_Num"], said["applNum"]);
    }

    public static ProviderAnswer OfMobileApproval(string mid, InicisMessage? said)
    {
        if (said is null) return ProviderAnswer.Unknown("ANSWER_BROKEN");
        if (InicisCodes.OfMobileApproval(said["P_STATUS"]) != InicisOutcome.Success)
            return ProviderAnswer.Unanswerable();
        if (said["P_MID"] is { } other && other != mid) return ProviderAnswer.Unanswerable();
        return Captured(
            said, said["P_TID"], said["P_OID"] ?? "", said["P_AMT"] ?? "", said["P_TYPE"],
            Account(said, "P_VACT_NUM", "P_VACT_BANK_CODE", "P_VACT_NAME", "P_VACT_DATE", "P_VACT_TIME"),
            said["P_CARD_NUM"], said["P_AUTH_NO"]);
    }

    /// <summary>Plain words come as well as messages.</summary>
    public static ProviderAnswer OfNetCancel(string body, InicisMessage? said)
    {
        var code = said is null ? body : said["resultCode"] ?? said["P_STATUS"];
        return InicisCodes.OfNetCancel(code) == InicisOutcome.Success
            ? ProviderAnswer.NetCanceled()
            : ProviderAnswer.Unknown("NET_CANCEL_REFUSED");
    }

    /// <summary>
    /// An inquiry about an approval that may have happened. An account that waits is asked about for days, and ends as
    /// declined once the question was asked after its time.
    /// </summary>
    public static ProviderAnswer OfInquiry(Attempt attempt, InicisInquiry? said, DateTimeOffset askedAt)
    {
        if (said is null)
        {
            // Its books do not show it. While the session runs it may come; afterwards a net cancel is right in any
            // case.
            return attempt.DepositUntil is null && askedAt >= attempt.SessionUntil
                ? ProviderAnswer.Unanswerable()
                : ProviderAnswer.Unknown("INQUIRY_FAILED");
        }

        // What goes back does not undo that it was captured: what we know as captured stays so.
        if (said.IsOver && attempt.Captured == 0) return ProviderAnswer.Declined("CANCELED");
        // An account that was given out while its answer was lost cannot be shown to the customer any more.
        if (said.Method == PaymentMethod.VirtualAccount && attempt.DepositUntil is null)
            return ProviderAnswer.Unanswerable();
        if (said.IsPaid || said.IsOver)
        {
            return ProviderAnswer.Approved(
                said.Tid, said.Oid, said.Price, attempt.Currency, WordOf(said.Method) ?? attempt.Method)
                with { Detail = new AnswerDetail { Raw = said.Message.Kept(), Method = said.Method } };
        }

        return attempt.DepositUntil is { } until && askedAt > until && said.Status == InicisStatus.Waiting
            ? ProviderAnswer.Declined("DEPOSIT_EXPIRED")
            : ProviderAnswer.Unknown("STATUS_UNKNOWN");
    }

    private static ProviderAnswer Captured(
        InicisMessage said, string? tid, string oid, string price, string? word, DepositAccount? account,
        string? card, string? approval)
    {
        var method = InicisWords.Find(word);
        var detail = new AnswerDetail
        {
            Raw = said.Kept(),
            Method = method,
            CardNumber = card is null ? null : InicisMessage.Mask(card) is { Length: <= 20 } masked ? masked : null,
            ApprovalNumber = approval,
            Deposit = account,
        };
        var won = InicisText.Won(price) ?? 0;
        if (method != PaymentMethod.VirtualAccount)
        {
            return ProviderAnswer.Approved(tid ?? "", oid, won, "KRW", WordOf(method) ?? word)
                with { Detail = detail };
        }

        // An account that cannot be shown to the customer is of no use to them.
        return account is null
            ? ProviderAnswer.Unanswerable()
            : ProviderAnswer.AwaitingDeposit(tid ?? "", oid, won, "KRW", detail);
    }

    private static DepositAccount? Account(
        InicisMessage said, string number, string bank, string holder, string date, string time) =>
        said[number] is { Length: <= 20 } account && KoreanTime.Parse(said[date], said[time]) is { } until
            ? new DepositAccount(said[bank] ?? "", account, said[holder], until)
            : null;

    private static string? WordOf(PaymentMethod? method) => method is { } known ? PaymentMethods.Word(known) : null;
}
