using Onair.Jobs;
using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>How long it is known whom orders were for, on both databases.</summary>
public sealed class RetentionConformance
{
    private static readonly Sql personsIn = new(
        """
        SELECT COUNT(*) FROM orders WHERE id = @id AND (customer_name <> '' OR customer_phone <> ''
            OR customer_email IS NOT NULL)
        """);

    private static readonly Sql rowsOf = new(
        """
        SELECT (SELECT COUNT(*) FROM order_deliveries WHERE order_id = @id)
            + (SELECT COUNT(*) FROM order_letters WHERE order_id = @id)
            + (SELECT COUNT(*) FROM kept_persons WHERE order_id = @id)
            + (SELECT COUNT(*) FROM order_departures WHERE order_id = @id)
            + (SELECT COUNT(*) FROM customer_orders WHERE order_id = @id)
            + (SELECT COUNT(*) FROM order_transitions WHERE order_id = @id AND reason IS NOT NULL)
            + (SELECT COUNT(*) FROM orders WHERE id = @id AND customer_key <> id)
        """);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_forgets_its_person_after_five_years_and_the_books_still_hold(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100, limit: 5);
        var (old, open) = (await shop.BuysForAsync("one", Sent.Home), await shop.BuysForAsync("two", Sent.Home));
        await shop.PaysAsync(old);
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship, OrderStep.Deliver })
            await shop.AdvanceAsync(old, step);
        await shop.PaysAsync(open);
        await shop.DeliverAsync();

        shop.Forward(TimeSpan.FromDays(1826));
        await TickAsync(shop, "orders.forget-persons");
        Assert.Equal(1, await CountAsync(shop, personsIn, old));
        shop.Forward(TimeSpan.FromDays(2));
        await TickAsync(shop, "orders.forget-persons");
        await TickAsync(shop, "orders.forget-persons");
        Assert.Equal((0, 0), (await CountAsync(shop, personsIn, old), await CountAsync(shop, rowsOf, old)));

        // What is not over is not forgotten, however old.
        Assert.Equal(1, await CountAsync(shop, personsIn, open));
        var seen = await shop.SeeAsync(old);
        Assert.Equal((24_000, OrderStatus.Delivered, null), (seen.Order.Total, seen.Order.Status, seen.Order.Delivery));
        await shop.VerifyAsync();

        // The forgotten pieces count for nobody: four may be bought beside the two that are open.
        Assert.Equal(
            PlaceOrderStatus.Placed, (await shop.PlaceAsync(Sent.Order("three", 12_000, null))).Status);
        Assert.Equal(
            PlaceOrderStatus.OverLimit, (await shop.PlaceAsync(Sent.Order("four", 12_000, null))).Status);
        // A key of that time is a new one.
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Person_who_left_is_kept_apart_when_their_orders_are_over(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var customer = Guid.CreateVersion7();
        var (sent, ended) = (await shop.BuysForAsync("one", Sent.Home), await shop.BuysForAsync("two", null));
        var others = await shop.BuysForAsync("three", null);
        foreach (var ticket in new[] { sent, ended })
            await shop.Get<CustomerOrders>().AttachAsync(customer, ticket.Number, ticket.Token, Shop.Cancel);
        await shop.PaysAsync(sent);
        await shop.CancelsAsync(ended);
        await shop.Database.WriteAsync(
            open => CustomerOrders.DetachAllAsync(open, customer, Shop.Cancel), Shop.Cancel);

        // The one that is on its way needs its address; the cancelled one needs nobody.
        await TickAsync(shop, "orders.keep-persons-apart");
        Assert.Equal(
            (1, 0, 1),
            (await CountAsync(shop, personsIn, sent), await CountAsync(shop, personsIn, ended),
                await CountAsync(shop, personsIn, others)));
        await shop.AdvanceAsync(sent, OrderStep.Prepare);
        await shop.AdvanceAsync(sent, OrderStep.Ship);
        await TickAsync(shop, "orders.keep-persons-apart");
        Assert.Equal(Sent.Home, (await shop.SeeAsync(sent)).Order.Delivery);
        shop.Forward(TimeSpan.FromDays(31));
        await TickAsync(shop, "orders.keep-persons-apart");
        Assert.Equal(0, await CountAsync(shop, personsIn, sent));
        Assert.Null((await shop.SeeAsync(sent)).Order.Delivery);

        // Kept for the law's cases alone, and then not even for those.
        var kept = await shop.Get<ShowKeptPersons>().RunAsync(sent.Number, Shop.Cancel);
        Assert.Equal(new KeptPerson("홍길동", "01012345678", "gildong@shop.example", Sent.Home), kept);
        Assert.Null(await shop.Get<ShowKeptPersons>().RunAsync(others.Number, Shop.Cancel));
        Assert.Null(await shop.Get<ShowKeptPersons>().RunAsync("no", Shop.Cancel));
        shop.Forward(TimeSpan.FromDays(1828));
        await TickAsync(shop, "orders.forget-persons");
        Assert.Null(await shop.Get<ShowKeptPersons>().RunAsync(sent.Number, Shop.Cancel));
        Assert.Equal(0, await CountAsync(shop, rowsOf, sent));
        await shop.VerifyAsync();
    }

    private static async Task TickAsync(Shop shop, string verb)
    {
        var timed = shop.Get<IEnumerable<ITimedVerb>>().Single(one => one.Name == verb);
        while (await timed.RunAsync(Shop.Cancel))
        {
            // A full batch: more may be due.
        }
    }

    private static Task<long> CountAsync(Shop shop, Sql sql, Ticket ticket) => shop.Database.ReadAsync(
        open => open.FirstAsync<long>(sql, new { id = ticket.Id }, Shop.Cancel), Shop.Cancel);
}
