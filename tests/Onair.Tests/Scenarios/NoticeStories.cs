using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Inbox;
using Onair.Storage;
using Onair.Tests.Fixtures;
using Onair.Tests.Payments;

namespace Onair.Tests.Scenarios;

/// <summary>News from providers' servers: twice, too early, too late, forged, and never.</summary>
public sealed class NoticeStories
{
    private const string secret = "deposit-secret";

    private static readonly Sql forgetJobs = new("DELETE FROM jobs");
    private static readonly Sql notices = new("SELECT COUNT(*) FROM payment_notices WHERE state = @state");

    private readonly ScriptedProvider gateway = new();
    private readonly ScriptedProvider other = new() { Name = "other" };
    private bool isPaid;
    private int questions;
    private int approvals;

    public NoticeStories()
    {
        gateway.OnApprove = (attempt, _, _) => Task.FromResult(Waits(attempt));
        gateway.OnQuery = attempt =>
        {
            questions++;
            return isPaid ? ScriptedProvider.Yes(attempt) : Waits(attempt);
        };
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Deposit_is_settled_when_its_notice_comes_and_once_however_often(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await DepositAsync(shop);
        isPaid = true;
        Assert.Equal(StoreNoticeStatus.Stored, await HearAsync(shop, Good(attempt, "1")));
        Assert.Equal(StoreNoticeStatus.AlreadyStored, await HearAsync(shop, Good(attempt, "1")));
        Assert.Equal(StoreNoticeStatus.Stored, await HearAsync(shop, Good(attempt, "2")));
        await shop.RestartAsync();
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal(1, questions);
        Assert.Equal(StoreNoticeStatus.AlreadyStored, await HearAsync(shop, Good(attempt, "1")));
        Assert.Equal((0, 2, 0), await CountAsync(shop));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Forged_and_tampered_notices_change_nothing_and_ask_nobody(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await DepositAsync(shop);
        isPaid = true;
        var id = attempt.ProviderOrderId;
        var forged = Forged(id, attempt.Amount).ToList();
        Assert.True(forged.Count >= 30);
        var refused = 0;
        for (var i = 0; i < forged.Count; i++)
        {
            var (provider, said) = forged[i];
            Assert.Equal(StoreNoticeStatus.Stored, await HearAsync(shop, $"f{i}|{said}", provider));
            refused++;
        }

        for (var tries = 0; tries < 20; tries++)
        {
            await shop.WorkAsync();
            shop.Forward(TimeSpan.FromMinutes(31));
            gateway.OnQuery = Waits;
        }

        Assert.Equal((0, 0, refused), await CountAsync(shop));
        var shown = await shop.SeeAsync(order);
        Assert.Equal(
            (OrderStatus.Placed, AttemptState.AwaitingDeposit, 0L),
            (shown.Order.Status, shown.Attempts[0].State, shown.Attempts[0].Captured));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Notice_that_overtakes_our_own_approval_waits_for_it(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var order = await shop.BuysAsync("a", ("mug", 1));
        var started = (await shop.StartsToPayAsync(order, "scripted")).Attempt!;
        var early = Good(started, "1");
        Assert.Equal(StoreNoticeStatus.Stored, await HearAsync(shop, early));
        var follow = shop.Get<IEnumerable<IJobHandler>>().Single(h => h.Kind == StoreNotices.JobKind);
        await shop.Get<RunJobs>().RunAsync(follow, Shop.Cancel, Shop.Cancel);
        Assert.Equal((1, 0, 0), await CountAsync(shop));
        await shop.WorkAsync();
        isPaid = true;
        shop.Forward(TimeSpan.FromSeconds(6));
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal((0, 1, 0), await CountAsync(shop));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Money_of_which_we_hear_after_the_order_was_cancelled_goes_back(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await DepositAsync(shop);
        Assert.Equal(EndOrderStatus.PaymentPending, (await shop.CancelsAsync(order)).Status);
        await shop.WorkAsync();
        Assert.Equal(EndOrderStatus.Ended, (await shop.CancelsAsync(order)).Status);
        isPaid = true;
        await HearAsync(shop, Good(attempt, "late"));
        await shop.WorkAsync();
        // It is owed at once, and goes back when the customer has said where to.
        Assert.Equal(AttemptState.RefundPending, (await shop.SeeAsync(order)).Attempts[0].State);
        var account = new RefundAccount("20", "1234567890", "홍길동");
        Assert.Equal(
            GiveRefundAccountStatus.Given,
            await shop.Get<GiveRefundAccounts>().RunAsync(order.Number, order.Token, account, Shop.Cancel));
        await shop.WorkAsync();
        var shown = await shop.SeeAsync(order);
        Assert.Equal(
            (OrderStatus.Cancelled, AttemptState.Refunded), (shown.Order.Status, shown.Attempts[0].State));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Deposit_that_is_taken_back_is_counted_and_changes_nothing_by_itself(Dialect dialect)
    {
        using var meter = new System.Diagnostics.Metrics.MeterListener();
        var told = 0L;
        meter.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "onair.payments.deposits_taken_back") listener.EnableMeasurementEvents(instrument);
        };
        meter.SetMeasurementEventCallback<long>((_, n, _, _) => Interlocked.Add(ref told, n));
        meter.Start();
        await using var shop = await OpenAsync(dialect);
        var (order, attempt) = await DepositAsync(shop);
        isPaid = true;
        await HearAsync(shop, Good(attempt, "1"));
        await shop.WorkAsync();
        isPaid = false;
        await HearAsync(shop, Good(attempt, "2"));
        await shop.WorkAsync();
        Assert.True(Interlocked.Read(ref told) >= 1);
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Poller_finds_a_deposit_whose_notice_and_job_were_lost_and_leaves_the_others(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (order, _) = await DepositAsync(shop);
        isPaid = true;
        await shop.Database.WriteAsync(open => open.ExecuteAsync(forgetJobs, null, Shop.Cancel), Shop.Cancel);
        await FindLostAsync(shop);
        await shop.WorkAsync();
        // Too fresh to be lost.
        Assert.Equal(OrderStatus.Placed, (await shop.SeeAsync(order)).Order.Status);
        shop.Forward(TimeSpan.FromMinutes(6));
        await FindLostAsync(shop);
        await shop.WorkAsync();
        Assert.Equal(OrderStatus.Paid, (await shop.SeeAsync(order)).Order.Status);
        Assert.Equal(1, questions);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_that_was_begun_and_never_made_is_made_under_the_same_key(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        gateway.OnQuery = _ => ProviderAnswer.NotYetApproved("IN_PROGRESS");
        gateway.OnApprove = (attempt, _, _) =>
        {
            approvals++;
            return Task.FromResult(ScriptedProvider.Yes(attempt));
        };
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = (await shop.StartsToPayAsync(order, "scripted")).Attempt!;
        // A worker seals it and dies before its call.
        await shop.Database.WriteAsync(
            open => shop.Get<BeginApproval>().RunAsync(open, [attempt.Id], shop.Now, Shop.Cancel), Shop.Cancel);
        await shop.RestartAsync();
        await shop.WorkAsync();
        Assert.Equal((1, OrderStatus.Paid), (approvals, (await shop.SeeAsync(order)).Order.Status));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_is_not_made_again_when_its_session_is_over(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        gateway.OnQuery = _ => ProviderAnswer.NotYetApproved("IN_PROGRESS");
        gateway.OnApprove = (_, _, _) => throw new InvalidOperationException("asked again");
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = (await shop.StartsToPayAsync(order, "scripted")).Attempt!;
        await shop.Database.WriteAsync(
            open => shop.Get<BeginApproval>().RunAsync(open, [attempt.Id], shop.Now, Shop.Cancel), Shop.Cancel);
        shop.Forward(Some.Session);
        await shop.WorkAsync();
        var now = (await shop.SeeAsync(order)).Attempts[0];
        Assert.Equal((AttemptState.Unknown, "IN_PROGRESS"), (now.State, now.FailureCode));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Approval_that_nobody_can_be_asked_about_is_taken_back_after_a_restart_too(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        gateway.OnApprove = (_, _, _) => throw new TimeoutException("lost");
        gateway.OnQuery = _ => ProviderAnswer.Unanswerable();
        var order = await shop.BuysAsync("a", ("mug", 1));
        Assert.Equal("TIMEOUT", (await shop.PaysAsync(order, "scripted")).FailureCode);
        await shop.RestartAsync();
        shop.Forward(TimeSpan.FromSeconds(2));
        await shop.WorkAsync();
        Assert.Equal(AttemptState.Canceled, (await shop.SeeAsync(order)).Attempts[0].State);
        await shop.VerifyAsync();
    }

    private static IEnumerable<(string Provider, string Said)> Forged(string id, long amount)
    {
        string[] amounts = ["0", "-1", "1", $"{amount + 1}", $"{amount - 1}", $"{amount}0", $"-{amount}",
            "9223372036854775807"];
        foreach (var wrong in amounts) yield return ("scripted", $"{id}|{wrong}|pay-1|{secret}|needs");
        string[] orders = ["", "x", "_1", $"{id}0", id[..^1] + "2", id[..^1] + "99999999999", id + "\n",
            id.Replace('_', '-'), "' OR 1=1 --_1", new string('9', 60), "20260302-ABCDEFGHJKMN_1",
            id.ToUpperInvariant() + "_1", "주문_1", "%00_1"];
        foreach (var wrong in orders) yield return ("scripted", $"{wrong}|{amount}|pay-1|{secret}|needs");
        string[] secrets = ["", " ", secret + "x", secret[..^1], secret.ToUpperInvariant(), "null", "가"];
        foreach (var wrong in secrets) yield return ("scripted", $"{id}|{amount}|pay-1|{wrong}|needs");
        string[] references = ["pay-2", "PAY-1", "pay-1 ", "' OR ''='"];
        foreach (var wrong in references) yield return ("scripted", $"{id}|{amount}|{wrong}|{secret}|needs");
        yield return ("other", $"{id}|{amount}|pay-1|{secret}|needs");
        yield return ("scripted", $"{id}|{amount}|pay-1|wrong|");
    }

    private static ProviderAnswer Waits(Attempt attempt) => ProviderAnswer.AwaitingDeposit(
        "pay-1", attempt.ProviderOrderId, attempt.Amount, attempt.Currency, new AnswerDetail
        {
            Secret = secret,
            Deposit = new DepositAccount("20", "X123", null, TestDatabase.Start.AddDays(7)),
        });

    private static string Good(Attempt attempt, string key) =>
        $"{key}|{attempt.ProviderOrderId}|{attempt.Amount}|pay-1|{secret}|needs";

    private static Task FindLostAsync(Shop shop) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "orders.find-lost-payments").RunAsync(Shop.Cancel);

    private static async Task<(long Waiting, long Done, long Refused)> CountAsync(Shop shop)
    {
        async Task<long> Of(NoticeState state) => await shop.Database.ReadAsync(
            open => open.FirstAsync<long>(notices, new { state = (int)state }, Shop.Cancel), Shop.Cancel);
        return (await Of(NoticeState.Waiting), await Of(NoticeState.Done), await Of(NoticeState.Refused));
    }

    private static Task<StoreNoticeStatus> HearAsync(Shop shop, string said, string provider = "scripted") =>
        shop.Get<StoreNotices>().RunAsync(new Notice
        {
            Id = Guid.CreateVersion7(shop.Now),
            Provider = provider,
            DedupeKey = said.Split('|')[0],
            ReceivedAt = shop.Now,
            Message = new ProviderNotice("text/plain", Encoding.UTF8.GetBytes(said), new Dictionary<string, string>(),
                System.Net.IPAddress.Loopback),
        });

    private static async Task<(Ticket Order, Attempt Attempt)> DepositAsync(Shop shop)
    {
        var order = await shop.BuysAsync("a", ("mug", 1));
        var attempt = await shop.PaysAsync(order, "scripted");
        Assert.Equal(AttemptState.AwaitingDeposit, attempt.State);
        return (order, attempt);
    }

    private async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services
            .AddSingleton<IPaymentProvider>(gateway).AddSingleton<IPaymentProvider>(other));
        await shop.SellsAsync("mug", 12_000, 5);
        return shop;
    }
}
