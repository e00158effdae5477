using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Receipts;
using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Receipts of cash, from the customer's wish to the last refund.</summary>
public sealed class ReceiptStories
{
    private const string phone = "01012345678";
    private const string business = "1234567891";

    private readonly Till till = new();
    private readonly Bank bank;

    public ReceiptStories() => bank = new Bank { Till = till };

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Receipt_follows_the_money_there_and_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 2), ("milk", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        var issued = Assert.Single(await ReceiptsAsync(shop, order));
        Assert.Equal(
            (CashReceiptState.Issued, new ReceiptAmounts(28_000, 2_182, 4_000), "010****5678", "123456789"),
            (issued.State, issued.Amounts, issued.MaskedNumber, issued.IssueNumber));
        var told = till.Asked.Last();
        Assert.Equal(
            (phone, CashReceiptPurpose.IncomeDeduction, "물건 mug 외 1건"), (told.Number, told.Purpose, told.OrderName));

        // A part goes back: the receipt is taken back, and what remains gets its own, with its own split.
        await shop.CancelsAsync(order, ("milk", 1));
        await shop.WorkAsync();
        var receipts = await ReceiptsAsync(shop, order);
        Assert.Equal([CashReceiptState.Cancelled, CashReceiptState.Issued], receipts.Select(r => r.State));
        Assert.Equal(new ReceiptAmounts(24_000, 2_182, 0), receipts[1].Amounts);
        Assert.Equal(24_000, till.Open);

        // All goes back.
        await shop.CancelsAsync(order);
        await shop.WorkAsync();
        Assert.All(await ReceiptsAsync(shop, order), r => Assert.Equal(CashReceiptState.Cancelled, r.State));
        Assert.Equal((0L, 2), (till.Open, till.Issued));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Number_lies_nowhere_in_clear_and_is_forgotten(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        var asked = await shop.BuysAsync("b", ("mug", 1));
        await shop.Get<StartPayments>().RunAsync(
            new StartPayment(asked.Number, asked.Token, "bank", PaymentMethod.Transfer)
            {
                Receipt = await ChoiceAsync(shop, asked),
            });
        var rows = await RowsAsync(shop);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.DoesNotContain(phone, row, StringComparison.Ordinal));

        await ForgetAsync(shop);
        Assert.NotNull(Assert.Single(await ReceiptsAsync(shop, order)).SealedNumber);
        shop.Forward(TimeSpan.FromDays(32));
        await ForgetAsync(shop);
        // Its money never came.
        Assert.Equal(CashReceiptState.Dropped, Assert.Single(await ReceiptsAsync(shop, asked)).State);
        Assert.Null(Assert.Single(await ReceiptsAsync(shop, asked)).SealedNumber);
        Assert.NotNull(Assert.Single(await ReceiptsAsync(shop, order)).SealedNumber);
        shop.Forward(TimeSpan.FromDays(89));
        await ForgetAsync(shop);
        Assert.Null(Assert.Single(await ReceiptsAsync(shop, order)).SealedNumber);
        Assert.Equal("010****5678", Assert.Single(await ReceiptsAsync(shop, order)).MaskedNumber);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Customer_asks_after_paying_and_once_is_enough(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        await PayAsync(shop, order, null);
        await shop.WorkAsync();
        Assert.Empty(await ReceiptsAsync(shop, order));
        var ask = shop.Get<AskCashReceipts>();
        var choice = await ChoiceAsync(shop, order, CashReceiptPurpose.ExpenseProof, business);
        Assert.Equal(
            AskReceiptStatus.UnknownOrder, await ask.RunAsync(order.Number, "x", choice, Shop.Cancel));
        Assert.Equal(AskReceiptStatus.Asked, await ask.RunAsync(order.Number, order.Token, choice, Shop.Cancel));
        Assert.Equal(
            AskReceiptStatus.AlreadyIssued, await ask.RunAsync(order.Number, order.Token, choice, Shop.Cancel));
        await shop.WorkAsync();
        Assert.Equal(business, Assert.Single(till.Asked).Number);
        Assert.Equal(CashReceiptState.Issued, Assert.Single(await ReceiptsAsync(shop, order)).State);

        var byCard = await shop.BuysAsync("b", ("mug", 1));
        await shop.PaysAsync(byCard, "bank");
        Assert.Equal(
            AskReceiptStatus.NotApplicable,
            await ask.RunAsync(byCard.Number, byCard.Token, await ChoiceAsync(shop, byCard), Shop.Cancel));
        var started = await shop.Get<StartPayments>().RunAsync(
            new StartPayment((await shop.BuysAsync("c", ("mug", 1))).Number, "x", "bank", PaymentMethod.Card));
        Assert.Equal(StartPaymentStatus.UnknownOrder, started.Status);
        var third = await shop.BuysAsync("d", ("mug", 1));
        Assert.Equal(StartPaymentStatus.ReceiptNotTaken, (await shop.Get<StartPayments>().RunAsync(
            new StartPayment(third.Number, third.Token, null, PaymentMethod.Card)
            {
                Receipt = await ChoiceAsync(shop, third),
            })).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Large_sale_gets_its_receipt_unasked_unless_the_customer_is_quicker(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var silent = await shop.BuysAsync("a", ("sofa", 1));
        await PayAsync(shop, silent, null);
        var quick = await shop.BuysAsync("b", ("sofa", 1));
        await PayAsync(shop, quick, null);
        await shop.WorkAsync();
        Assert.Empty(till.Asked);
        Assert.Equal(AskReceiptStatus.Asked, await shop.Get<AskCashReceipts>().RunAsync(
            quick.Number, quick.Token, await ChoiceAsync(shop, quick), Shop.Cancel));
        await shop.WorkAsync();
        Assert.Equal(phone, Assert.Single(till.Asked).Number);

        shop.Forward(TimeSpan.FromDays(3));
        await shop.WorkAsync();
        Assert.Equal([phone, "0100001234"], till.Asked.Select(r => r.Number));
        var unasked = Assert.Single(await ReceiptsAsync(shop, silent));
        Assert.Equal((CashReceiptState.Issued, true), (unasked.State, unasked.IsSelfIssued));
        Assert.Null(unasked.MaskedNumber);
        Assert.Equal(AskReceiptStatus.AlreadyIssued, await shop.Get<AskCashReceipts>().RunAsync(
            silent.Number, silent.Token, await ChoiceAsync(shop, silent), Shop.Cancel));
        Assert.Equal(2, till.Issued);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Weather_is_asked_again_under_one_key_and_lateness_is_a_case_until_it_is_there(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        till.IsSilent = true;
        var order = await shop.BuysAsync("a", ("mug", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        for (var tries = 0; tries < 5; tries++)
        {
            shop.Forward(TimeSpan.FromHours(2));
            await shop.WorkAsync();
        }

        Assert.True(till.Asked.Count >= 5);
        Assert.Single(till.Asked.Distinct());
        shop.Forward(TimeSpan.FromDays(5));
        await WatchAsync(shop);
        await WatchAsync(shop);
        var late = Assert.Single(await CasesAsync(shop));
        Assert.Equal(
            (CaseSubject.CashReceipt, Bucket.Overdue, "finance", 12_000L),
            (late.Subject, late.Bucket, late.Owner, late.Ours));

        till.IsSilent = false;
        await shop.WorkAsync();
        Assert.Equal(CashReceiptState.Issued, Assert.Single(await ReceiptsAsync(shop, order)).State);
        Assert.Empty(await CasesAsync(shop));
        Assert.Equal(1, till.Issued);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Refusal_is_a_case_and_another_number_may_be_given(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        till.OnIssue = request => request.Number == phone
            ? new CashReceiptAnswer(CashReceiptAnswerKind.Refused, Code: "INVALID_REGISTRATION_NUMBER")
            : null;
        var order = await shop.BuysAsync("a", ("mug", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        var failed = Assert.Single(await ReceiptsAsync(shop, order));
        Assert.Equal(
            (CashReceiptState.Failed, "INVALID_REGISTRATION_NUMBER"), (failed.State, failed.FailureCode));
        Assert.Equal(Bucket.StatusDiffers, Assert.Single(await CasesAsync(shop)).Bucket);

        var choice = await ChoiceAsync(shop, order, CashReceiptPurpose.ExpenseProof, business);
        Assert.Equal(AskReceiptStatus.Asked, await shop.Get<AskCashReceipts>().RunAsync(
            order.Number, order.Token, choice, Shop.Cancel));
        await shop.WorkAsync();
        Assert.Equal(
            [CashReceiptState.Failed, CashReceiptState.Issued],
            (await ReceiptsAsync(shop, order)).Select(r => r.State));
        Assert.Empty(await CasesAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Key_that_may_be_forgotten_is_not_asked_under_again(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        till.IsSilent = true;
        var order = await shop.BuysAsync("a", ("mug", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        shop.Forward(TimeSpan.FromDays(14));
        till.IsSilent = false;
        var asked = till.Asked.Count;
        await shop.WorkAsync();
        Assert.Equal(asked, till.Asked.Count);
        Assert.Equal("KEY_TOO_OLD", Assert.Single(await ReceiptsAsync(shop, order)).FailureCode);
        Assert.Equal(CaseSubject.CashReceipt, Assert.Single(await CasesAsync(shop)).Subject);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Money_that_goes_back_while_a_receipt_is_on_its_way_is_seen_when_it_is_there(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        till.IsSilent = true;
        var order = await shop.BuysAsync("a", ("mug", 2));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        await shop.CancelsAsync(order, ("mug", 1));
        await shop.WorkAsync();
        // A call may have been heard: what was asked must stay what is asked.
        Assert.Equal(24_000, Assert.Single(await ReceiptsAsync(shop, order)).Amounts.Amount);
        till.IsSilent = false;
        shop.Forward(TimeSpan.FromHours(2));
        await shop.WorkAsync();
        Assert.Equal(
            [(CashReceiptState.Cancelled, 24_000L), (CashReceiptState.Issued, 12_000L)],
            (await ReceiptsAsync(shop, order)).Select(r => (r.State, r.Amounts.Amount)));
        Assert.Equal(12_000, till.Open);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Receipt_of_the_providers_own_window_is_taken_over_and_taken_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        bank.WindowReceipt = new IssuedReceipt("own-1", CashReceiptPurpose.ExpenseProof, "987654321", null);
        var order = await shop.BuysAsync("a", ("sofa", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        shop.Forward(TimeSpan.FromDays(4));
        await shop.WorkAsync();
        Assert.Empty(till.Asked);
        var own = Assert.Single(await ReceiptsAsync(shop, order));
        Assert.Equal(
            (CashReceiptState.Issued, "own-1", 150_000L), (own.State, own.ProviderKey, own.Amounts.Amount));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Database_itself_refuses_a_second_living_receipt_and_what_cannot_be(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        await PayAsync(shop, order, await ChoiceAsync(shop, order));
        await RefusedAsync(
            """
            INSERT INTO cash_receipts (id, attempt_id, place, order_number, order_name, purpose, self_issued,
                captured_vat, captured_tax_free, amount, vat, tax_free, state, asked_at, due_at, changed_at, version)
            SELECT attempt_id, attempt_id, 2, order_number, order_name, purpose, self_issued, captured_vat,
                captured_tax_free, amount, vat, tax_free, 2, asked_at, due_at, changed_at, 1 FROM cash_receipts
            """);
        string[] forbidden = ["amount = 0", "vat = amount + 1", "provider_key = NULL", "state = 4", "state = 6"];
        foreach (var change in forbidden)
            await RefusedAsync("UPDATE cash_receipts SET " + change);
        Assert.Equal(CashReceiptState.Issued, Assert.Single(await ReceiptsAsync(shop, order)).State);

        async Task RefusedAsync(string text) => await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => shop.Database.WriteAsync(open => open.ExecuteAsync(new Sql(text), null, Shop.Cancel), Shop.Cancel));
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.AddSingleton<IPaymentProvider>(bank));
        await shop.SellsAsync("mug", 12_000, 100);
        await shop.SellsAsync("milk", 4_000, 100, taxFree: true);
        await shop.SellsAsync("sofa", 150_000, 100);
        return shop;
    }

    private static Task<ReceiptChoice> ChoiceAsync(
        Shop shop,
        Ticket order,
        CashReceiptPurpose purpose = CashReceiptPurpose.IncomeDeduction,
        string digits = phone) =>
        shop.Get<ReceiptNumbers>().SealAsync(purpose, digits, order.Number, Shop.Cancel);

    private static async Task PayAsync(Shop shop, Ticket order, ReceiptChoice? choice)
    {
        var started = await shop.Get<StartPayments>().RunAsync(
            new StartPayment(order.Number, order.Token, "bank", PaymentMethod.Transfer) { Receipt = choice });
        Assert.Equal(StartPaymentStatus.Started, started.Status);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
    }

    private static async Task<IReadOnlyList<CashReceipt>> ReceiptsAsync(Shop shop, Ticket order) =>
        (await shop.SeeAsync(order)).Receipts;

    private static async Task<IReadOnlyList<ReconciliationCase>> CasesAsync(Shop shop) =>
        (await shop.Get<ListCases>().RunAsync(new ListCasesRequest(Provider: "bank"), Shop.Cancel)).Cases;

    /// <summary>Every column that could hold a number.</summary>
    private static Task<List<string>> RowsAsync(Shop shop) => shop.Database.ReadAsync(
        open => open.QueryAsync<string>(
            new Sql("SELECT COALESCE(sealed_number, '') || '|' || COALESCE(masked_number, '') FROM cash_receipts"),
            null,
            Shop.Cancel),
        Shop.Cancel);

    private static Task<bool> ForgetAsync(Shop shop) => new ForgetReceiptNumbers(
        shop.Database, shop.Get<IOptions<ReceiptOptions>>(), shop.Time).RunAsync(Shop.Cancel);

    private static Task<bool> WatchAsync(Shop shop) => shop.Get<IEnumerable<ITimedVerb>>()
        .Single(verb => verb.Name == "payments.watch-overdue").RunAsync(Shop.Cancel);
}
