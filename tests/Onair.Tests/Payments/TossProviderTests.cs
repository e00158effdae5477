using Microsoft.AspNetCore.Http;
using Onair.Payments;
using Onair.Payments.Toss;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Payments;

/// <summary>Confirm, query and net cancel: what stands on the wire, and what each answer comes to.</summary>
public sealed class TossProviderTests : IAsyncLifetime
{
    private TossServer toss = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => toss = await TossServer.StartAsync();

    public ValueTask DisposeAsync() => toss.DisposeAsync();

    [Fact]
    public async Task Confirm_is_exactly_this()
    {
        toss.Plays(TossSome.Payment());
        var attempt = TossSome.Begun();
        var answer = await toss.Provider().ApproveAsync(attempt, 1, Stop);

        var asked = Assert.Single(toss.Requests);
        Assert.Equal(("POST", "/v1/payments/confirm"), (asked.Method, asked.Path));
        Assert.Equal(
            $$"""{"paymentKey":"{{TossSome.Key}}","orderId":"{{TossSome.Order}}","amount":12900}""", asked.Text);
        Assert.Equal("application/json", asked.Headers["Content-Type"]);
        Assert.Equal($"approve:{attempt.Id:N}", asked.Headers["Idempotency-Key"]);
        // printf 'test_sk_firstsecretkey00:' | base64
        Assert.Equal("Basic dGVzdF9za19maXJzdHNlY3JldGtleTAwOg==", asked.Headers["Authorization"]);
        Assert.DoesNotContain("traceparent", asked.Headers.Keys);
        Assert.DoesNotContain("Cookie", asked.Headers.Keys);

        Assert.Equal(AnswerKind.Approved, answer.Kind);
        Assert.Equal(
            (TossSome.Key, TossSome.Order, 12_900, "KRW", "card"),
            (answer.Reference, answer.OrderId, answer.Amount, answer.Currency, answer.Method));
        Assert.Equal("12345678****000*", answer.Detail!.CardNumber);
        Assert.Equal("00000000", answer.Detail.ApprovalNumber);
        Assert.Equal("https://shop.example/receipt/1", answer.Detail.Receipt!.AbsoluteUri);
        Assert.Equal("ps_secret00000000001", answer.Detail.Secret);
        Assert.DoesNotContain("ps_secret", answer.Detail.Raw, StringComparison.Ordinal);
        Assert.Contains("futureField", answer.Detail.Raw, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Virtual_account_waits_for_its_deposit_and_keeps_nobody_in_the_raw_answer()
    {
        toss.Plays(TossSome.Deposit());
        var answer = await toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.Equal((AnswerKind.AwaitingDeposit, "virtual-account"), (answer.Kind, answer.Method));
        var until = new DateTimeOffset(2026, 3, 9, 14, 59, 59, TimeSpan.Zero);
        Assert.Equal(new DepositAccount("20", "X6505636518308", "김토스", until), answer.Detail!.Deposit);
        Assert.DoesNotContain("110123456789", answer.Detail.Raw, StringComparison.Ordinal);
        Assert.DoesNotContain("김토스", answer.Detail.Raw, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("REJECT_CARD_PAYMENT", 403, AnswerKind.Declined)]
    [InlineData("NOT_FOUND_PAYMENT_SESSION", 404, AnswerKind.Declined)]
    [InlineData("ALREADY_PROCESSED_PAYMENT", 400, AnswerKind.Unknown)]
    [InlineData("INVALID_REQUEST", 400, AnswerKind.Unknown)]
    [InlineData("FAILED_INTERNAL_SYSTEM_PROCESSING", 500, AnswerKind.Unknown)]
    [InlineData("WHO_KNOWS", 400, AnswerKind.Unknown)]
    public async Task Refused_confirm_is_not_sent_again(string code, int status, AnswerKind kind)
    {
        toss.Refuses(code, status);
        var answer = await toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.Equal((kind, code, false), (answer.Kind, answer.Code, answer.IsPassing));
        Assert.Single(toss.Requests);
    }

    public static TheoryData<string, int, string> OddAnswers => new()
    {
        { "<html><body>502 Bad Gateway</body></html>", 502, "HTTP_502" },
        { "<html>maintenance</html>", 200, "BROKEN_ANSWER" },
        { "", 200, "BROKEN_ANSWER" },
        { "[]", 200, "BROKEN_ANSWER" },
        { "{\"paymentKey\":\"x\"", 200, "BROKEN_ANSWER" },
        { "{\"status\":\"DONE\"}", 200, "BROKEN_ANSWER" },
        { TossSome.Payment().Replace("\"currency\":\"KRW\",", ""), 200, "BROKEN_ANSWER" },
        { TossSome.Payment(amount: "12900.5"), 200, "BROKEN_ANSWER" },
        { TossSome.Payment("IN_PROGRESS"), 200, "IN_PROGRESS" },
        { TossSome.Payment("SOMETHING_NEW"), 200, "SOMETHING_NEW" },
        { TossSome.Payment("WAITING_FOR_DEPOSIT"), 200, "DEPOSIT_ACCOUNT_MISSING" },
        { "{\"error\":{\"code\":\"NESTED\",\"message\":\"m\"}}", 400, "NESTED" },
    };

    [Theory]
    [MemberData(nameof(OddAnswers))]
    public async Task Odd_answer_to_a_confirm_is_unknown(string body, int status, string code)
    {
        toss.Plays(body, status);
        var answer = await toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.Equal((AnswerKind.Unknown, code), (answer.Kind, answer.Code));
        Assert.Single(toss.Requests);
    }

    [Theory]
    [InlineData("\"12900\"", "12900 as text")]
    [InlineData("12900.0", "with a point")]
    public async Task Amounts_of_other_shapes_are_read(string amount, string why)
    {
        toss.Plays("\uFEFF" + TossSome.Payment(amount: amount));
        var answer = await toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.True(answer is { Kind: AnswerKind.Approved, Amount: 12_900 }, why);
    }

    [Fact]
    public async Task Cut_off_answer_throws_and_is_not_asked_for_again()
    {
        toss.Plays(async context =>
        {
            context.Response.ContentLength = 5000;
            await context.Response.WriteAsync("{\"paymentKey\":");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        var error = await Assert.ThrowsAnyAsync<Exception>(
            () => toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop));
        Assert.False(ProviderHttp.WasNotSent(error));
        Assert.Single(toss.Requests);
    }

    [Fact]
    public async Task Huge_answer_throws()
    {
        toss.Plays(new string(' ', 17 * 1024 * 1024));
        await Assert.ThrowsAsync<HttpRequestException>(
            () => toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop));
    }

    [Fact]
    public async Task Redirect_is_not_followed()
    {
        toss.Plays(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        var answer = await toss.Provider().ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.Equal((AnswerKind.Unknown, "HTTP_302"), (answer.Kind, answer.Code));
        Assert.Single(toss.Requests);
    }

    [Fact]
    public async Task Closed_port_is_passing_as_nothing_was_sent()
    {
        var provider = toss.Provider($"http://127.0.0.1:{LoopbackPort.Free()}");
        var answer = await provider.ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.Equal((true, "NOT_SENT"), (answer.IsPassing, answer.Code));
        Assert.False((await provider.QueryAsync(TossSome.Begun(), Stop)).IsPassing);
        Assert.Equal(RefundAnswerKind.Again, (await provider.CancelAsync(
            TossSome.Captured(), TossSome.Refund(100), Stop)).Kind);
    }

    [Fact]
    public async Task Read_is_repeated_after_a_server_error()
    {
        toss.Refuses("X", 500).Refuses("X", 503).Plays(TossSome.Payment());
        Assert.Equal(AnswerKind.Approved, (await toss.Provider().QueryAsync(TossSome.Begun(), Stop)).Kind);
        Assert.Equal(3, toss.Requests.Count);
        Assert.All(toss.Requests, r => Assert.Equal("/v1/payments/" + TossSome.Key, r.Path));
    }

    [Theory]
    [InlineData("DONE", AnswerKind.Approved, null)]
    [InlineData("READY", AnswerKind.Unknown, "READY")]
    [InlineData("IN_PROGRESS", AnswerKind.Unknown, "IN_PROGRESS")]
    [InlineData("ABORTED", AnswerKind.Declined, "ABORTED")]
    [InlineData("EXPIRED", AnswerKind.Declined, "EXPIRED")]
    [InlineData("CANCELED", AnswerKind.Declined, "CANCELED")]
    [InlineData("PARTIAL_CANCELED", AnswerKind.Approved, null)]
    [InlineData("NEW_STATUS", AnswerKind.Unknown, "NEW_STATUS")]
    public async Task Query_by_status(string status, AnswerKind kind, string? code)
    {
        toss.Plays(TossSome.Payment(status));
        var answer = await toss.Provider().QueryAsync(TossSome.Begun(), Stop);
        Assert.Equal((kind, code), (answer.Kind, answer.Code));
        Assert.Equal(status is "READY" or "IN_PROGRESS", answer.MayRepeat);
    }

    [Fact]
    public async Task Confirm_may_not_be_repeated_when_the_session_is_over()
    {
        toss.Plays(TossSome.Payment("IN_PROGRESS"));
        Assert.False((await toss.Provider().QueryAsync(TossSome.Over(), Stop)).MayRepeat);
    }

    [Fact]
    public async Task Captured_payment_stays_captured_whatever_was_cancelled()
    {
        toss.Plays(TossSome.Payment("CANCELED", cancels: $"[{TossSome.Cancel(12_900, "x")}]", balance: 0));
        Assert.Equal(
            AnswerKind.Approved,
            (await toss.Provider().QueryAsync(TossSome.Captured(12_900), Stop)).Kind);
    }

    [Fact]
    public async Task Without_a_payment_key_the_order_id_is_asked_for()
    {
        toss.Refuses("NOT_FOUND_PAYMENT", 404);
        var answer = await toss.Provider().QueryAsync(TossSome.Begun() with { ProviderReference = null }, Stop);
        Assert.Equal(AnswerKind.NotFound, answer.Kind);
        Assert.Equal("/v1/payments/orders/" + TossSome.Order, Assert.Single(toss.Requests).Path);
    }

    [Fact]
    public async Task Payment_key_of_another_order_is_neither_believed_nor_cancelled()
    {
        var foreign = TossSome.Payment(order: "20260302-ZZZZZZZZ_1");
        toss.Plays(foreign).Refuses("NOT_FOUND_PAYMENT", 404).Plays(foreign).Refuses("NOT_FOUND_PAYMENT", 404);
        var provider = toss.Provider();
        Assert.Equal(AnswerKind.NotFound, (await provider.QueryAsync(TossSome.Over(), Stop)).Kind);
        Assert.Equal(AnswerKind.NetCanceled, (await provider.NetCancelAsync(TossSome.Over(), Stop)).Kind);
        Assert.All(toss.Requests, r => Assert.Equal("GET", r.Method));
    }

    [Theory]
    [InlineData("READY", false, AnswerKind.Unknown)]
    [InlineData("READY", true, AnswerKind.NetCanceled)]
    [InlineData("IN_PROGRESS", false, AnswerKind.Unknown)]
    [InlineData("IN_PROGRESS", true, AnswerKind.NetCanceled)]
    [InlineData("EXPIRED", false, AnswerKind.NetCanceled)]
    [InlineData("ABORTED", false, AnswerKind.NetCanceled)]
    [InlineData("CANCELED", false, AnswerKind.NetCanceled)]
    public async Task Net_cancel_of_what_is_not_captured(string status, bool isOver, AnswerKind kind)
    {
        toss.Plays(TossSome.Payment(status));
        var answer = await toss.Provider().NetCancelAsync(isOver ? TossSome.Over() : TossSome.Begun(), Stop);
        Assert.Equal(kind, answer.Kind);
        Assert.Equal("GET", Assert.Single(toss.Requests).Method);
    }

    [Theory]
    [InlineData(false, AnswerKind.Unknown)]
    [InlineData(true, AnswerKind.NetCanceled)]
    public async Task Net_cancel_of_what_toss_does_not_know(bool isOver, AnswerKind kind)
    {
        toss.Refuses("NOT_FOUND_PAYMENT", 404).Refuses("NOT_FOUND_PAYMENT", 404);
        var answer = await toss.Provider().NetCancelAsync(isOver ? TossSome.Over() : TossSome.Begun(), Stop);
        Assert.Equal(kind, answer.Kind);
    }

    [Fact]
    public async Task Net_cancel_of_a_capture_cancels_all_of_it_under_its_own_key()
    {
        toss.Plays(TossSome.Payment())
            .Plays(TossSome.Payment("CANCELED", cancels: $"[{TossSome.Cancel(12_900, "net cancel")}]", balance: 0));
        var attempt = TossSome.Begun();
        Assert.Equal(AnswerKind.NetCanceled, (await toss.Provider().NetCancelAsync(attempt, Stop)).Kind);
        var asked = toss.Requests[1];
        Assert.Equal(("POST", $"/v1/payments/{TossSome.Key}/cancel"), (asked.Method, asked.Path));
        Assert.Equal("""{"cancelReason":"net cancel"}""", asked.Text);
        Assert.Equal($"net-cancel:{attempt.Id:N}", asked.Headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task Deposit_that_came_is_a_late_capture_and_no_net_cancel()
    {
        toss.Plays(TossSome.Deposit("DONE"));
        Assert.Equal(AnswerKind.Approved, (await toss.Provider().NetCancelAsync(TossSome.Begun(), Stop)).Kind);
        Assert.Single(toss.Requests);
    }

    [Theory]
    [InlineData("INVALID_API_KEY", 400)]
    [InlineData("UNAUTHORIZED_KEY", 401)]
    public async Task Second_key_follows_a_refused_first(string code, int status)
    {
        toss.Refuses(code, status).Plays(TossSome.Payment());
        var provider = toss.Provider(more: new() { ["SecondSecretKey"] = TossServer.SecondSecret });
        Assert.Equal(AnswerKind.Approved, (await provider.ApproveAsync(TossSome.Begun(), 1, Stop)).Kind);
        Assert.Equal(
            TossKeys.HeaderOf(TossServer.SecondSecret).ToString(), toss.Requests[1].Headers["Authorization"]);
        Assert.Equal(toss.Requests[0].Text, toss.Requests[1].Text);
        Assert.Contains(toss.Logs, line => line.StartsWith("4081 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Second_key_does_not_follow_a_timeout_or_a_decline()
    {
        toss.Refuses("REJECT_CARD_PAYMENT", 403).Refuses("X", 500);
        var provider = toss.Provider(more: new() { ["SecondSecretKey"] = TossServer.SecondSecret });
        await provider.ApproveAsync(TossSome.Begun(), 1, Stop);
        await provider.ApproveAsync(TossSome.Begun(), 1, Stop);
        Assert.Equal(2, toss.Requests.Count);
    }

    [Fact]
    public async Task Keys_are_in_no_log_no_exception_and_no_text()
    {
        toss.Refuses("UNAUTHORIZED_KEY", 401).Refuses("UNAUTHORIZED_KEY", 401).Refuses("X", 500)
            .Plays(context =>
            {
                context.Abort();
                return Task.CompletedTask;
            });
        var provider = toss.Provider(more: new() { ["SecondSecretKey"] = TossServer.SecondSecret });
        var seen = new List<string>
        {
            (await provider.ApproveAsync(TossSome.Begun(), 1, Stop)).ToString(),
            (await provider.ApproveAsync(TossSome.Begun(), 1, Stop)).ToString(),
            (await Assert.ThrowsAnyAsync<Exception>(
                () => provider.ApproveAsync(TossSome.Begun(), 1, Stop))).ToString(),
            $"{TossKeys.Of(new TossOptions { ClientKey = "test_ck_clientkey0000", SecretKey = TossServer.Secret })}",
        };
        Assert.Contains(toss.Logs, line => line.StartsWith("4080 ", StringComparison.Ordinal));
        foreach (var text in seen.Concat(toss.Logs))
        {
            Assert.DoesNotContain("sk_", text, StringComparison.Ordinal);
            Assert.DoesNotContain("dGVzdF9za19", text, StringComparison.Ordinal);
            Assert.DoesNotContain(TossSome.Key, text, StringComparison.Ordinal);
        }
    }
}
