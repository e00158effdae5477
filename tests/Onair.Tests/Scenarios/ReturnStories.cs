using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Scenarios;

/// <summary>Goods that come back, the money for them, and the clocks of the law. The story starts on a Monday evening
/// in Korea, 2026-03-02, a holiday.</summary>
public sealed class ReturnStories
{
    private readonly ScriptedProvider gateway = new();
    private readonly List<Refund> paidBack = [];

    public ReturnStories() => gateway.OnCancel = refund =>
    {
        paidBack.Add(refund);
        return new RefundAnswer(RefundAnswerKind.Done, "back");
    };

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Who_changes_their_mind_bears_the_way_back_and_the_books_hold(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await DeliveredAsync(shop, ("mug", 2), ("milk", 1));
        var asked = await WithdrawAsync(shop, order, EndCause.ChangeOfMind, ("mug", 1), ("milk", 1));
        Assert.Equal(RequestWithdrawalStatus.Requested, asked.Status);
        Assert.Equal(RequestWithdrawalStatus.AlreadyRequested, (await WithdrawAsync(
            shop, order, EndCause.Defect)).Status);
        Assert.NotNull((await shop.SeeAsync(order)).Withdrawal);
        await shop.WorkAsync();
        Assert.Empty(paidBack);

        shop.Forward(TimeSpan.FromDays(2));
        Assert.Equal(EndOrderStatus.PartlyEnded, (await ReceiveAsync(shop, order, asked)).Status);
        Assert.Equal(EndOrderStatus.AlreadyEnded, (await ReceiveAsync(shop, order, asked)).Status);
        await shop.WorkAsync();
        // 12,000 with 1,091 of VAT and 4,000 free of it, less 3,000 and the 273 within.
        var refund = Assert.Single(paidBack);
        Assert.Equal((13_000L, 818L, 4_000L), (refund.Amount, refund.Vat, refund.TaxFree));
        var seen = await shop.SeeAsync(order);
        Assert.Equal((3_000L, 12_000L, OrderStatus.Delivered),
            (seen.Order.Fees, seen.Order.Remaining, seen.Order.Status));
        Assert.Equal((EndCause.ChangeOfMind, 3_000L), (seen.Timeline[^1].Cause, seen.Timeline[^1].Fee));
        Assert.Null(seen.Withdrawal);
        await shop.VerifyAsync();

        // The rest was broken: the shop bears that way, and the last refund takes the rest of the tax.
        var broken = await WithdrawAsync(shop, order, EndCause.Defect);
        Assert.Equal(EndOrderStatus.Ended, (await ReceiveAsync(shop, order, broken)).Status);
        await shop.WorkAsync();
        Assert.Equal((12_000L, 1_091L, 0L), (paidBack[1].Amount, paidBack[1].Vat, paidBack[1].TaxFree));
        Assert.Equal(AttemptState.Approved, Assert.Single((await shop.SeeAsync(order)).Attempts).State);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Deposit_goes_back_to_a_sealed_account_that_is_forgotten_then(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await DepositedAsync(shop);
        await AdvanceAsync(shop, order);
        Assert.Equal(
            RequestWithdrawalStatus.AccountNeeded, (await WithdrawAsync(shop, order, EndCause.Mismatch)).Status);
        var account = new RefundAccount("088", "110123456789", "홍길동");
        var sealedAccount = await shop.Get<RefundAccounts>().SealAsync(account, order.Number, Shop.Cancel);
        var asked = await shop.Get<RequestWithdrawals>().RunAsync(
            new RequestWithdrawal(order.Number, order.Token, EndCause.Mismatch, null, sealedAccount), Shop.Cancel);
        Assert.Equal(RequestWithdrawalStatus.Requested, asked.Status);
        Assert.Equal(EndOrderStatus.Ended, (await ReceiveAsync(shop, order, asked)).Status);
        var refund = Assert.Single((await shop.SeeAsync(order)).Refunds);
        Assert.Equal(sealedAccount, refund.SealedAccount);
        await shop.WorkAsync();
        Assert.Equal(account, Assert.Single(paidBack).Account);
        Assert.Null(Assert.Single((await shop.SeeAsync(order)).Refunds).SealedAccount);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refund_of_a_deposit_waits_until_somebody_says_where_to(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await DepositedAsync(shop);
        var account = new RefundAccount("088", "110123456789", "홍길동");
        var give = shop.Get<GiveRefundAccounts>();
        Assert.Equal(
            GiveRefundAccountStatus.NotNeeded, await give.RunAsync(order.Number, order.Token, account, Shop.Cancel));
        Assert.Equal(EndOrderStatus.Ended, (await shop.CancelsAsync(order)).Status);
        await shop.WorkAsync();
        Assert.Empty(paidBack);
        var seen = await shop.SeeAsync(order);
        Assert.True(seen.NeedsAccount(Assert.Single(seen.Refunds)));
        shop.Forward(TimeSpan.FromDays(4));
        Assert.Contains(
            await shop.Get<ListDeadlines>().RunAsync(Shop.Cancel),
            due => due.Kind == DeadlineKind.Refund && due.Note is not null && due.IsOverdue(shop.Now));

        Assert.Equal(GiveRefundAccountStatus.UnknownOrder, await give.RunAsync(
            order.Number, "x", account, Shop.Cancel));
        Assert.Equal(
            GiveRefundAccountStatus.Given, await give.RunAsync(order.Number, order.Token, account, Shop.Cancel));
        await shop.WorkAsync();
        Assert.Equal(account, Assert.Single(paidBack).Account);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Supply_failure_counts_from_the_payment(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var late = await PaidAsync(shop, ("mug", 1));
        var due = new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.FromHours(9)).ToUniversalTime();
        // Paid on Monday, a holiday: Tuesday, Wednesday and Thursday count.
        Assert.Equal(due, (await shop.SeeAsync(late)).Order.ShipBefore);
        Assert.Empty(await shop.Get<ListDeadlines>().RunAsync(Shop.Cancel));
        shop.Forward(TimeSpan.FromDays(3));
        Assert.Equal(
            (DeadlineKind.Ship, late.Number, false),
            Only(await shop.Get<ListDeadlines>().RunAsync(Shop.Cancel), shop.Now));
        shop.Forward(TimeSpan.FromDays(1));
        Assert.Equal(1, (await shop.Get<ListDeadlines>().CountAsync(Shop.Cancel))[DeadlineKind.Ship]);

        var ended = await shop.Get<EndOrders>().RunAsync(
            new EndOrder(late.Number, null, OrderStep.Cancel, null, null, OrderActors.Operator, null)
            {
                Cause = EndCause.SupplyFailure,
            });
        Assert.Equal(EndOrderStatus.Ended, ended.Status);
        Assert.Equal(due, Assert.Single((await shop.SeeAsync(late)).Refunds).DueAt);
        Assert.Equal(
            (DeadlineKind.Refund, late.Number, true),
            Only(await shop.Get<ListDeadlines>().RunAsync(Shop.Cancel), shop.Now));
        await shop.WorkAsync();
        Assert.Empty(await shop.Get<ListDeadlines>().RunAsync(Shop.Cancel));
        Assert.All((await shop.Get<ListDeadlines>().CountAsync(Shop.Cancel)).Values, count => Assert.Equal(0, count));

        static (DeadlineKind, string, bool) Only(IReadOnlyList<LegalDeadline> found, DateTimeOffset now)
        {
            var one = Assert.Single(found);
            return (one.Kind, one.OrderNumber, one.IsOverdue(now));
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Time_to_change_ones_mind_ends_and_wrong_goods_have_longer(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await DeliveredAsync(shop, ("mug", 1));
        var until = (await shop.SeeAsync(order)).Order.WithdrawBefore!.Value;
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.FromHours(9)), until);
        shop.Forward(until - shop.Now);
        Assert.Equal(RequestWithdrawalStatus.TooLate, (await WithdrawAsync(shop, order, EndCause.ChangeOfMind)).Status);
        Assert.Equal(RequestWithdrawalStatus.Requested, (await WithdrawAsync(shop, order, EndCause.Mismatch)).Status);

        var unshipped = await PaidAsync(shop, ("mug", 1));
        Assert.Equal(
            RequestWithdrawalStatus.WrongState, (await WithdrawAsync(shop, unshipped, EndCause.Defect)).Status);
        var stranger = unshipped with { Token = order.Token };
        Assert.Equal(
            RequestWithdrawalStatus.UnknownOrder, (await WithdrawAsync(shop, stranger, EndCause.Defect)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Balance_holds_under_concurrent_part_returns(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await DeliveredAsync(shop, ("mug", 8), ("milk", 4));
        var asked = Enumerable.Range(0, 20).Select(i => shop.Get<EndOrders>().RunAsync(
            new EndOrder(
                order.Number, null, OrderStep.Return, [(i % 2 == 0 ? "mug" : "milk", 1)], null, "staff:kim", null)
            {
                Cause = i % 3 == 0 ? EndCause.ChangeOfMind : EndCause.Defect,
            }));
        var answers = await Task.WhenAll(asked);
        // All milk, and all mugs: twelve pieces, and no more.
        Assert.Equal(
            12, answers.Count(a => a.Status is EndOrderStatus.PartlyEnded or EndOrderStatus.Ended));
        Assert.Equal(OrderStatus.Returned, (await shop.SeeAsync(order)).Order.Status);
        await shop.VerifyAsync();
        await shop.WorkAsync();
        var seen = await shop.SeeAsync(order);
        var attempt = Assert.Single(seen.Attempts);
        Assert.Equal(seen.Order.Fees, attempt.Captured - attempt.Refunded - attempt.Refunding);
        Assert.Equal(seen.Order.Total, paidBack.Sum(refund => refund.Amount) + seen.Order.Fees);
        await shop.VerifyAsync();
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.AddSingleton<IPaymentProvider>(gateway));
        await shop.SellsAsync("mug", 12_000, 100);
        await shop.SellsAsync("milk", 4_000, 100, taxFree: true);
        return shop;
    }

    private static async Task<Ticket> PaidAsync(Shop shop, params (string, int)[] lines)
    {
        var order = await shop.BuysAsync("a", lines);
        Assert.Equal(AttemptState.Approved, (await shop.PaysAsync(order, "scripted")).State);
        return order;
    }

    private static async Task<Ticket> DeliveredAsync(Shop shop, params (string, int)[] lines)
    {
        var order = await PaidAsync(shop, lines);
        await AdvanceAsync(shop, order);
        return order;
    }

    private static async Task AdvanceAsync(Shop shop, Ticket order)
    {
        foreach (var step in (OrderStep[])[OrderStep.Prepare, OrderStep.Ship, OrderStep.Deliver])
            Assert.Equal(AdvanceOrderStatus.Advanced, await shop.AdvanceAsync(order, step));
    }

    /// <summary>Paid into an account of its own.</summary>
    private async Task<Ticket> DepositedAsync(Shop shop)
    {
        gateway.OnApprove = (attempt, _, _) => Task.FromResult(ProviderAnswer.AwaitingDeposit(
            "pay-1",
            attempt.ProviderOrderId,
            attempt.Amount,
            attempt.Currency,
            new AnswerDetail { Deposit = new DepositAccount("20", "123", null, shop.Now.AddDays(1)) }));
        var order = await shop.BuysAsync("a", ("mug", 1));
        Assert.Equal(AttemptState.AwaitingDeposit, (await shop.PaysAsync(order, "scripted")).State);
        shop.Forward(TimeSpan.FromHours(23));
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        return order;
    }

    private static Task<RequestedWithdrawal> WithdrawAsync(
        Shop shop, Ticket order, EndCause cause, params (string Sku, int Pieces)[] pieces) =>
        shop.Get<RequestWithdrawals>().RunAsync(
            new RequestWithdrawal(order.Number, order.Token, cause, pieces.Length == 0 ? null : pieces, null),
            Shop.Cancel);

    private static Task<EndedOrder> ReceiveAsync(Shop shop, Ticket order, RequestedWithdrawal asked) =>
        shop.Get<EndOrders>().RunAsync(
            new EndOrder(order.Number, null, OrderStep.Return, null, null, "staff:kim", null)
            {
                WithdrawalId = asked.Withdrawal!.Id,
            });
}
