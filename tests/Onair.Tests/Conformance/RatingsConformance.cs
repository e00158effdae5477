using Microsoft.Extensions.DependencyInjection;
using Onair.Catalog;
using Onair.Orders;
using Onair.Ratings;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Ratings on both databases.</summary>
public sealed class RatingsConformance
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Buyer_rates_once_per_order_changes_it_and_takes_it_back(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var ticket = await ShippedAsync(shop);
        Assert.Equal(RateProductStatus.Rated, (await RateAsync(shop, ticket, 4, "좋아요\r\n아주")).Status);
        Assert.Equal(RateProductStatus.Unchanged, (await RateAsync(shop, ticket, 4, " 좋아요\n아주 ")).Status);
        var changed = await RateAsync(shop, ticket, 2, "다시 보니 별로");
        Assert.Equal((RateProductStatus.Changed, 2), (changed.Status, changed.Rating!.Version));
        var own = Assert.Single(await OwnAsync(shop, ticket));
        Assert.Equal(
            ("다시 보니 별로", 2, "홍**", RatingState.Pending),
            (own.Rating!.Body, own.Rating.Stars, own.Rating.Author, own.Rating.State));
        Assert.Empty((await PageAsync(shop)).Ratings);

        var withdraw = shop.Get<WithdrawRating>();
        Assert.Equal(
            WithdrawRatingStatus.UnknownRating,
            await withdraw.RunAsync(ticket.Number, "x", own.Rating.Id, Shop.Cancel));
        Assert.Equal(
            WithdrawRatingStatus.Withdrawn,
            await withdraw.RunAsync(ticket.Number, ticket.Token, own.Rating.Id, Shop.Cancel));
        Assert.Equal(
            WithdrawRatingStatus.AlreadyWithdrawn,
            await withdraw.RunAsync(ticket.Number, ticket.Token, own.Rating.Id, Shop.Cancel));
        Assert.Null(Assert.Single(await OwnAsync(shop, ticket)).Rating);
        Assert.DoesNotContain("별로", await AllTextAsync(shop), StringComparison.Ordinal);
        Assert.Equal(RateProductStatus.Rated, (await RateAsync(shop, ticket, 5, "")).Status);
        Assert.Equal(1, await CountAsync(shop, "ratings"));
        Assert.Equal(4, await CountAsync(shop, "rating_steps"));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Only_who_was_sent_it_may_rate(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var ticket = await shop.BuysAsync("a", ("mug", 2), ("cup", 1));
        Assert.Equal(RateProductStatus.NotReceived, (await RateAsync(shop, ticket, 5, "")).Status);
        await shop.PaysAsync(ticket);
        await shop.CancelsAsync(ticket, ("cup", 1));
        Assert.Equal(RateProductStatus.NotReceived, (await RateAsync(shop, ticket, 5, "")).Status);
        Assert.Empty(await OwnAsync(shop, ticket));
        await ShipAsync(shop, ticket);
        Assert.Equal(RateProductStatus.NotInOrder, (await RateAsync(shop, ticket, 5, "", "cup")).Status);
        Assert.Equal(RateProductStatus.NotInOrder, (await RateAsync(shop, ticket, 5, "", "none")).Status);
        Assert.Equal(RateProductStatus.Invalid, (await RateAsync(shop, ticket, 6, "")).Status);
        var stranger = await ShippedAsync(shop, "b");
        foreach (var wrong in new[]
        {
            ticket with { Token = stranger.Token }, ticket with { Number = "20260101-NONE" },
            ticket with { Number = stranger.Number }, ticket with { Token = "" },
        })
        {
            Assert.Equal(RateProductStatus.UnknownOrder, (await RateAsync(shop, wrong, 5, "")).Status);
        }

        // Two of them, one came back: it counts, and so does an order that came back whole.
        Assert.Equal(RateProductStatus.Rated, (await RateAsync(shop, ticket, 1, "깨져서 왔어요")).Status);
        await shop.ReturnsAsync(ticket);
        Assert.Equal(OrderStatus.Returned, (await shop.SeeAsync(ticket)).Order.Status);
        Assert.Equal(RateProductStatus.Changed, (await RateAsync(shop, ticket, 1, "깨져서 돌려보냈어요")).Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Several_who_send_the_same_at_once_rate_once(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect, ModerationMode.After);
        var ticket = await ShippedAsync(shop);
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => RateAsync(shop, ticket, 5, "좋아요")));
        Assert.Single(all, a => a.Status == RateProductStatus.Rated);
        Assert.Equal(11, all.Count(a => a.Status == RateProductStatus.Unchanged));
        // And others who say something else: each is a step, and the counters follow.
        var others = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => RateAsync(shop, ticket, (i % 5) + 1, $"{i}")));
        Assert.All(others, a => Assert.Equal(RateProductStatus.Changed, a.Status));
        var page = await PageAsync(shop);
        Assert.Equal((1, 1), (page.Sum.Count, page.Ratings.Count));
        Assert.Equal(1, page.Sum.Of(page.Ratings[0].Rating.Stars!.Value));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Moderator_publishes_what_was_looked_at_and_every_step_says_who_and_why(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        var ticket = await ShippedAsync(shop);
        var rating = (await RateAsync(shop, ticket, 5, "좋아요")).Rating!;
        await RateAsync(shop, ticket, 5, "전화 주세요 010-0000-0000");
        Assert.Equal(ModerateRatingStatus.OtherVersion, await StepAsync(shop, rating.Id, Moderation.Publish, 1));
        Assert.Equal(ModerateRatingStatus.WrongState, await StepAsync(shop, rating.Id, Moderation.Hide, 2));
        Assert.Equal(ModerateRatingStatus.Moderated, await StepAsync(shop, rating.Id, Moderation.Reject, 2));
        Assert.Equal(ModerateRatingStatus.AlreadySo, await StepAsync(shop, rating.Id, Moderation.Reject, 3));
        Assert.Equal(
            RefusalReason.PersonalData, Assert.Single(await OwnAsync(shop, ticket)).Rating!.Reason);
        await RateAsync(shop, ticket, 5, "좋아요");
        Assert.Equal(ModerateRatingStatus.Moderated, await StepAsync(shop, rating.Id, Moderation.Publish, 4));
        var page = await PageAsync(shop);
        Assert.Equal((1, 5.0m, "좋아요"), (page.Sum.Count, page.Sum.Average, page.Ratings[0].Rating.Body));
        Assert.Equal(ModerateRatingStatus.Moderated, await StepAsync(shop, rating.Id, Moderation.Hide, 5));
        Assert.Equal(0, (await PageAsync(shop)).Sum.Count);
        Assert.Equal(ModerateRatingStatus.UnknownRating, await StepAsync(shop, Guid.Empty, Moderation.Publish, 1));
        await Assert.ThrowsAsync<ArgumentException>(() => shop.Get<ModerateRating>().RunAsync(
            new ModerateRequest(rating.Id, Moderation.Reject, 6, "operator", null, null), Shop.Cancel));

        var file = (await shop.Get<ListRatings>().ShowAsync(rating.Id, Shop.Cancel))!;
        Assert.Equal(
            ["Pending buyer", "Pending buyer", "Rejected staff:kim", "Pending buyer", "Published staff:kim",
                "Hidden staff:kim"],
            file.Steps.Select(s => $"{s.To} {s.Actor}"));
        Assert.Equal((RefusalReason.PersonalData, "note"), (file.Steps[2].Reason!.Value, file.Steps[2].Note));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ratings_are_read_by_pages_in_three_orders_and_counted(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect, ModerationMode.After);
        int[] stars = [3, 5, 1, 5, 4, 3, 2];
        for (var i = 0; i < stars.Length; i++)
        {
            await RateAsync(shop, await ShippedAsync(shop, $"b{i}"), stars[i], $"{i}");
            // Two in the same microsecond stand in the order of their ids.
            if (i != 3) shop.Forward(TimeSpan.FromSeconds(1));
        }

        Assert.Contains(await SortedAsync(RatingSort.Newest), new[] { "6543210", "6534210" });
        Assert.Equal("3145062", await SortedAsync(RatingSort.Highest));
        Assert.Equal("2650431", await SortedAsync(RatingSort.Lowest));
        var sum = (await PageAsync(shop)).Sum;
        Assert.Equal(
            (7, 3.3m, 1, 1, 2, 1, 2),
            (sum.Count, sum.Average, sum.Stars1, sum.Stars2, sum.Stars3, sum.Stars4, sum.Stars5));
        var product = await ProductAsync(shop);
        Assert.Null(await shop.Get<ReadRatings>().PageAsync(product, RatingSort.Newest, "x", 3, Shop.Cancel));
        Assert.Equal([product], (await shop.Get<ReadRatings>().SumsAsync([product, Guid.Empty], Shop.Cancel)).Keys);
        await shop.VerifyAsync();

        async Task<string> SortedAsync(RatingSort sort) => string.Concat(await ReadAllAsync(shop, sort));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Account_that_goes_takes_what_it_said_with_it(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect, ModerationMode.After);
        var (mine, orders) = (Guid.CreateVersion7(), shop.Get<CustomerOrders>());
        var tickets = new List<Ticket>();
        for (var i = 0; i < 3; i++)
        {
            var ticket = await ShippedAsync(shop);
            tickets.Add(ticket);
            await RateAsync(shop, ticket, 5, "secret words");
            if (i > 0) await orders.AttachAsync(mine, ticket.Number, ticket.Token, Shop.Cancel);
        }

        Assert.Equal(3, (await PageAsync(shop)).Sum.Count);
        await shop.Database.WriteAsync(
            open => shop.Get<EraseRatings>().RunAsync(open, mine, Shop.Cancel), Shop.Cancel);
        Assert.Equal(1, (await PageAsync(shop)).Sum.Count);
        Assert.NotNull(Assert.Single(await OwnAsync(shop, tickets[0])).Rating);
        Assert.Null(Assert.Single(await OwnAsync(shop, tickets[2])).Rating);
        Assert.Equal(1, (await AllTextAsync(shop)).Split("secret words").Length - 1);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Readers_report_once_each_and_take_nothing_away(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect, ModerationMode.After);
        var rating = (await RateAsync(shop, await ShippedAsync(shop), 1, "별로")).Rating!;
        var report = shop.Get<ReportRating>();
        for (var i = 0; i < RatingsOptions.ReportsMax + 5; i++)
        {
            foreach (var twice in new[] { RefusalReason.Abuse, RefusalReason.OffTopic })
            {
                Assert.Equal(
                    ReportRatingStatus.Reported,
                    await report.RunAsync(rating.Id, $"10.0.0.{i}", twice, Shop.Cancel));
            }
        }

        Assert.Equal(
            ReportRatingStatus.UnknownRating,
            await report.RunAsync(Guid.Empty, "10.0.0.1", RefusalReason.Abuse, Shop.Cancel));
        Assert.Equal(1, (await PageAsync(shop)).Sum.Count);
        var queued = Assert.Single((await shop.Get<ListRatings>().RunAsync(
            RatingState.Published, isReported: true, null, 10, Shop.Cancel)).Ratings);
        Assert.Equal(RatingsOptions.ReportsMax, queued.Reports);
        // Somebody has looked, and it stays.
        Assert.Equal(ModerateRatingStatus.AlreadySo, await StepAsync(shop, rating.Id, Moderation.Publish, 1));
        Assert.Empty((await shop.Get<ListRatings>().RunAsync(
            RatingState.Published, isReported: true, null, 10, Shop.Cancel)).Ratings);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Queue_is_read_by_pages_and_changes_have_an_end(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect);
        for (var i = 0; i < 3; i++)
        {
            await RateAsync(shop, await ShippedAsync(shop, $"b{i}"), 3, $"{i}");
            shop.Forward(TimeSpan.FromSeconds(1));
        }

        var seen = new List<string>();
        Guid? after = null;
        do
        {
            var page = await shop.Get<ListRatings>().RunAsync(RatingState.Pending, false, after, 2, Shop.Cancel);
            seen.AddRange(page.Ratings.Select(r => r.Rating.Body));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(["0", "1", "2"], seen);
        var ticket = await ShippedAsync(shop, "c");
        for (var i = 0; i < RatingsOptions.VersionMax; i++)
            Assert.InRange((int)(await RateAsync(shop, ticket, 3, $"v{i}")).Status, 1, 2);
        Assert.Equal(RateProductStatus.TooManyChanges, (await RateAsync(shop, ticket, 3, "once more")).Status);
        var own = Assert.Single(await OwnAsync(shop, ticket)).Rating!;
        Assert.Equal(
            WithdrawRatingStatus.Withdrawn,
            await shop.Get<WithdrawRating>().RunAsync(ticket.Number, ticket.Token, own.Id, Shop.Cancel));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Planted_defects_are_found(Dialect dialect)
    {
        await using var shop = await ShopAsync(dialect, ModerationMode.After);
        await RateAsync(shop, await ShippedAsync(shop), 5, "");
        await shop.VerifyAsync();
        foreach (var (defect, invariant) in new[]
        {
            ("UPDATE rating_sums SET stars5 = 2", "ratings.sums-are-the-published"),
            ("UPDATE ratings SET version = 7", "ratings.steps-lead-to-the-state"),
            ("UPDATE ratings SET sku = 'none'", "ratings.who-rates-has-bought"),
        })
        {
            await shop.Database.WriteAsync(open => open.ExecuteAsync(new Sql(defect), null, Shop.Cancel), Shop.Cancel);
            Assert.Contains(await shop.FindingsAsync(), v => v.Invariant == invariant && !v.Holds);
        }
    }

    private static async Task<Shop> ShopAsync(Dialect dialect, ModerationMode mode = ModerationMode.Before)
    {
        var shop = await Shop.OpenAsync(
            dialect, services => services.Configure<RatingsOptions>(o => o.Moderation = mode));
        await shop.SellsAsync("mug", 12_000, 100);
        await shop.SellsAsync("cup", 5000, 100);
        return shop;
    }

    private static async Task<Ticket> ShippedAsync(Shop shop, string customer = "a")
    {
        var ticket = await shop.BuysAsync(customer, ("mug", 1));
        await shop.PaysAsync(ticket);
        await ShipAsync(shop, ticket);
        return ticket;
    }

    private static async Task ShipAsync(Shop shop, Ticket ticket)
    {
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship })
            Assert.Equal(AdvanceOrderStatus.Advanced, await shop.AdvanceAsync(ticket, step));
    }

    private static Task<RatedProduct> RateAsync(Shop shop, Ticket ticket, int stars, string text, string sku = "mug") =>
        shop.Get<RateProduct>().RunAsync(
            new RateRequest(ticket.Number, ticket.Token, sku, stars, text, "ko"), Shop.Cancel);

    private static async Task<ModerateRatingStatus> StepAsync(Shop shop, Guid id, Moderation step, int version) =>
        (await shop.Get<ModerateRating>().RunAsync(
            new ModerateRequest(
                id, step, version, "staff:kim", step == Moderation.Publish ? null : RefusalReason.PersonalData, "note"),
            Shop.Cancel)).Status;

    private static async Task<IReadOnlyList<OwnRating>> OwnAsync(Shop shop, Ticket ticket) =>
        await shop.Get<ShowOwnRatings>().RunAsync((await shop.SeeAsync(ticket)).Order, Shop.Cancel);

    private static async Task<Guid> ProductAsync(Shop shop) => (await shop.Database.ReadAsync(
        open => FindProducts.OfSkusAsync(open, ["mug"], Shop.Cancel), Shop.Cancel))["mug"];

    private static async Task<RatingPage> PageAsync(Shop shop) =>
        (await shop.Get<ReadRatings>().PageAsync(
            await ProductAsync(shop), RatingSort.Newest, "", 10, Shop.Cancel))!;

    private static async Task<List<string>> ReadAllAsync(Shop shop, RatingSort sort)
    {
        var (read, product, cursor) = (new List<string>(), await ProductAsync(shop), "");
        do
        {
            var page = (await shop.Get<ReadRatings>().PageAsync(product, sort, cursor, 2, Shop.Cancel))!;
            read.AddRange(page.Ratings.Select(r => r.Rating.Body));
            cursor = page.Next ?? "";
        }
        while (cursor.Length > 0);
        return read;
    }

    private static async Task<string> AllTextAsync(Shop shop) => string.Join('\n', await shop.Database.ReadAsync(
        open => open.QueryAsync<string>(new Sql("SELECT body FROM ratings"), null, Shop.Cancel), Shop.Cancel));

    private static Task<long> CountAsync(Shop shop, string table)
    {
        var count = new Sql($"SELECT COUNT(*) FROM {table}");
        return shop.Database.ReadAsync(open => open.FirstAsync<long>(count, null, Shop.Cancel), Shop.Cancel);
    }
}
