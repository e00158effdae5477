using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Ledger;
using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Our books against the bank's, day after day.</summary>
public sealed class ReconciliationStories
{
    private static readonly DateOnly day = new(2026, 3, 2);

    private readonly Bank bank = new();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Day_that_agrees_opens_nothing_and_leaves_its_evidence(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 2));
        await shop.PaysAsync(order, "bank");
        await shop.CancelsAsync(order, ("mug", 1));
        await shop.WorkAsync();
        shop.Forward(TimeSpan.FromDays(1));
        var run = await ReconcileAsync(shop);
        Assert.Equal((2, 0, 0, true), (run.Matched, run.Mismatches, run.Opened, run.IsListing));
        Assert.Empty(await CasesAsync(shop));
        var runs = await shop.Get<ListCases>().RunsAsync("bank", day, null, 10, Shop.Cancel);
        Assert.Equal(run, Assert.Single(runs.Runs));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Payment_that_only_the_bank_has_is_one_case_however_often_and_from_wherever(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        bank.Books["k"] = new ProviderMovement(
            "k", "r", "20260302-ZZZZZZZZ_1", StatementKind.Capture, 500, shop.Now);
        shop.Forward(TimeSpan.FromDays(1));
        await Task.WhenAll(ReconcileAsync(shop), ReconcileAsync(shop));
        await ReconcileAsync(shop);
        var one = Assert.Single(await CasesAsync(shop));
        Assert.Equal(
            (Bucket.TheirsOnly, 0L, 500L, "finance", CaseState.Open),
            (one.Bucket, one.Ours, one.Theirs, one.Owner, one.State));
        var changed = await shop.Get<ResolveCases>().RunAsync(
            new ChangeCase(one.Id, CaseState.Resolved, "operator", "another shop's", null, one.Version), Shop.Cancel);
        Assert.Equal(ChangeCaseStatus.Changed, changed.Status);
        await ReconcileAsync(shop);
        Assert.Empty(await CasesAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lost_capture_is_a_case_that_ages_and_closes_itself(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        bank.Mood = BankMood.LosesTheAnswer;
        var attempt = await shop.PaysAsync(order, "bank");
        Assert.Equal(AttemptState.Unknown, attempt.State);
        shop.Forward(TimeSpan.FromDays(1));
        Assert.Equal((1, 1), await StatusDiffersAsync(shop));
        var opened = Assert.Single(await CasesAsync(shop));
        Assert.Equal((attempt.Id, 12_000L), (opened.AttemptId!.Value, opened.Theirs));
        shop.Forward(TimeSpan.FromDays(2));
        Assert.Equal(TimeSpan.FromDays(2), shop.Now - Assert.Single(await CasesAsync(shop)).OpenedAt);

        Assert.Equal(
            AskProviderStatus.Settled, (await shop.Get<AskProvider>().RunAsync(attempt.Id, Shop.Cancel)).Status);
        Assert.Equal(1, (await ReconcileAsync(shop)).Closed);
        var closed = (await shop.Get<ListCases>().ShowAsync(opened.Id, Shop.Cancel))!;
        Assert.Equal((CaseState.Resolved, ReconciliationCase.Matched), (closed.Case.State, closed.Case.Reason));
        Assert.Equal(2, closed.Changes.Count);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pay_outs_are_posted_once_and_their_sum_is_checked(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var attempt = await shop.PaysAsync(await shop.BuysAsync("a", ("mug", 1)), "bank");
        bank.PayOuts.Add(new ProviderSettlement(
            attempt.ProviderReference!, attempt.ProviderOrderId, 12_000, 300, 30, 11_670, day, day.AddDays(3)));
        shop.Forward(TimeSpan.FromDays(1));
        await ReconcileAsync(shop);
        Assert.Equal(1, (await ReconcileAsync(shop)).SettlementLines);
        Assert.Equal(
            [("bank", 11_670L), ("fees", 300L), ("fees-vat", 30L), ("provider:bank", 0L), ("sales", -12_000L)],
            (await shop.Get<ReadLedger>().BalancesAsync(Shop.Cancel)).Select(b => (b.Account, b.Balance)));
        bank.PayOuts[0] = bank.PayOuts[0] with { PayOut = 11_000 };
        Assert.Equal(1, (await ReconcileAsync(shop)).AmountDiffers);
        Assert.Equal(CaseSubject.Settlement, Assert.Single(await CasesAsync(shop)).Subject);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Books_that_stay_closed_are_a_failed_run_and_compare_nothing(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        await shop.PaysAsync(await shop.BuysAsync("a", ("mug", 1)), "bank");
        bank.IsSilent = true;
        shop.Forward(TimeSpan.FromDays(1));
        var answer = await shop.Get<ReconcilePayments>().RunAsync(
            ReconcileRequest.OfDay("bank", day, RunKind.ByHand), Shop.Cancel);
        Assert.Equal((ReconcileStatus.Failed, "TIMEOUT"), (answer.Status, answer.Run!.Failure));
        Assert.Empty(await CasesAsync(shop));
    }

    private static async Task<(int, int)> StatusDiffersAsync(Shop shop)
    {
        var run = await ReconcileAsync(shop);
        return (run.StatusDiffers, run.Opened);
    }

    private static async Task<ReconciliationRun> ReconcileAsync(Shop shop)
    {
        var answer = await shop.Get<ReconcilePayments>().RunAsync(
            ReconcileRequest.OfDay("bank", day, RunKind.ByHand), Shop.Cancel);
        Assert.Equal(ReconcileStatus.Reconciled, answer.Status);
        return answer.Run!;
    }

    private static async Task<IReadOnlyList<ReconciliationCase>> CasesAsync(Shop shop) =>
        (await shop.Get<ListCases>().RunAsync(new ListCasesRequest(Provider: "bank"), Shop.Cancel)).Cases;

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.AddSingleton<IPaymentProvider>(bank));
        bank.Clock = shop.Time;
        await shop.SellsAsync("mug", 12_000, 10);
        return shop;
    }
}
