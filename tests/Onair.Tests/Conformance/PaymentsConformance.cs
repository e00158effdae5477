using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Conformance;

/// <summary>The payment verbs against their tables, the same on both databases.</summary>
public sealed class PaymentsConformance
{
    private static readonly Guid order = Guid.Parse("0195a000-0000-7000-8000-000000000001");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Attempt_goes_the_straight_road_and_comes_back_as_it_was_written(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var prepared = await desk.PrepareAsync(order, 10_000);
        Assert.Equal(PrepareAttemptStatus.Prepared, prepared.Status);
        Assert.Equal(prepared.Attempt, await desk.FindAsync(prepared.Attempt!.Id));

        desk.Forward(1);
        var begun = await desk.BeginAsync(prepared.Attempt.Id);
        Assert.Equal(BeginApprovalStatus.Begun, begun.Status);
        Assert.Equal(begun.Attempt, await desk.FindAsync(prepared.Attempt.Id));

        desk.Forward(1);
        var settled = await desk.SettleAsync(begun.Attempt!, ScriptedProvider.Yes(begun.Attempt!));
        Assert.Equal(SettleStatus.Approved, settled.Status);
        Assert.Equal(settled.Attempt, await desk.FindAsync(prepared.Attempt.Id));
        Assert.Equal(
            (AttemptState.Approved, 10_000L, 3),
            (settled.Attempt!.State, settled.Attempt.Captured, settled.Attempt.Version));
        Assert.Empty(await desk.TransitionsAsync(prepared.Attempt.Id));
        Assert.Equal(PrepareAttemptStatus.AlreadyPaid, (await desk.PrepareAsync(order, 10_000)).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Several_hundred_attempts_are_prepared_begun_and_settled_together(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        NewAttempt[] requests =
            [.. Enumerable.Range(0, 400).Select(i => PaymentDesk.New(Guid.CreateVersion7(), 1_000 + i))];
        var prepared = await desk.WriteAsync(open => desk.Prepare.RunAsync(open, requests, desk.Now, desk.Cancel));
        Assert.All(prepared, p => Assert.Equal(PrepareAttemptStatus.Prepared, p.Status));
        Guid[] ids = [.. prepared.Select(p => p.Attempt!.Id)];
        var begun = await desk.WriteAsync(open => desk.Begin.RunAsync(open, ids, desk.Now, desk.Cancel));
        Assert.Equal(ids, begun.Select(b => b.Attempt!.Id));
        Settlement[] settlements = [.. begun.Select(b => new Settlement(
            AttemptAnswer.Of(b.Attempt!, ScriptedProvider.Yes(b.Attempt!), desk.Now), OrderMayBePaid: true))];
        var settled = await desk.WriteAsync(open => desk.Settle.RunAsync(open, settlements, desk.Now, desk.Cancel));
        Assert.All(settled, s => Assert.Equal(SettleStatus.Approved, s.Status));
        var money = await desk.Database.ReadAsync(
            open => OrderMoney.PageAsync(open, Guid.Empty, 1000, desk.Cancel), desk.Cancel);
        Assert.Equal(400, money.Count);
        Assert.Equal(requests.Sum(r => r.Amount), money.Sum(m => m.Captured));
        Assert.Equal(requests.Select(r => r.OrderId).Order(), money.Select(m => m.OrderId));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Second_attempt_is_refused_while_one_is_open_and_allowed_after_it_was_declined(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var first = (await desk.PrepareAsync(order, 5_000)).Attempt!;
        var second = await desk.PrepareAsync(order, 5_000);
        Assert.Equal((PrepareAttemptStatus.AttemptOpen, first.Id), (second.Status, second.Attempt!.Id));

        var begun = (await desk.BeginAsync(first.Id)).Attempt!;
        await desk.SettleAsync(begun, ProviderAnswer.Unknown("TIMEOUT"));
        Assert.Equal(PrepareAttemptStatus.AttemptOpen, (await desk.PrepareAsync(order, 5_000)).Status);

        var declined = await desk.SettleAsync(begun, ProviderAnswer.Declined("REJECT_CARD"));
        Assert.Equal(SettleStatus.Declined, declined.Status);
        var third = await desk.PrepareAsync(order, 5_000);
        Assert.Equal((PrepareAttemptStatus.Prepared, 2), (third.Status, third.Attempt!.Number));
        var elsewhere = await desk.PrepareAsync(Guid.CreateVersion7(), 5_000, "bank");
        Assert.Equal(PrepareAttemptStatus.UnknownProvider, elsewhere.Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_requests_for_one_order_in_one_batch_make_one_attempt(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var answers = await desk.WriteAsync(open => desk.Prepare.RunAsync(
            open, [PaymentDesk.New(order, 1_000), PaymentDesk.New(order, 1_000)], desk.Now, desk.Cancel));
        Assert.Equal([PrepareAttemptStatus.Prepared, PrepareAttemptStatus.AttemptOpen], answers.Select(a => a.Status));
        Assert.Equal(answers[0].Attempt!.Id, answers[1].Attempt!.Id);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_nodes_that_prepare_for_the_same_orders_make_one_attempt_each(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        NewAttempt[] requests = [.. Enumerable.Range(0, 50).Select(_ => PaymentDesk.New(Guid.CreateVersion7(), 1_000))];
        var nodes = desk.TwoNodes();
        var answers = await Task.WhenAll(nodes.Select((node, i) => node.WriteAsync(
            open => desk.Prepare.RunAsync(open, i == 0 ? requests : [.. requests.Reverse()], desk.Now, desk.Cancel),
            desk.Cancel)));
        Assert.Equal(50, answers.Sum(a => a.Count(p => p.Status == PrepareAttemptStatus.Prepared)));
        Assert.Equal(50, answers.Sum(a => a.Count(p => p.Status == PrepareAttemptStatus.AttemptOpen)));
        Assert.Equal(50, answers.SelectMany(a => a).Select(p => p.Attempt!.Id).Distinct().Count());
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_has_a_bounded_number_of_attempts(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        for (var i = 0; i < new PaymentsOptions().AttemptsPerOrderMax; i++)
        {
            var attempt = (await desk.BeginAsync((await desk.PrepareAsync(order, 5_000)).Attempt!.Id)).Attempt!;
            await desk.SettleAsync(attempt, ProviderAnswer.Declined("REJECT_CARD"));
        }

        Assert.Equal(PrepareAttemptStatus.TooManyAttempts, (await desk.PrepareAsync(order, 5_000)).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Attempt_that_was_begun_before_is_asked_and_not_approved_again(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.PrepareAsync(order, 5_000)).Attempt!;
        Assert.Equal(BeginApprovalStatus.Begun, (await desk.BeginAsync(attempt.Id)).Status);
        var again = await desk.BeginAsync(attempt.Id);
        Assert.Equal(BeginApprovalStatus.QueryFirst, again.Status);
        await desk.SettleAsync(again.Attempt!, ProviderAnswer.Unknown("TIMEOUT"));
        Assert.Equal(BeginApprovalStatus.QueryFirst, (await desk.BeginAsync(attempt.Id)).Status);
        await desk.SettleAsync(again.Attempt!, ScriptedProvider.Yes(attempt));
        Assert.Equal(BeginApprovalStatus.AlreadySettled, (await desk.BeginAsync(attempt.Id)).Status);
        Assert.Equal(BeginApprovalStatus.UnknownAttempt, (await desk.BeginAsync(Guid.CreateVersion7())).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_does_not_begin_after_the_deadline(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.PrepareAsync(order, 5_000)).Attempt!;
        desk.Forward(Some.Pay.TotalSeconds);
        var expired = await desk.BeginAsync(attempt.Id);
        Assert.Equal(
            (BeginApprovalStatus.Expired, AttemptState.Canceled, "EXPIRED"),
            (expired.Status, expired.Attempt!.State, expired.Attempt.FailureCode));
        Assert.Equal(PrepareAttemptStatus.Prepared, (await desk.PrepareAsync(order, 5_000)).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Not_found_counts_only_after_the_session_is_over(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.BeginAsync((await desk.PrepareAsync(order, 5_004)).Attempt!.Id)).Attempt!;
        desk.Forward(Some.Session.TotalSeconds - 1);
        var asked = desk.Now;
        Assert.Equal(SettleStatus.Unknown, (await desk.SettleAsync(attempt, ProviderAnswer.NotFound())).Status);

        // Asked in the session, settled after it: still only what it meant when it was asked.
        desk.Forward(5);
        var old = await desk.SettleAsync(attempt, ProviderAnswer.NotFound(), askedAt: asked);
        Assert.Equal(SettleStatus.Unknown, old.Status);
        var over = await desk.SettleAsync(attempt, ProviderAnswer.NotFound());
        Assert.Equal((SettleStatus.Declined, "NOT_FOUND"), (over.Status, over.Attempt!.FailureCode));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Money_that_comes_after_we_gave_up_is_owed_back_and_repaid_once(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.BeginAsync((await desk.PrepareAsync(order, 5_000)).Attempt!.Id)).Attempt!;
        await desk.SettleAsync(attempt, ProviderAnswer.Declined("REJECT_CARD"));
        await desk.ApprovedAsync(order, 5_000);

        var late = await desk.SettleAsync(attempt, ScriptedProvider.Yes(attempt), orderMayBePaid: false);
        Assert.Equal(
            (SettleStatus.Late, AttemptState.RefundPending, 5_000L),
            (late.Status, late.Attempt!.State, late.Attempt.Refunding));
        var again = await desk.SettleAsync(attempt, ScriptedProvider.Yes(attempt), orderMayBePaid: false);
        Assert.Equal(SettleStatus.AlreadySettled, again.Status);
        Assert.Null(again.Refund);

        Assert.Equal(SettleRefundStatus.Done, (await desk.RefundAsync(late.Refund!)).Status);
        Assert.Equal(AttemptState.Refunded, (await desk.FindAsync(attempt.Id))!.State);
        var money = Assert.Single(await desk.MoneyAsync(order));
        Assert.Equal((10_000L, 5_000L, 1, 2), (money.Captured, money.Refunded, money.Approved, money.CapturedAttempts));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Second_report_of_the_same_approval_does_not_refund_the_order_it_paid(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = await desk.ApprovedAsync(order, 5_000);
        // The order is paid now, so it may not be paid: by this very attempt.
        var again = await desk.SettleAsync(attempt, ScriptedProvider.Yes(attempt), orderMayBePaid: false);
        Assert.Equal((SettleStatus.AlreadySettled, AttemptState.Approved), (again.Status, again.Attempt!.State));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_workers_that_settle_one_attempt_capture_it_once(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var orders = Enumerable.Range(0, 20).Select(_ => Guid.CreateVersion7()).ToArray();
        var begun = new List<Attempt>();
        foreach (var id in orders)
        {
            var prepared = await desk.PrepareAsync(id, 7_000);
            begun.Add((await desk.BeginAsync(prepared.Attempt!.Id)).Attempt!);
        }

        // One worker has the approval, the other only a timeout; their batches run in opposite orders at the same time.
        var nodes = desk.TwoNodes();
        Settlement[] yes = [.. begun.Select(
            a => new Settlement(AttemptAnswer.Of(a, ScriptedProvider.Yes(a), desk.Now), true))];
        Settlement[] lost = [.. begun.AsEnumerable().Reverse().Select(
            a => new Settlement(AttemptAnswer.Of(a, ProviderAnswer.Unknown("TIMEOUT"), desk.Now), true))];
        await Task.WhenAll(
            nodes[0].WriteAsync(open => desk.Settle.RunAsync(open, yes, desk.Now, desk.Cancel), desk.Cancel),
            nodes[1].WriteAsync(open => desk.Settle.RunAsync(open, lost, desk.Now, desk.Cancel), desk.Cancel),
            nodes[1].WriteAsync(open => desk.Settle.RunAsync(open, yes, desk.Now, desk.Cancel), desk.Cancel));
        foreach (var id in orders)
        {
            var money = Assert.Single(await desk.MoneyAsync(id));
            Assert.Equal((7_000L, 1, 0), (money.Captured, money.Approved, money.InFlight));
        }

        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Unknown_attempt_is_net_cancelled_and_a_late_approval_still_refunded(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.BeginAsync((await desk.PrepareAsync(order, 5_000)).Attempt!.Id)).Attempt!;
        await desk.SettleAsync(attempt, ProviderAnswer.Unknown("AMOUNT_DIFFERS"));
        Assert.Equal(NetCancelStatus.Requested, await desk.NetCancelAsync(attempt.Id));
        Assert.Equal(NetCancelStatus.AlreadyRequested, await desk.NetCancelAsync(attempt.Id));
        Assert.Equal(BeginApprovalStatus.NetCancelPending, (await desk.BeginAsync(attempt.Id)).Status);
        Assert.Equal(SettleStatus.Canceled, (await desk.SettleAsync(attempt, ProviderAnswer.NetCanceled())).Status);
        Assert.Equal(NetCancelStatus.NotInFlight, await desk.NetCancelAsync(attempt.Id));
        Assert.Equal(SettleStatus.Late, (await desk.SettleAsync(attempt, ScriptedProvider.Yes(attempt))).Status);
        Assert.Equal(
            [AttemptState.Unknown, AttemptState.NetCancelPending, AttemptState.Canceled, AttemptState.RefundPending],
            (await desk.TransitionsAsync(attempt.Id)).Select(t => t.To));
        Assert.Equal(NetCancelStatus.NotInFlight, await desk.NetCancelAsync(attempt.Id));
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Answer_about_an_attempt_that_was_never_begun_changes_nothing(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.PrepareAsync(order, 5_000)).Attempt!;
        var early = await desk.SettleAsync(attempt, ScriptedProvider.Yes(attempt));
        Assert.Equal(SettleStatus.Contradicted, early.Status);
        await desk.WithdrawAsync(order);
        var late = await desk.SettleAsync(attempt, ScriptedProvider.Yes(attempt));
        Assert.Equal(SettleStatus.Contradicted, late.Status);
        Assert.Equal(AttemptState.Canceled, (await desk.FindAsync(attempt.Id))!.State);
        Assert.Equal(
            SettleStatus.UnknownAttempt,
            (await desk.SettleAsync(Some.Begun(1_000), ScriptedProvider.Yes(attempt))).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Withdrawing_ends_what_was_not_asked_and_waits_for_what_was(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        Assert.Equal(WithdrawAttemptStatus.Nothing, (await desk.WithdrawAsync(order)).Status);
        await desk.PrepareAsync(order, 5_000);
        Assert.Equal(WithdrawAttemptStatus.Withdrawn, (await desk.WithdrawAsync(order)).Status);
        Assert.Equal(WithdrawAttemptStatus.Nothing, (await desk.WithdrawAsync(order)).Status);

        var begun = (await desk.BeginAsync((await desk.PrepareAsync(order, 5_000)).Attempt!.Id)).Attempt!;
        Assert.Equal(WithdrawAttemptStatus.InFlight, (await desk.WithdrawAsync(order)).Status);
        await desk.SettleAsync(begun, ScriptedProvider.Yes(begun));
        Assert.Equal(WithdrawAttemptStatus.Approved, (await desk.WithdrawAsync(order)).Status);
        await desk.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_the_window_hands_back_is_kept_once_and_sealed(Dialect dialect)
    {
        await using var desk = await PaymentDesk.OpenAsync(dialect);
        var attempt = (await desk.PrepareAsync(order, 5_000)).Attempt!;
        var given = new Authentication(attempt.Id, 5_000, "key", "token");
        Assert.Equal(
            AuthenticateAttemptStatus.AmountDiffers, await desk.AuthenticateAsync(given with { Amount = 4_999 }));
        Assert.Equal(AuthenticateAttemptStatus.Authenticated, await desk.AuthenticateAsync(given));
        Assert.Equal(
            AuthenticateAttemptStatus.AlreadyAuthenticated,
            await desk.AuthenticateAsync(given with { Session = "other" }));
        var begun = (await desk.BeginAsync(attempt.Id)).Attempt!;
        Assert.Equal(("key", "token"), (begun.ProviderReference, begun.Session));
        Assert.Equal(begun.HashBody(), begun.BodyHash);
        Assert.NotEqual(attempt.HashBody(), begun.BodyHash);
        await desk.VerifyAsync();
    }
}
