using Onair.Payments;
using Onair.Payments.Toss;

namespace Onair.Tests.Payments;

/// <summary>Refunds, books and receipts. A refund must not happen twice, whatever was lost.</summary>
public sealed class TossRefundsTests : IAsyncLifetime
{
    private TossServer toss = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => toss = await TossServer.StartAsync();

    public ValueTask DisposeAsync() => toss.DisposeAsync();

    [Fact]
    public async Task Cancel_is_exactly_this()
    {
        toss.Plays(TossSome.Payment()).Plays(Canceled(1000, TossSome.Mark));
        var refund = TossSome.Refund(1000, new RefundAccount("20", "110123456789", "김토스"), taxFree: 300);
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(1000), refund, Stop);
        Assert.Equal(
            new RefundAnswer(RefundAnswerKind.Done, "090A796806E726BBB929F4A2CA7DB9A7"), answer);
        var asked = toss.Requests[1];
        Assert.Equal(("POST", $"/v1/payments/{TossSome.Key}/cancel"), (asked.Method, asked.Path));
        Assert.Equal("refund:01957000000070008000000000000001", asked.Headers["Idempotency-Key"]);
        using var body = System.Text.Json.JsonDocument.Parse(asked.Body);
        Assert.Equal(TossSome.Mark, body.RootElement.GetProperty("cancelReason").GetString());
        Assert.Equal(1000, body.RootElement.GetProperty("cancelAmount").GetInt64());
        Assert.Equal(300, body.RootElement.GetProperty("taxFreeAmount").GetInt64());
        var account = body.RootElement.GetProperty("refundReceiveAccount");
        Assert.Equal(
            ("20", "110123456789", "김토스"),
            (account.GetProperty("bank").GetString(), account.GetProperty("accountNumber").GetString(),
                account.GetProperty("holderName").GetString()));
    }

    [Fact]
    public async Task Refund_whose_answer_was_lost_is_found_and_not_asked_for_again()
    {
        toss.Plays(Canceled(1000, TossSome.Mark));
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(1000), TossSome.Refund(1000), Stop);
        Assert.Equal(RefundAnswerKind.Done, answer.Kind);
        Assert.Equal("GET", Assert.Single(toss.Requests).Method);
    }

    [Fact]
    public async Task Another_refund_of_the_same_amount_is_not_this_one()
    {
        toss.Plays(Canceled(1000, "changed mind [01957000000070008000000000000009]"))
            .Plays(TossSome.Payment(
                "PARTIAL_CANCELED",
                cancels: $"[{TossSome.Cancel(1000, "other")},{TossSome.Cancel(1000, TossSome.Mark)}]",
                balance: 10_900));
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(1000, 1000), TossSome.Refund(1000), Stop);
        Assert.Equal(RefundAnswerKind.Done, answer.Kind);
        Assert.Equal(2, toss.Requests.Count);
    }

    [Theory]
    [InlineData("ALREADY_CANCELED_PAYMENT", 400)]
    [InlineData("NOT_CANCELABLE_AMOUNT", 403)]
    [InlineData("REFUND_REJECTED", 400)]
    public async Task Refusal_is_done_when_the_read_back_shows_this_very_amount(string code, int status)
    {
        toss.Plays(TossSome.Payment()).Refuses(code, status).Plays(Canceled(12_900, TossSome.Mark));
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(12_900), TossSome.Refund(12_900), Stop);
        Assert.Equal(RefundAnswerKind.Done, answer.Kind);
        Assert.Equal(3, toss.Requests.Count);
    }

    [Theory]
    [InlineData(12_900, 12_900, 0, RefundAnswerKind.Done)]
    [InlineData(12_900, 1000, 0, RefundAnswerKind.Failed)]
    [InlineData(1000, 1000, 0, RefundAnswerKind.Done)]
    [InlineData(1000, 2000, 0, RefundAnswerKind.Failed)]
    [InlineData(1000, 1000, 1000, RefundAnswerKind.Failed)]
    public async Task Cancel_made_by_hand_counts_only_when_it_can_be_no_other(
        long canceled, long refunding, long refunded, RefundAnswerKind kind)
    {
        toss.Plays(Canceled(canceled, "by hand")).Refuses("ALREADY_CANCELED_PAYMENT", 400)
            .Plays(Canceled(canceled, "by hand"));
        var answer = await toss.Provider().CancelAsync(
            TossSome.Captured(refunding, refunded), TossSome.Refund(canceled), Stop);
        Assert.Equal(kind, answer.Kind);
    }

    [Theory]
    [InlineData("PROVIDER_ERROR", 400)]
    [InlineData("FORBIDDEN_CONSECUTIVE_REQUEST", 403)]
    [InlineData("COMMON_ERROR", 500)]
    [InlineData("IDEMPOTENT_REQUEST_PROCESSING", 409)]
    [InlineData("UNAUTHORIZED_KEY", 401)]
    [InlineData("NOBODY_KNOWS", 400)]
    public async Task Passing_refusal_is_asked_again_later(string code, int status)
    {
        toss.Plays(TossSome.Payment()).Refuses(code, status);
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(1000), TossSome.Refund(1000), Stop);
        Assert.Equal(new RefundAnswer(RefundAnswerKind.Again, Code: code), answer);
        Assert.Equal(2, toss.Requests.Count);
    }

    [Fact]
    public async Task Read_back_that_fails_leaves_it_open()
    {
        toss.Plays(TossSome.Payment()).Refuses("REFUND_REJECTED", 400).Refuses("FORBIDDEN_REQUEST", 403);
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(1000), TossSome.Refund(1000), Stop);
        Assert.Equal(RefundAnswerKind.Again, answer.Kind);
    }

    [Theory]
    [InlineData("IN_PROGRESS", RefundAnswerKind.Again)]
    [InlineData("ABORTED", RefundAnswerKind.Failed)]
    public async Task Cancel_that_is_under_way_or_broken_off(string status, RefundAnswerKind kind)
    {
        var canceled = TossSome.Payment(cancels: $"[{TossSome.Cancel(1000, TossSome.Mark, status)}]");
        toss.Plays(TossSome.Payment()).Plays(canceled);
        var answer = await toss.Provider().CancelAsync(TossSome.Captured(1000), TossSome.Refund(1000), Stop);
        Assert.Equal(kind, answer.Kind);
    }

    [Fact]
    public void Long_reason_leaves_room_for_the_mark()
    {
        var reason = TossRefunds.ReasonOf(TossSome.Refund(1) with { Reason = new string('가', 200) });
        Assert.Equal(200, reason.Length);
        Assert.EndsWith("[01957000000070008000000000000001]", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transactions_are_read_page_by_page()
    {
        toss.Plays($"[{Row("a", "DONE", 12_900)},{Row("b", "CANCELED", -900)}]")
            .Plays($"[{Row("c", "WAITING_FOR_DEPOSIT", 5)},{Row("d", "PARTIAL_CANCELED", 100)}]")
            .Plays($"[{Row("e", "DONE", 7, "2026-03-03T00:00:00+09:00")}]");
        var provider = toss.Provider(more: new() { ["PageRows"] = "2" });
        var day = new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.Zero);
        var statement = await provider.ReadStatementAsync(new StatementRequest(day, day.AddDays(1), []), Stop);
        Assert.True(statement.IsListing);
        Assert.Equal(
            [("a", StatementKind.Capture, 12_900), ("b", StatementKind.Refund, 900), ("d", StatementKind.Refund, 100)],
            statement.Movements.OrderBy(m => m.Key).Select(m => (m.Key, m.Kind, m.Amount)));
        const string range = "/v1/transactions?startDate=2026-03-02T00:00:00&endDate=2026-03-03T00:00:00";
        Assert.Equal(
            [range + "&limit=2", range + "&startingAfter=b&limit=2", range + "&startingAfter=d&limit=2"],
            toss.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Listing_that_does_not_come_whole_throws()
    {
        var provider = toss.Provider(more: new() { ["PageRows"] = "1" });
        var day = new DateTimeOffset(2026, 3, 1, 15, 0, 0, TimeSpan.Zero);
        var request = new StatementRequest(day, day.AddDays(1), []);
        toss.Refuses("UNAUTHORIZED_KEY", 401);
        await Assert.ThrowsAsync<HttpRequestException>(() => provider.ReadStatementAsync(request, Stop));
        toss.Plays($"[{Row("a", "DONE", 1)}]").Plays($"[{Row("a", "DONE", 1)}]");
        await Assert.ThrowsAsync<InvalidDataException>(() => provider.ReadStatementAsync(request, Stop));
        toss.Plays("""[{"status":"DONE","transactionKey":"a"}]""");
        await Assert.ThrowsAsync<InvalidDataException>(() => provider.ReadStatementAsync(request, Stop));
    }

    [Fact]
    public async Task Settlements_are_read_page_by_page()
    {
        toss.Plays($$"""
            [{"mId":"m","paymentKey":"{{TossSome.Key}}","transactionKey":"t","orderId":"{{TossSome.Order}}",
            "currency":"KRW","method":"카드","amount":12900,"interestFee":0,"fees":[{"type":"BASE","fee":426}],
            "suppliedAmount":387,"vat":39,"payOutAmount":12474,"approvedAt":"2026-03-02T20:01:00+09:00",
            "soldDate":"2026-03-02","paidOutDate":"2026-03-05"}]
            """).Plays("[]");
        var provider = toss.Provider(more: new() { ["PageRows"] = "1" });
        var day = new DateOnly(2026, 3, 2);
        var row = Assert.Single((await provider.ReadSettlementsAsync(day, day, Stop))!);
        Assert.Equal(
            new ProviderSettlement(
                TossSome.Key, TossSome.Order, 12_900, 387, 39, 12_474, day, new DateOnly(2026, 3, 5)),
            row);
        Assert.EndsWith(
            "/v1/settlements?startDate=2026-03-02&endDate=2026-03-02&dateType=soldDate&page=2&size=1",
            toss.Requests[1].Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("COMPLETED", CashReceiptAnswerKind.Done)]
    [InlineData("FAILED", CashReceiptAnswerKind.Refused)]
    public async Task Cash_receipt_that_is_being_issued_is_looked_up(string status, CashReceiptAnswerKind kind)
    {
        toss.Plays(Receipt("IN_PROGRESS")).Plays($$"""{"hasNext":false,"data":[{{Receipt(status)}}]}""");
        var answer = await toss.Provider().CashReceipts!.IssueAsync(TossSome.Captured(), Request(), Stop);
        Assert.Equal((kind, "rk_1"), (answer.Kind, answer.Key));
        Assert.Equal("receipt:01957000000070008000000000000003", toss.Requests[0].Headers["Idempotency-Key"]);
        Assert.Contains("\"customerIdentityNumber\":\"01012341234\"", toss.Requests[0].Text, StringComparison.Ordinal);
        Assert.Equal("/v1/cash-receipts?requestDate=2026-03-02", toss.Requests[1].Path);
        Assert.DoesNotContain(toss.Logs, line => line.Contains("01012341234", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INVALID_REGISTRATION_NUMBER", 400, CashReceiptAnswerKind.Refused)]
    [InlineData("UNAUTHORIZED_KEY", 401, CashReceiptAnswerKind.Again)]
    [InlineData("COMMON_ERROR", 500, CashReceiptAnswerKind.Again)]
    public async Task Cash_receipt_refused(string code, int status, CashReceiptAnswerKind kind)
    {
        toss.Refuses(code, status);
        var answer = await toss.Provider().CashReceipts!.IssueAsync(TossSome.Captured(), Request(), Stop);
        Assert.Equal((kind, code), (answer.Kind, answer.Code));
    }

    [Fact]
    public async Task Cash_receipt_is_taken_back_under_a_key_of_its_own()
    {
        var id = Guid.Parse("01957000-0000-7000-8000-000000000004");
        toss.Plays(Receipt("COMPLETED")).Refuses("ALREADY_CANCELED_PAYMENT", 400);
        var receipts = toss.Provider().CashReceipts!;
        for (var tries = 1; tries <= 2; tries++)
        {
            var answer = await receipts.CancelAsync(TossSome.Captured(), id, "rk_1", 12_900, Stop);
            Assert.Equal(CashReceiptAnswerKind.Done, answer.Kind);
        }

        Assert.All(toss.Requests, request => Assert.Equal(
            ("/v1/cash-receipts/rk_1/cancel", "receipt-cancel:01957000000070008000000000000004", "{\"amount\":12900}"),
            (request.Path, request.Headers["Idempotency-Key"], request.Text)));
    }

    [Fact]
    public async Task Cash_receipt_is_found_on_a_later_page_of_the_day()
    {
        toss.Plays(Receipt("IN_PROGRESS"))
            .Plays("""{"hasNext":true,"lastCursor":2,"data":[{"receiptKey":"rk_0"}]}""")
            .Plays($$"""{"hasNext":false,"lastCursor":3,"data":[{{Receipt("COMPLETED")}}]}""");
        var answer = await toss.Provider().CashReceipts!.IssueAsync(TossSome.Captured(), Request(), Stop);
        Assert.Equal(CashReceiptAnswerKind.Done, answer.Kind);
        Assert.Equal("/v1/cash-receipts?requestDate=2026-03-02&cursor=2", toss.Requests[2].Path);
    }

    [Theory]
    [InlineData(0, "2026-03-02T20:00:00")]
    [InlineData(1, "2026-03-02T20:00:01")]
    public async Task Statement_ends_no_earlier_than_it_was_asked_for(long ticks, string end)
    {
        toss.Plays("[]");
        var until = new DateTimeOffset(2026, 3, 2, 11, 0, 0, TimeSpan.Zero).AddTicks(ticks);
        await toss.Provider().ReadStatementAsync(new StatementRequest(until.AddHours(-1), until, []), Stop);
        Assert.Contains($"&endDate={end}&", toss.Requests[0].Path, StringComparison.Ordinal);
    }

    private static CashReceiptRequest Request() => new(
        Guid.Parse("01957000-0000-7000-8000-000000000003"), CashReceiptPurpose.IncomeDeduction, "01012341234", 12_900,
        1173, 0, "머그컵");

    private static string Receipt(string status) => $$"""
        {"receiptKey":"rk_1","issueNumber":"123456789","issueStatus":"{{status}}","type":"소득공제","amount":12900,
        "receiptUrl":"https://shop.example/cash/1","requestedAt":"2026-03-02T20:01:00+09:00","failure":null}
        """;

    private static string Canceled(long amount, string reason) => TossSome.Payment(
        amount == 12_900 ? "CANCELED" : "PARTIAL_CANCELED",
        cancels: $"[{TossSome.Cancel(amount, reason)}]",
        balance: 12_900 - amount);

    private static string Row(string key, string status, long amount, string at = "2026-03-02T20:01:00+09:00") => $$"""
        {"mId":"m","transactionKey":"{{key}}","paymentKey":"{{TossSome.Key}}","orderId":"{{TossSome.Order}}",
        "method":"카드","customerKey":null,"useEscrow":false,"receiptUrl":null,"status":"{{status}}",
        "transactionAt":"{{at}}","currency":"KRW","amount":{{amount}}}
        """;
}
