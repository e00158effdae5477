using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Refunds against their tables, and what the database itself refuses, the same on both databases.</summary>
public sealed class RefundsConformance
{
    private static readonly Guid order = Guid.Parse("0195a000-0000-7000-8000-000000000002");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Part_refund_leaves_the_attempt_approved_and_the_rest_ends_it(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        var part = await desk.RequestAsync(attempt.Id, 4_000, "return-1");
        Assert.Equal(
            (RequestRefundStatus.Requested, AttemptState.Approved, 6_000L),
            (part.Status, part.Attempt!.State, part.Attempt.Refundable));
        Assert.Equal(AttemptState.Approved, (await desk.RefundAsync(part.Refund!)).Attempt!.State);

        Assert.Equal(RequestRefundStatus.MoreThanLeft, (await desk.RequestAsync(attempt.Id, 6_001, "return-2")).Status);
        var rest = await desk.RequestAsync(attempt.Id, 6_000, "return-3");
        Assert.Equal((RequestRefundStatus.Requested, AttemptState.RefundPending), (rest.Status, rest.Attempt!.State));
        var money = Assert.Single(await desk.MoneyAsync(order));
        Assert.Equal((10_000L, 6_000L, 4_000L, 0L), (money.Captured, money.Refunding, money.Refunded, money.Kept));

        var done = await desk.RefundAsync(rest.Refund!);
        Assert.Equal(
            (SettleRefundStatus.Done, AttemptState.Refunded, 10_000L),
            (done.Status, done.Attempt!.State, done.Attempt.Refunded));
        Assert.Equal([RefundState.Done, RefundState.Done], (await desk.RefundsAsync(attempt.Id)).Select(r => r.State));
        Assert.Equal(RequestRefundStatus.MoreThanLeft, (await desk.RequestAsync(attempt.Id, 1, "return-4")).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Asking_twice_under_one_key_is_asking_once(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        var first = await desk.RequestAsync(attempt.Id, 4_000, "return-1");
        var second = await desk.RequestAsync(attempt.Id, 4_000, "return-1");
        Assert.Equal((RequestRefundStatus.AlreadyRequested, first.Refund!), (second.Status, second.Refund!));
        Assert.Equal(RequestRefundStatus.KeyReused, (await desk.RequestAsync(attempt.Id, 4_001, "return-1")).Status);
        var inOneBatch = await desk.WriteAsync(open => desk.Request.RunAsync(
            open,
            [new(attempt.Id, 1_000, "returned", "return-2"), new(attempt.Id, 1_000, "returned", "return-2")],
            desk.Now,
            desk.Cancel));
        Assert.Equal(
            [RequestRefundStatus.Requested, RequestRefundStatus.AlreadyRequested], inOneBatch.Select(r => r.Status));

        Assert.Equal(SettleRefundStatus.Done, (await desk.RefundAsync(first.Refund!)).Status);
        Assert.Equal(SettleRefundStatus.AlreadySettled, (await desk.RefundAsync(first.Refund!)).Status);
        Assert.Equal(4_000, (await desk.FindAsync(attempt.Id))!.Refunded);
        Assert.Equal(2, (await desk.RefundsAsync(attempt.Id)).Count);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Concurrent_requests_never_refund_more_than_was_captured(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        var nodes = desk.TwoNodes();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => nodes[i % 2].WriteAsync(
            open => desk.Request.RunAsync(
                open, [new(attempt.Id, 3_000, "returned", $"return-{i}")], desk.Now, desk.Cancel),
            desk.Cancel)));
        Assert.Equal(3, answers.Count(a => a[0].Status == RequestRefundStatus.Requested));
        Assert.Equal(5, answers.Count(a => a[0].Status == RequestRefundStatus.MoreThanLeft));
        Assert.Equal(9_000, (await desk.FindAsync(attempt.Id))!.Refunding);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refund_that_is_refused_for_good_leaves_the_debt(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        var refund = (await desk.RequestAsync(attempt.Id, 10_000, "return-1")).Refund!;
        Assert.Equal(
            SettleRefundStatus.Again,
            (await desk.RefundAsync(refund, new RefundAnswer(RefundAnswerKind.Again, Code: "BUSY"))).Status);
        var failed = await desk.RefundAsync(refund, new RefundAnswer(RefundAnswerKind.Failed, Code: "TOO_OLD"));
        Assert.Equal(
            (SettleRefundStatus.Failed, AttemptState.RefundPending, 10_000L, "TOO_OLD"),
            (failed.Status, failed.Attempt!.State, failed.Attempt.Refundable, failed.Refund!.FailureCode));
        var second = await desk.RequestAsync(attempt.Id, 10_000, "return-2");
        Assert.Equal(AttemptState.Refunded, (await desk.RefundAsync(second.Refund!)).Attempt!.State);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Only_captures_are_refunded(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.PrepareAsync(order, 10_000)).Attempt!;
        Assert.Equal(RequestRefundStatus.NotCaptured, (await desk.RequestAsync(attempt.Id, 1, "return-1")).Status);
        var nowhere = await desk.RequestAsync(Guid.CreateVersion7(), 1, "return-1");
        Assert.Equal(RequestRefundStatus.UnknownAttempt, nowhere.Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Only_pending_refunds_are_loaded_for_a_worker(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        var one = (await desk.RequestAsync(attempt.Id, 1_000, "return-1")).Refund!;
        var two = (await desk.RequestAsync(attempt.Id, 2_000, "return-2")).Refund!;
        await desk.RefundAsync(one);
        var work = await desk.Database.ReadAsync(
            open => RunRefunds.LoadAsync(open, [one.Id, two.Id], desk.Cancel), desk.Cancel);
        Assert.Equal((two, attempt.Id), (Assert.Single(work).Refund, work[0].Attempt.Id));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Database_itself_refuses_what_the_rules_forbid(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        string[] forbidden =
        [
            "refunded = 10001", "refunding = -1", "refunded = 6000, refunding = 6000", "captured = 10001",
            "captured = 0", "state = 10", "state = 3", "state = 8", "state = 11", "approved_at = NULL", "amount = 0",
            "slot = id",
        ];
        foreach (var change in forbidden) await RefusedAsync($"UPDATE payment_attempts SET {change}");
        await RefusedAsync(
            """
            INSERT INTO payment_attempts (id, order_id, order_number, number, slot, provider, amount, currency, state,
                idempotency_key, deadline, created_at, changed_at, captured, refunding, refunded, version)
            SELECT order_id, order_id, order_number, 2, order_id, provider, amount, currency, 1, 'x', 0, 0, 0, 0, 0, 0,
                1
            FROM payment_attempts
            """);
        Assert.Equal(attempt, await desk.FindAsync(attempt.Id));

        async Task RefusedAsync(string text) => await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => desk.Database.WriteAsync(open => open.ExecuteAsync(new Sql(text), null, desk.Cancel), desk.Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Verification_names_the_rows_that_do_not_add_up(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 10_000);
        await desk.RequestAsync(attempt.Id, 4_000, "return-1");
        await BreakAsync("UPDATE refunds SET amount = 3000");
        await BreakAsync("UPDATE payment_attempts SET refunded = 1, version = version + 1");

        var found = await new VerifyPayments(desk.Database).RunAsync(desk.Cancel);
        Assert.Equal(
            [
                "payments.ledger-clearing", "payments.ledger-missing", "payments.refunded", "payments.refunding",
                "payments.trace",
            ],
            found.Where(v => !v.Holds).Select(v => v.Invariant).Order());
        Assert.All(
            found.SelectMany(v => v.Findings).Where(f => f.Invariant != "payments.ledger-missing"),
            f => Assert.Equal(attempt.Id.ToString(), f.Row));

        Task BreakAsync(string text) => desk.Database.WriteAsync(
            open => open.ExecuteAsync(new Sql(text), null, desk.Cancel), desk.Cancel);
    }
}
