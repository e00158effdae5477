using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Mail;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Letters about orders, on both databases: each once, in the customer's language.</summary>
public sealed class LettersConformance
{
    private static readonly Sql spoil = new("UPDATE order_deliveries SET sealed = '1.0.x' WHERE order_id = @id");

    private static readonly Sql forget = new("DELETE FROM order_letters");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Paid_order_is_told_of_once_with_its_contract_and_then_every_stage(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var ticket = await shop.BuysForAsync("one", Sent.Home);
        await shop.PaysAsync(ticket);
        await TellAsync(shop);
        var paid = Assert.Single(shop.PostBox.Letters);
        Assert.Equal("gildong@shop.example", paid.To);
        Assert.Equal($"[Onair] 결제가 끝났어요 ({ticket.Number})", paid.Subject);
        foreach (var said in new[]
        {
            ticket.Number, "물건 mug: 2개 × 12,000원 = 24,000원", "합계 (부가세 포함): 24,000원", "그 가운데 부가세: 2,182원",
            "카드", "받은 날부터 7일", "청약철회 서식", "■ 판매자", $"https://shop.example/orders/{ticket.Number}/{ticket.Token}",
            "https://shop.example/legal/withdrawal", "받는 분: 김**", "(04524) ***",
        })
            Assert.Contains(said, paid.Text);
        // What somebody typed does not travel to an address that anybody may have typed.
        foreach (var typed in new[] { "김받는", "세종대로", "문 앞" }) Assert.DoesNotContain(typed, paid.Text);

        await shop.AdvanceAsync(ticket, OrderStep.Prepare);
        await shop.AdvanceAsync(ticket, OrderStep.Ship);
        await TellAsync(shop);
        Assert.StartsWith("[Onair] 상품을 보냈어요", Last(shop).Subject);
        await shop.AdvanceAsync(ticket, OrderStep.Deliver);
        await shop.ReturnsAsync(ticket);
        await TellAsync(shop);
        Assert.Equal(
            ["결제가 끝났어요", "상품을 보냈어요", "반품이 끝났어요", "환불했어요"],
            shop.PostBox.Letters.Select(letter => letter.Subject.Split("] ")[1].Split(" (")[0]));
        Assert.Contains("돌려드린 금액: 24,000원", Last(shop).Text);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_that_waits_is_told_of_after_a_minute_and_that_it_waited_in_vain(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        await shop.BuysForAsync("one", Sent.Home, isEnglish: true);
        await TellAsync(shop);
        Assert.Empty(shop.PostBox.Letters);
        shop.Forward(TimeSpan.FromMinutes(1));
        await TellAsync(shop);
        Assert.StartsWith("[Onair] We have your order", Assert.Single(shop.PostBox.Letters).Subject);
        Assert.Contains("Pay before", shop.PostBox.Letters[0].Text);
        Assert.Contains("lang=en", shop.PostBox.Letters[0].Text);
        shop.Forward(TimeSpan.FromMinutes(10));
        await shop.ExpireAsync();
        await TellAsync(shop);
        Assert.StartsWith("[Onair] Your order was cancelled: it was not paid in time", Last(shop).Subject);

        // Who gave up within the minute is not told that it waits, and so not that it waited in vain.
        await shop.BuysForAsync("two", Sent.Home);
        shop.Forward(TimeSpan.FromMinutes(11));
        await shop.ExpireAsync();
        await TellAsync(shop);
        Assert.Equal(2, shop.PostBox.Letters.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Cancelled_order_says_what_goes_back_and_until_when(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var ticket = await shop.BuysForAsync("one", Sent.Home);
        await shop.PaysAsync(ticket);
        await shop.CancelsAsync(ticket, ("mug", 1));
        await shop.CancelsAsync(ticket);
        await TellAsync(shop);
        var subjects = shop.PostBox.Letters.Select(letter => letter.Subject).ToList();
        Assert.Equal(1, subjects.Count(s => s.Contains("일부 상품을 취소·반품했어요")));
        Assert.Equal(1, subjects.Count(s => s.Contains("주문을 취소했어요")));
        Assert.Equal(2, subjects.Count(s => s.Contains("환불했어요")));
        var cancelled = shop.PostBox.Letters.Single(letter => letter.Subject.Contains("주문을 취소했어요"));
        Assert.Contains("돌려드릴 금액: 12,000원 (기한: ", cancelled.Text);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Letter_is_written_once_however_often_its_job_runs(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var ticket = await shop.BuysForAsync("one", Sent.Home);
        await shop.PaysAsync(ticket);
        await TellAsync(shop);
        var due = new DueLetter(ticket.Id, OrderLetterStage.Paid, "2");
        for (var runs = 0; runs < 3; runs++)
        {
            await AskAsync(shop, due);
            await shop.WorkAsync();
        }

        Assert.Single(shop.PostBox.Letters);
        // The row is what remembers: without it the same job writes again.
        await shop.Database.WriteAsync(open => open.ExecuteAsync(forget, null, Shop.Cancel), Shop.Cancel);
        await AskAsync(shop, due);
        await shop.WorkAsync();
        Assert.Equal(2, shop.PostBox.Letters.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_that_does_not_open_keeps_no_other_letter_waiting(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (lost, whole) = (await shop.BuysForAsync("one", Sent.Home), await shop.BuysForAsync("two", Sent.Home));
        await shop.Database.WriteAsync(
            open => open.ExecuteAsync(spoil, new { id = lost.Id }, Shop.Cancel), Shop.Cancel);
        await shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                shop.Get<OrderLetters>().Ask(
                    round,
                    [
                        new DueLetter(lost.Id, OrderLetterStage.Paid, "2"),
                        new DueLetter(whole.Id, OrderLetterStage.Paid, "2"),
                    ],
                    shop.Now);
                await round.ExecuteAsync(Shop.Cancel);
            },
            Shop.Cancel);
        await shop.WorkAsync();
        Assert.Contains(whole.Number, Assert.Single(shop.PostBox.Letters).Subject);
        var jobs = await shop.Get<ListJobs>().RunAsync(
            new ListJobsRequest(JobState.Waiting, WriteLetters.JobKind), Shop.Cancel);
        Assert.Equal("a delivery does not open", Assert.Single(jobs.Jobs).Reason);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Nobody_is_written_to_who_cannot_be_reached(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        foreach (var email in new[] { null, "shopper-1@load.invalid", "shopper-2@LOAD.INVALID" })
        {
            var ticket = await shop.BuysForAsync("to " + email, Sent.Home, email);
            await shop.PaysAsync(ticket);
        }

        await shop.DeliverAsync();
        shop.Forward(TimeSpan.FromHours(1));
        var jobs = await shop.Get<ListJobs>().RunAsync(new ListJobsRequest(Kind: WriteLetters.JobKind), Shop.Cancel);
        Assert.Empty(jobs.Jobs);
        await shop.WorkAsync();
        Assert.Empty(shop.PostBox.Letters);
    }

    private static async Task<Shop> OpenAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect, services => services.Configure<OrdersOptions>(
            options => options.PublicUrl = new Uri("https://shop.example")));
        await shop.SellsAsync("mug", 12_000, 100);
        return shop;
    }

    /// <summary>Facts, jobs, and what those bring about.</summary>
    private static async Task TellAsync(Shop shop)
    {
        for (var rounds = 0; rounds < 2; rounds++)
        {
            await shop.DeliverAsync();
            await shop.WorkAsync();
        }
    }

    private static Task AskAsync(Shop shop, DueLetter due) => shop.Database.WriteAsync(
        async open =>
        {
            var round = open.Round();
            shop.Get<OrderLetters>().Ask(round, [due], shop.Now);
            await round.ExecuteAsync(Shop.Cancel);
        },
        Shop.Cancel);

    private static Letter Last(Shop shop) => shop.PostBox.Letters[^1];
}
