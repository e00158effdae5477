using System.Text.Json;
using Onair.Payments;
using Onair.Payments.Inicis;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Each message over real HTTP, with answers in the shapes of the manual.</summary>
public sealed class InicisContractTests
{
    private const string oid = "20260302-ABCDEFGH_1";
    private const string tid = "StdpayCARDINIpayTest20260302120000123456";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("utf-8")]
    [InlineData("euc-kr")]
    public async Task PC_approval_is_taken_when_its_signature_is_right(string charset)
    {
        await using var gateway = await InicisGateway.StartAsync(charset);
        gateway.OnAsked = (_, asked) => PcAnswer(asked["timestamp"]);
        var answer = await gateway.Provider.ApproveAsync(Pc("tok+/="), 1, Cancel);
        Assert.Equal(
            (AnswerKind.Approved, tid, 10_000L, oid),
            (answer.Kind, answer.Reference, answer.Amount, answer.OrderId));
        Assert.Equal(("card", "30001234"), (answer.Method, answer.Detail!.ApprovalNumber));
        Assert.DoesNotContain("홍길동", answer.Detail.Raw, StringComparison.Ordinal);
        Assert.Contains("정상완료", answer.Detail.Raw, StringComparison.Ordinal);
        var (path, body) = Assert.Single(gateway.Asked);
        var sent = InicisText.Pairs(body, InicisText.Find(charset)!)!;
        Assert.Equal("/fc/api/payAuth", path);
        Assert.Equal(
            ("INIpayTest", "tok+/=", "JSON", charset.ToUpperInvariant(), "10000"),
            (sent["mid"], sent["authToken"], sent["format"], sent["charset"], sent["price"]));
        Assert.Equal(InicisSignatures.Approval("tok+/=", sent["timestamp"]), sent["signature"]);
        Assert.DoesNotContain("c2FuZGJveC1zaWduLWtleS0wMDAx", body, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> BadApprovals => new()
    {
        { "signature", "authSignature", "00" },
        { "price", "TotPrice", "1" },
        { "order", "MOID", "20260302-OTHERONE_1" },
        { "merchant", "mid", "other" },
        { "refusal", "resultCode", "R201" },
    };

    [Theory, MemberData(nameof(BadApprovals))]
    public async Task PC_approval_that_does_not_fit_is_never_approved_and_is_taken_back(
        string what, string field, string value)
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.OnAsked = (_, asked) => PcAnswer(asked["timestamp"], field, value);
        var attempt = Pc("tok");
        var said = await gateway.Provider.ApproveAsync(attempt, 1, Cancel);
        var answer = AttemptAnswer.Of(attempt, said, TestDatabase.Start);
        Assert.True(answer.Answer.Kind == AnswerKind.Unknown, what);
        Assert.True(AttemptAnswer.MustBeTakenBack(answer.Answer.Code), what);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>오류</html>")]
    [InlineData("{\"resultCode\":\"0000\",\"tid\":")]
    public async Task Broken_approval_is_unknown_and_a_query_without_an_id_asks_for_a_net_cancel(string body)
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/fc/api/payAuth", body);
        Assert.Equal(AnswerKind.Unknown, (await gateway.Provider.ApproveAsync(Pc("tok"), 1, Cancel)).Kind);
        Assert.Equal(
            AttemptAnswer.UnanswerableCode, (await gateway.Provider.QueryAsync(Pc("tok"), Cancel)).Code);
    }

    [Fact]
    public void Center_that_approves_without_money_is_for_test_merchants_only()
    {
        Assert.Null(new InicisCenters(new InicisOptions()).Find("stg"));
        Assert.NotNull(new InicisCenters(new InicisOptions { Test = true }).Find("stg"));
    }

    [Theory]
    [InlineData("{\"resultCode\":\"0000\"}", AnswerKind.NetCanceled)]
    [InlineData("OK", AnswerKind.NetCanceled)]
    [InlineData("success\r\n", AnswerKind.NetCanceled)]
    [InlineData("resultCode=0000&resultMsg=x", AnswerKind.NetCanceled)]
    [InlineData("{\"resultCode\":\"R999\"}", AnswerKind.Unknown)]
    [InlineData("NOT OK", AnswerKind.Unknown)]
    [InlineData("", AnswerKind.Unknown)]
    [InlineData("<html>0000</html>", AnswerKind.Unknown)]
    public async Task Net_cancel_of_a_PC_sends_the_whole_message(string body, AnswerKind expected)
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/ks/api/netCancel", body);
        Assert.Equal(expected, (await gateway.Provider.NetCancelAsync(Pc("tok", "ks"), Cancel)).Kind);
        var sent = InicisText.Pairs(Assert.Single(gateway.Asked).Body, InicisText.Find("utf-8")!)!;
        Assert.Equal(
            ["authToken", "charset", "format", "mid", "price", "signature", "timestamp", "verification"],
            sent.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("euc-kr")]
    public async Task Mobile_approval_and_net_cancel(string charset)
    {
        await using var gateway = await InicisGateway.StartAsync(charset);
        var said = InicisText.Form(
            new Dictionary<string, string>
            {
                ["P_STATUS"] = "00", ["P_TID"] = "TID9", ["P_TYPE"] = "CARD", ["P_MID"] = "INIpayTest", ["P_OID"] = oid,
                ["P_AMT"] = "10000", ["P_UNAME"] = "홍길동", ["P_FN_NM"] = "국민카드", ["P_CARD_NUM"] = "123456******1234",
            },
            InicisText.Find(charset)!);
        gateway.Says("/fc/smart/payReq.ini", said);
        gateway.Says("/fc/smart/payNetCancel.ini", "P_STATUS=00&P_TID=TID9");
        var attempt = Mobile("TID9");
        var answer = await gateway.Provider.ApproveAsync(attempt, 1, Cancel);
        Assert.Equal((AnswerKind.Approved, "TID9", oid), (answer.Kind, answer.Reference, answer.OrderId));
        Assert.Contains("국민카드", answer.Detail!.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("홍길동", answer.Detail.Raw, StringComparison.Ordinal);
        Assert.Equal(AnswerKind.NetCanceled, (await gateway.Provider.NetCancelAsync(attempt, Cancel)).Kind);
        var sent = InicisText.Pairs(gateway.Asked.Last().Body, InicisText.Find(charset)!)!;
        Assert.Equal(("TID9", "10000", oid), (sent["P_TID"], sent["P_AMT"], sent["P_OID"]));
    }

    [Fact]
    public async Task Virtual_account_waits_until_its_last_minute_in_Korea()
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says(
            "/fc/smart/payReq.ini",
            $"P_STATUS=00&P_TID=TID9&P_TYPE=VBANK&P_OID={oid}&P_AMT=10000&P_VACT_NUM=56211105948400&P_VACT_BANK_CODE=88"
            + "&P_VACT_DATE=20260305&P_VACT_TIME=235900");
        var answer = await gateway.Provider.ApproveAsync(Mobile("TID9"), 1, Cancel);
        Assert.Equal(AnswerKind.AwaitingDeposit, answer.Kind);
        Assert.Equal(
            ("88", "56211105948400", new DateTimeOffset(2026, 3, 5, 14, 59, 0, TimeSpan.Zero)),
            (answer.Detail!.Deposit!.Bank, answer.Detail.Deposit.Number, answer.Detail.Deposit.Until));
        Assert.DoesNotContain("P_VACT_NAME", answer.Detail.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inquiry_sends_the_part_that_it_hashed_letter_by_letter()
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/v2/pg/inquiry", Inquiry("APPROVAL", 10_000));
        var answer = await gateway.Provider.QueryAsync(Mobile("TID9") with { ProviderReference = "TID9" }, Cancel);
        Assert.Equal((AnswerKind.Approved, 10_000L), (answer.Kind, answer.Amount));
        var body = Assert.Single(gateway.Asked).Body;
        Assert.Contains("\"data\":{\"tid\":\"TID9\"}", body, StringComparison.Ordinal);
        using var sent = JsonDocument.Parse(body);
        var stamp = sent.RootElement.GetProperty("timestamp").GetString()!;
        Assert.Equal(
            InicisSignatures.ApiV2("sandboxIniApiKey", "INIpayTest", "inquiry", stamp, "{\"tid\":\"TID9\"}"),
            sent.RootElement.GetProperty("hashData").GetString());
    }

    [Fact]
    public async Task Refund_whose_answer_is_lost_is_not_sent_again_once_it_shows()
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/v2/pg/inquiry", Inquiry("APPROVAL", 10_000), Inquiry("PART_CANCEL", 10_000, 7_000));
        var (attempt, refund) = Paid(3_000);
        Assert.Equal(RefundAnswerKind.Done, await LostThenAskedAsync(gateway, attempt, refund));
        Assert.Single(gateway.Asked, a => a.Path == "/api/v1/refund");
    }

    [Theory]
    [InlineData("APPROVAL", null, 0, 3_000, RefundAnswerKind.Done, 1)]
    [InlineData("PART_CANCEL", 7_000L, 0, 3_000, RefundAnswerKind.Done, 0)]
    [InlineData("PART_CANCEL", 7_000L, 3_000, 3_000, RefundAnswerKind.Done, 1)]
    [InlineData("PART_CANCEL", 4_000L, 3_000, 3_000, RefundAnswerKind.Done, 0)]
    [InlineData("PART_CANCEL", 5_000L, 3_000, 3_000, RefundAnswerKind.Again, 0)]
    [InlineData("PART_CANCEL", null, 3_000, 3_000, RefundAnswerKind.Again, 0)]
    [InlineData("PART_CANCEL", null, 0, 3_000, RefundAnswerKind.Again, 0)]
    [InlineData("APPROVAL", null, 3_000, 3_000, RefundAnswerKind.Again, 0)]
    [InlineData("CANCEL", null, 0, 10_000, RefundAnswerKind.Done, 0)]
    [InlineData("CANCEL", null, 0, 3_000, RefundAnswerKind.Again, 0)]
    [InlineData("CANCEL", null, 3_000, 7_000, RefundAnswerKind.Done, 0)]
    [InlineData("SOMETHING", null, 0, 3_000, RefundAnswerKind.Again, 0)]
    public async Task Refund_is_sent_only_when_what_remains_shows_that_it_did_not_happen(
        string status, long? remains, long refunded, long amount, RefundAnswerKind expected, int sentCount)
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/v2/pg/inquiry", Inquiry(status, 10_000, remains));
        gateway.Says("/api/v1/refund", "{\"resultCode\":\"00\",\"tid\":\"TIDBACK\"}");
        var (attempt, refund) = Paid(amount, refunded);
        Assert.Equal(expected, (await gateway.Provider.CancelAsync(attempt, refund, Cancel)).Kind);
        var sent = gateway.Asked.Where(a => a.Path == "/api/v1/refund").ToList();
        Assert.Equal(sentCount, sent.Count);
        if (sentCount == 0) return;
        var fields = InicisText.Pairs(sent[0].Body, InicisText.Find("utf-8")!)!;
        Assert.Equal(
            ("PartialRefund", $"{amount}", $"{10_000 - refunded - amount}"),
            (fields["type"], fields["price"], fields["confirmPrice"]));
    }

    [Theory]
    [InlineData("availablePartCancelPrice", "7000", RefundAnswerKind.Done)]
    [InlineData("availablePartCancelPrice", "0", RefundAnswerKind.Again)]
    [InlineData("other", "7000", RefundAnswerKind.Again)]
    public async Task What_remains_is_told_by_either_word(string field, string remains, RefundAnswerKind expected)
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/v2/pg/inquiry", Inquiry("PART_CANCEL", 10_000).Replace(
            "\"price\"", $"\"{field}\":\"{remains}\",\"price\"", StringComparison.Ordinal));
        var (attempt, refund) = Paid(3_000);
        Assert.Equal(expected, (await gateway.Provider.CancelAsync(attempt, refund, Cancel)).Kind);
    }

    [Theory]
    [InlineData("APPROVAL", AnswerKind.Unknown, "STATUS_UNKNOWN")]
    [InlineData("NON_DEPOSIT", AnswerKind.Declined, "DEPOSIT_EXPIRED")]
    [InlineData("DEPOSIT_COMPLETED", AnswerKind.Approved, null)]
    [InlineData("WAITING_FOR_REFUND", AnswerKind.Unknown, "STATUS_UNKNOWN")]
    [InlineData("REFUND_COMPLETED", AnswerKind.Declined, "CANCELED")]
    [InlineData("CANCEL", AnswerKind.Declined, "CANCELED")]
    public async Task Account_is_paid_by_the_word_for_a_deposit_alone_and_ends_by_that_for_none(
        string status, AnswerKind expected, string? code)
    {
        await using var gateway = await InicisGateway.StartAsync();
        gateway.Says("/v2/pg/inquiry", Inquiry(status, 10_000).Replace(
            "\"Card\"", "\"VBank\"", StringComparison.Ordinal));
        var late = Mobile("TID9") with
        {
            ProviderReference = "TID9", DepositUntil = TestDatabase.Start.AddSeconds(-1),
        };
        var answer = await gateway.Provider.QueryAsync(late, Cancel);
        Assert.Equal((expected, code), (answer.Kind, answer.Code));
    }

    [Fact]
    public void Refunds_of_one_attempt_wait_for_the_older_and_for_true_sums()
    {
        var (attempt, older) = Paid(3_000);
        var newer = older with { Id = Guid.CreateVersion7(TestDatabase.Start.AddSeconds(1)) };
        Assert.True(RunRefunds.IsNextOf(older, attempt, [newer, older]));
        Assert.False(RunRefunds.IsNextOf(newer, attempt, [newer, older]));
        var ended = older with { State = RefundState.Done };
        Assert.False(RunRefunds.IsNextOf(newer, attempt, [newer, ended]));
        Assert.True(RunRefunds.IsNextOf(newer, attempt with { Refunded = 3_000 }, [newer, ended]));
    }

    private static async Task<RefundAnswerKind> LostThenAskedAsync(
        InicisGateway gateway, Attempt attempt, Refund refund)
    {
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Provider.CancelAsync(attempt, refund, Cancel));
        return (await gateway.Provider.CancelAsync(attempt, refund, Cancel)).Kind;
    }

    private static string PcAnswer(string timestamp, string? field = null, string? value = null)
    {
        var said = new Dictionary<string, string>
        {
            ["resultCode"] = "0000", ["resultMsg"] = "정상완료", ["tid"] = tid, ["mid"] = "INIpayTest", ["MOID"] = oid,
            ["TotPrice"] = "10000", ["payMethod"] = "Card", ["applNum"] = "30001234", ["buyerName"] = "홍길동",
            ["CARD_Num"] = "123456******1234",
            ["authSignature"] = InicisSignatures.SampleAnswer("INIpayTest", timestamp, oid, "10000"),
        };
        if (field is not null) said[field] = value!;
        return JsonSerializer.Serialize(said);
    }

    private static string Inquiry(string status, long price, long? remains = null) =>
        $"{{\"resultCode\":\"SUCCESS\",\"oid\":\"{oid}\",\"price\":\"{price}\",\"paymethod\":\"Card\","
        + (remains is null ? "" : $"\"prtcRemains\":\"{remains}\",") + $"\"transactionStatus\":\"{status}\"}}";

    private static Attempt Pc(string token, string center = "fc") => Some.Begun(10_000, "inicis") with
    {
        Session = new InicisSession(false, center, token).Pack(),
    };

    private static Attempt Mobile(string transaction) => Some.Begun(10_000, "inicis") with
    {
        Session = new InicisSession(true, "fc", transaction).Pack(),
    };

    private static (Attempt Attempt, Refund Refund) Paid(long amount, long refunded = 0)
    {
        var attempt = Some.Begun(10_000, "inicis") with
        {
            State = AttemptState.Approved, Captured = 10_000, Refunded = refunded, Refunding = amount, Method = "card",
            ProviderReference = "TID9",
        };
        return (attempt, new Refund
        {
            Id = Guid.CreateVersion7(TestDatabase.Start), AttemptId = attempt.Id, Amount = amount, Reason = "고객 변심",
            State = RefundState.Pending, IdempotencyKey = "k", RequestedAt = TestDatabase.Start,
        });
    }
}
