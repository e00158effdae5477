using Onair.Jobs;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Orders.Search;
using Onair.Orders.Shipments;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Orders are found by anything, before and after they are indexed, and forgotten persons are not.</summary>
public sealed class OrderSearchConformance
{
    private static readonly Sql countTerms = new("SELECT COUNT(*) FROM order_terms WHERE order_id = @id");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_is_found_by_all_of_its_words_indexed_or_not(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        await shop.SellsAsync("pan", 9_000, 100);
        var one = await shop.BuysForAsync("one", Sent.Home);
        await BuysElseAsync(shop, "two");
        string[] words =
            [one.Number, "010-1234-5678", "+82 10 1234 5678", "5678", "홍길동", "홍 길동", "Gildong@Shop.example"];
        await FindsAsync(shop, one, words);
        await FindsAsync(shop, one, [one.Number.ToLowerInvariant()]);
        Assert.Equal(2, (await FindAsync(shop, "mug")).Count);
        Assert.Empty(await FindAsync(shop, "pan"));
        foreach (var none in new[] { "010-0000-0000", "홍길", "1234", "x@shop.example", "20260101-NOTHING" })
            Assert.Empty(await FindAsync(shop, none));

        shop.Forward(TimeSpan.FromMinutes(2));
        await IndexAsync(shop);
        await FindsAsync(shop, one, words);
        Assert.Equal(2, (await FindAsync(shop, "mug")).Count);
        Assert.Empty(await FindAsync(shop, "홍길"));
        // Both of a new and an indexed one.
        await BuysElseAsync(shop, "three");
        Assert.Equal(3, (await FindAsync(shop, "mug")).Count);
        // Running again writes nothing twice.
        await IndexAsync(shop);
        await FindsAsync(shop, one, words);
        Assert.Null(OrderText.Of("  "));
        Assert.Null(OrderText.Of(new string('x', 255)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_is_found_by_its_payment_and_its_parcel(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var (soon, late) = (await shop.BuysForAsync("one", Sent.Home), await shop.BuysForAsync("two", Sent.Home));
        var early = await shop.PaysAsync(soon);
        await shop.DeliverAsync();
        shop.Forward(TimeSpan.FromMinutes(2));
        await IndexAsync(shop);
        // Paid after it was indexed, as a deposit is.
        var after = await shop.PaysAsync(late);
        await shop.DeliverAsync();
        await FindsAsync(shop, soon, [early.ProviderReference!]);
        await FindsAsync(shop, late, [after.ProviderReference!]);

        var sent = await shop.Get<ShipOrders>().RunAsync(
            [new Parcel(soon.Number, Carrier.Cj, "6012-3456-7890"), new Parcel(late.Number, Carrier.Cj, "x")],
            "staff:kim", Shop.Cancel);
        Assert.Equal([ShipOrderStatus.Shipped, ShipOrderStatus.Invalid], sent);
        await FindsAsync(shop, soon, ["601234567890", "6012 3456 7890"]);
        var shown = await shop.SeeAsync(soon);
        Assert.Equal(OrderStatus.Shipped, shown.Order.Status);
        Assert.Equal(
            [OrderStatus.Paid, OrderStatus.Preparing, OrderStatus.Shipped], shown.Timeline.Select(step => step.To));
        Assert.Equal("cj 601234567890", shown.Timeline[^1].Reason);
        var again = await shop.Get<ShipOrders>().RunAsync(
            [new(soon.Number, Carrier.Cj, "601234567890"), new(soon.Number, Carrier.KoreaPost, "601234567890")],
            "staff:kim", Shop.Cancel);
        Assert.Equal([ShipOrderStatus.AlreadyShipped, ShipOrderStatus.Shipped], again);
        Assert.Equal(2, (await shop.SeeAsync(soon)).Parcels.Count);
        Assert.Equal(
            DropParcelStatus.Dropped,
            await shop.Database.WriteAsync(
                open => DropParcel.RunAsync(open, new(soon.Number, Carrier.KoreaPost, "601234567890"), Shop.Cancel),
                Shop.Cancel));
        Assert.Single((await shop.SeeAsync(soon)).Parcels);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pages_pass_over_nothing_and_filter_by_state_channel_and_day(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 1_000, 1000);
        var all = new List<Ticket>();
        for (var i = 0; i < 12; i++)
        {
            all.Add(await shop.BuysAsync($"customer {i}", ("mug", 1)));
            if (i == 11) await shop.PaysAsync(all[11]);
            shop.Forward(TimeSpan.FromHours(6));
            if (i == 5) await IndexAsync(shop);
        }

        foreach (var text in new[] { null, "mug" })
        {
            foreach (var isOldest in new[] { false, true })
            {
                var seen = new List<Guid>();
                OrderPage page;
                Guid? after = null;
                do
                {
                    page = await shop.Get<SearchOrders>().RunAsync(
                        new OrderQuestion(
                            text is null ? null : OrderText.Of(text), IsOldestFirst: isOldest, After: after, Limit: 5),
                        Shop.Cancel);
                    seen.AddRange(page.Rows.Select(row => row.Id));
                    after = page.Next;
                }
                while (after is not null);
                var expected = all.ConvertAll(ticket => ticket.Id);
                if (!isOldest) expected.Reverse();
                Assert.Equal(expected, seen);
            }
        }

        var paid = await AskAsync(shop, new OrderQuestion(Status: OrderStatus.Paid));
        Assert.Equal(all[11].Id, Assert.Single(paid.Rows).Id);
        Assert.Equal(("물건 mug", 1), (paid.Rows[0].NameKo, paid.Rows[0].Lines));
        await shop.ExpireAsync();
        var expired = await AskAsync(shop, new OrderQuestion(Status: OrderStatus.Expired));
        Assert.NotEmpty(expired.Rows);
        Assert.All(expired.Rows, row => Assert.Equal(OrderStatus.Expired, row.Status));
        Assert.Empty((await AskAsync(shop, new OrderQuestion(Channel: Channel.Phone))).Rows);
        var (from, to) = (expired.Rows[^1].PlacedAt, expired.Rows[^1].PlacedAt.AddHours(13));
        var days = await AskAsync(shop, new OrderQuestion(From: from, To: to));
        Assert.All(days.Rows, row => Assert.InRange(row.PlacedAt, from.AddMilliseconds(-1), to));
        Assert.Equal(3, days.Rows.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Forgotten_person_is_not_found_and_what_was_sold_still_is(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var old = await shop.BuysForAsync("one", Sent.Home);
        await shop.PaysAsync(old);
        await shop.Get<ShipOrders>().RunAsync([new(old.Number, Carrier.Cj, "601234567890")], "staff:kim", Shop.Cancel);
        shop.Forward(TimeSpan.FromMinutes(2));
        await IndexAsync(shop);
        var before = await TermsAsync(shop, old);
        shop.Forward(TimeSpan.FromDays(1828));
        await TickAsync(shop, "orders.forget-persons");
        Assert.Equal(before - 4, await TermsAsync(shop, old));
        foreach (var word in new[] { "010-1234-5678", "5678", "홍길동", "gildong@shop.example", "601234567890" })
            Assert.Empty(await FindAsync(shop, word));
        await FindsAsync(shop, old, ["mug", old.Number]);
        await shop.VerifyAsync();
    }

    private static async Task BuysElseAsync(Shop shop, string key) =>
        Assert.Equal(
            PlaceOrderStatus.Placed,
            (await shop.PlaceAsync(
                Sent.Order(key, 12_000, null, "other@shop.example", phone: "01077776666", name: "김다른"))).Status);

    private static async Task FindsAsync(Shop shop, Ticket ticket, string[] words)
    {
        foreach (var word in words)
        {
            var found = await FindAsync(shop, word);
            Assert.True(found.Count == 1 && found[0].Id == ticket.Id, $"{word} finds {found.Count}");
        }
    }

    private static async Task<IReadOnlyList<OrderRow>> FindAsync(Shop shop, string text) =>
        (await AskAsync(shop, new OrderQuestion(OrderText.Of(text)))).Rows;

    private static Task<OrderPage> AskAsync(Shop shop, OrderQuestion question) =>
        shop.Get<SearchOrders>().RunAsync(question, Shop.Cancel);

    private static Task IndexAsync(Shop shop) => TickAsync(shop, "orders.index");

    private static async Task TickAsync(Shop shop, string verb)
    {
        var timed = shop.Get<IEnumerable<ITimedVerb>>().Single(one => one.Name == verb);
        while (await timed.RunAsync(Shop.Cancel))
        {
            // A full batch: more may be due.
        }
    }

    private static Task<long> TermsAsync(Shop shop, Ticket ticket) => shop.Database.ReadAsync(
        open => open.FirstAsync<long>(countTerms, new { id = ticket.Id }, Shop.Cancel), Shop.Cancel);
}
