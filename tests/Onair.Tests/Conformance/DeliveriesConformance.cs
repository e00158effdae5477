using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Where orders go, on both databases.</summary>
public sealed class DeliveriesConformance
{
    private static readonly Sql rows = new("SELECT sealed FROM order_deliveries");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Order_goes_where_its_owner_says_and_its_row_says_nothing_of_anybody(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var ticket = await shop.BuysForAsync("one", Sent.Home);
        var none = await shop.BuysForAsync("two", null);
        Assert.Equal(Sent.Home, (await shop.SeeAsync(ticket)).Order.Delivery);
        Assert.Null((await shop.SeeAsync(none)).Order.Delivery);
        var stored = Assert.Single(await RowsAsync(shop));
        foreach (var secret in new[] { "김받는", "9999", "04524", "세종대로" }) Assert.DoesNotContain(secret, stored);

        // After a restart the key is read again; a sealed text does not open for another order.
        await shop.RestartAsync();
        Assert.Equal(Sent.Home, (await shop.SeeAsync(ticket)).Order.Delivery);
        var other = new Order { RequestKey = Guid.NewGuid(), SealedDelivery = stored };
        await Assert.ThrowsAnyAsync<System.Security.Cryptography.CryptographicException>(
            () => shop.Get<DeliverySeal>().OpenAsync(other, Shop.Cancel));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Asking_twice_is_asking_once_and_another_address_is_another_order(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var first = await shop.PlaceAsync(Sent.Order("one", 12_000, Sent.Home));
        var again = await shop.PlaceAsync(Sent.Order("one", 12_000, Sent.Home));
        Assert.Equal(
            (PlaceOrderStatus.AlreadyPlaced, first.Order!.Id, Sent.Home),
            (again.Status, again.Order!.Id, again.Order.Delivery));
        foreach (var other in new[] { Sent.Office, Sent.Home with { Memo = "" }, null })
        {
            Assert.Equal(
                PlaceOrderStatus.KeyReused, (await shop.PlaceAsync(Sent.Order("one", 12_000, other))).Status);
        }

        // Two in one batch, one of them asked for twice.
        var batch = await Task.WhenAll(
            shop.PlaceAsync(Sent.Order("two", 12_000, Sent.Home)),
            shop.PlaceAsync(Sent.Order("two", 12_000, Sent.Home)),
            shop.PlaceAsync(Sent.Order("three", 12_000, Sent.Office)));
        Assert.Equal(
            [Sent.Home, Sent.Home, Sent.Office], batch.Select(answer => answer.Order!.Delivery));
        Assert.Equal(3, (await RowsAsync(shop)).Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Owner_changes_it_until_the_warehouse_begins(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var (ticket, change) = (await shop.BuysForAsync("one", Sent.Home), shop.Get<ChangeDelivery>());
        Assert.Equal(ChangeDeliveryStatus.UnknownOrder, await RunAsync(ticket with { Token = "x" }, Sent.Office));
        Assert.Equal(ChangeDeliveryStatus.UnknownOrder, await RunAsync(ticket with { Number = "no" }, Sent.Office));
        Assert.Equal(ChangeDeliveryStatus.Outdated, await RunAsync(ticket, Sent.Office, ifVersion: 7));
        Assert.Equal(ChangeDeliveryStatus.Changed, await RunAsync(ticket, Sent.Office, ifVersion: 1));
        Assert.Equal(ChangeDeliveryStatus.AlreadyThere, await RunAsync(ticket, Sent.Office, ifVersion: 1));
        Assert.Equal((Sent.Office, 2), await SeenAsync());

        await shop.PaysAsync(ticket);
        Assert.Equal(ChangeDeliveryStatus.Changed, await RunAsync(ticket, Sent.Home));
        await shop.AdvanceAsync(ticket, OrderStep.Prepare);
        Assert.Equal(ChangeDeliveryStatus.TooLate, await RunAsync(ticket, Sent.Office));
        Assert.Equal((Sent.Home, 5), await SeenAsync());
        var steps = (await shop.SeeAsync(ticket)).Timeline;
        Assert.Equal(2, steps.Count(step => step.Reason == ChangeDelivery.Reason && step.From == step.To));

        // One that had none gets one; one that has ended does not.
        var (none, gone) = (await shop.BuysForAsync("two", null), await shop.BuysForAsync("three", null));
        Assert.Equal(ChangeDeliveryStatus.Changed, await RunAsync(none, Sent.Home));
        await shop.CancelsAsync(gone);
        Assert.Equal(ChangeDeliveryStatus.TooLate, await RunAsync(gone, Sent.Home));
        await shop.VerifyAsync();

        Task<ChangeDeliveryStatus> RunAsync(Ticket of, OrderDelivery to, int? ifVersion = null) =>
            change.RunAsync(of.Number, of.Token, to, ifVersion, Shop.Cancel);

        async Task<(OrderDelivery?, int)> SeenAsync()
        {
            var order = (await shop.SeeAsync(ticket)).Order;
            return (order.Delivery, order.Version);
        }
    }

    private static Task<List<string>> RowsAsync(Shop shop) =>
        shop.Database.ReadAsync(open => open.QueryAsync<string>(rows, null, Shop.Cancel), Shop.Cancel);
}
