using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Scenarios;

/// <summary>What is owed and does not come: deposits taken back, late refunds, captures nobody pays out.</summary>
public sealed class OwedStories
{
    private static readonly DateOnly day = new(2026, 3, 2);

    private readonly Bank bank = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Deposit_that_the_bank_takes_back_is_a_case_until_it_is_there_again(Dialect dialect)
    {
        var gateway = new ScriptedProvider();
        await using var shop = await Shop.OpenAsync(
            dialect, services => services.AddSingleton<IPaymentProvider>(gateway));
        await shop.SellsAsync("mug", 12_000, 10);
        gateway.OnApprove = (attempt, _, _) => Task.FromResult(Waits(shop, attempt));
        var order = await shop.BuysAsync("a", ("mug", 1));
        await shop.PaysAsync(order, "scripted");
        shop.Forward(TimeSpan.FromMinutes(11));
        await shop.WorkAsync();
        var paid = Assert.Single((await shop.SeeAsync(order)).Attempts);
        Assert.Equal(AttemptState.Approved, paid.State);
        Assert.Empty(await CasesAsync(shop, "scripted"));

        for (var told = 1; told <= 2; told++) await SettleAsync(shop, paid, Waits(shop, paid));
        var one = Assert.Single(await CasesAsync(shop, "scripted"));
        Assert.Equal(
            (CaseSubject.Deposit, Bucket.StatusDiffers, "finance", 12_000L, 0L, paid.Id),
            (one.Subject, one.Bucket, one.Owner, one.Ours, one.Theirs, one.AttemptId));
        shop.Forward(TimeSpan.FromHours(1));
        // As operators see it, and as old as it is.
        var row = CaseRow.Of(one, shop.Now);
        Assert.Equal(("deposit", "status-differs", 3600L), (row.Subject, row.Bucket, row.AgeSeconds));
        // A pass over movements does not know better.
        await shop.Get<ReconcilePayments>().RunAsync(
            new ReconcileRequest("scripted", RunKind.Sliding, shop.Now.AddHours(-2), shop.Now, null), Shop.Cancel);
        Assert.Single(await CasesAsync(shop, "scripted"), c => c.Subject == CaseSubject.Deposit);

        await SettleAsync(shop, paid, ScriptedProvider.Yes(paid));
        Assert.DoesNotContain(await CasesAsync(shop, "scripted"), c => c.Subject == CaseSubject.Deposit);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refund_past_its_day_is_a_case_until_it_is_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        await shop.PaysAsync(order, "bank");
        bank.IsSilent = true;
        await shop.CancelsAsync(order);
        await shop.WorkAsync();
        await TickAsync(shop, "payments.watch-overdue");
        Assert.Empty(await CasesAsync(shop, "bank"));

        shop.Forward(TimeSpan.FromDays(4));
        await TickAsync(shop, "payments.watch-overdue");
        await TickAsync(shop, "payments.watch-overdue");
        var one = Assert.Single(await CasesAsync(shop, "bank"));
        Assert.Equal(
            (CaseSubject.RefundDue, Bucket.Overdue, 12_000L, "finance"),
            (one.Subject, one.Bucket, one.Ours, one.Owner));
        Assert.Equal(Assert.Single((await shop.SeeAsync(order)).Refunds).DueAt, one.HappenedAt);

        bank.IsSilent = false;
        await shop.WorkAsync();
        Assert.Equal(RefundState.Done, Assert.Single((await shop.SeeAsync(order)).Refunds).State);
        Assert.Empty(await CasesAsync(shop, "bank"));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Capture_that_is_never_settled_is_a_case_until_it_is(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var attempt = await shop.PaysAsync(await shop.BuysAsync("a", ("mug", 1)), "bank");
        var back = await shop.BuysAsync("b", ("mug", 1));
        await shop.PaysAsync(back, "bank");
        await shop.CancelsAsync(back);
        await shop.WorkAsync();
        shop.Forward(TimeSpan.FromDays(7));
        Assert.Equal(0, (await ReconcileAsync(shop, day.AddDays(6))).OursOnly);
        shop.Forward(TimeSpan.FromDays(1));
        Assert.Equal(1, (await ReconcileAsync(shop, day.AddDays(7))).OursOnly);
        await ReconcileAsync(shop, day.AddDays(7));
        var one = Assert.Single(await CasesAsync(shop, "bank"));
        Assert.Equal(
            (CaseSubject.Settlement, Bucket.OursOnly, attempt.Id, 12_000L, 0L),
            (one.Subject, one.Bucket, one.AttemptId!.Value, one.Ours, one.Theirs));

        // It comes after all, days later, for a sale that no usual pass would read any more.
        shop.Forward(TimeSpan.FromDays(5));
        bank.PayOuts.Add(new ProviderSettlement(
            attempt.ProviderReference!, attempt.ProviderOrderId, 12_000, 300, 30, 11_670, day, day.AddDays(12)));
        Assert.Equal(1, (await ReconcileAsync(shop, day.AddDays(12))).Closed);
        Assert.Empty(await CasesAsync(shop, "bank"));
        Assert.Equal(0, (await ReconcileAsync(shop, day.AddDays(7))).OursOnly);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Old_movements_are_forgotten_in_bounded_batches_and_those_of_open_cases_are_not(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect, services =>
        {
            services.AddSingleton<IPaymentProvider>(bank);
            services.Configure<PaymentsOptions>(options => options.Reconciliation.PurgeMax = 2);
        });
        var old = shop.Now.AddDays(-1828);
        SeenMovement[] seen =
        [
            .. Enumerable.Range(1, 3).Select(i => Seen($"old-{i}", $"order-{i}_1", old)),
            Seen("case", "case_1", old), Seen("young", "order-9_1", shop.Now.AddDays(-1826)),
        ];
        await shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                ReconciliationStore.SaveMovements(round, seen);
                await round.ExecuteAsync(Shop.Cancel);
                await KeepCases.RunAsync(
                    open, "bank",
                    [new Comparison(Bucket.TheirsOnly, CaseSubject.Capture, null, "case_1", "r", 0, 500, old)], [],
                    "finance", shop.Now, Shop.Cancel);
            },
            Shop.Cancel);
        var purge = Verb(shop, "payments.purge-movements");
        Assert.True(await purge.RunAsync(Shop.Cancel));
        Assert.Equal(3, (await KeysAsync(shop)).Count);
        Assert.False(await purge.RunAsync(Shop.Cancel));
        Assert.Equal(["case", "young"], (await KeysAsync(shop)).Order());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Money_that_comes_when_the_order_is_gone_goes_back_with_its_tax_and_by_its_day(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        await shop.SellsAsync("milk", 4_000, 10, taxFree: true);
        var order = await shop.BuysAsync("a", ("mug", 1), ("milk", 2));
        bank.Mood = BankMood.Declines;
        var declined = await shop.PaysAsync(order, "bank");
        Assert.Equal(AttemptState.Declined, declined.State);
        await shop.CancelsAsync(order);

        bank.Mood = BankMood.Approves;
        await SettleAsync(shop, declined, Bank.Approved(declined));
        var refund = Assert.Single((await shop.SeeAsync(order)).Refunds);
        Assert.Equal((20_000L, 1_091L, 8_000L), (refund.Amount, refund.Vat, refund.TaxFree));
        // Monday is a holiday: Tuesday, Wednesday and Thursday count.
        Assert.Equal(new DateTimeOffset(2026, 3, 6, 0, 0, 0, TimeSpan.FromHours(9)), refund.DueAt);
        await shop.WorkAsync();
        Assert.Equal(RefundState.Done, Assert.Single((await shop.SeeAsync(order)).Refunds).State);
        await shop.VerifyAsync();
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.AddSingleton<IPaymentProvider>(bank));
        bank.Clock = shop.Time;
        await shop.SellsAsync("mug", 12_000, 10);
        return shop;
    }

    private static ProviderAnswer Waits(Shop shop, Attempt attempt) => ProviderAnswer.AwaitingDeposit(
        "pay-1", attempt.ProviderOrderId, attempt.Amount, attempt.Currency,
        new AnswerDetail { Deposit = new DepositAccount("20", "123", null, shop.Now.AddDays(1)) });

    private static Task SettleAsync(Shop shop, Attempt attempt, ProviderAnswer answer) =>
        shop.Get<SettlePayments>().RunAsync([AttemptAnswer.Of(attempt, answer, shop.Now)], [], Shop.Cancel);

    private static async Task<ReconciliationRun> ReconcileAsync(Shop shop, DateOnly of)
    {
        var answer = await shop.Get<ReconcilePayments>().RunAsync(
            ReconcileRequest.OfDay("bank", of, RunKind.Daily), Shop.Cancel);
        Assert.Equal(ReconcileStatus.Reconciled, answer.Status);
        return answer.Run!;
    }

    private static async Task<IReadOnlyList<ReconciliationCase>> CasesAsync(Shop shop, string provider) =>
        (await shop.Get<ListCases>().RunAsync(new ListCasesRequest(Provider: provider), Shop.Cancel)).Cases;

    private static ITimedVerb Verb(Shop shop, string name) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(verb => verb.Name == name);

    private static Task<bool> TickAsync(Shop shop, string name) => Verb(shop, name).RunAsync(Shop.Cancel);

    private static SeenMovement Seen(string key, string order, DateTimeOffset at) => new(
        "bank", new ProviderMovement(key, "r", order, StatementKind.Capture, 500, at), at);

    private static Task<List<string>> KeysAsync(Shop shop) => shop.Database.ReadAsync(
        open => open.QueryAsync<string>(
            new Sql("SELECT movement_key FROM provider_movements"), null, Shop.Cancel),
        Shop.Cancel);
}
