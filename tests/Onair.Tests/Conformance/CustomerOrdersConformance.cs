using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>An account's list of orders on both databases.</summary>
public sealed class CustomerOrdersConformance
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Orders_are_listed_by_pages_the_newest_first_for_their_owner_alone(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var (orders, mine, other) = (shop.Get<CustomerOrders>(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var bought = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var ticket = await shop.BuysAsync("a", ("mug", 1));
            Assert.Equal(
                AttachOrderStatus.Attached,
                await orders.AttachAsync(mine, ticket.Number, ticket.Token, Shop.Cancel));
            Assert.Equal(
                AttachOrderStatus.Attached,
                await orders.AttachAsync(mine, ticket.Number, ticket.Token, Shop.Cancel));
            Assert.Equal(
                AttachOrderStatus.OfAnother,
                await orders.AttachAsync(other, ticket.Number, ticket.Token, Shop.Cancel));
            bought.Insert(0, ticket.Number);
            shop.Forward(TimeSpan.FromSeconds(1));
        }

        var guests = await shop.BuysAsync("b", ("mug", 1));
        foreach (var (number, token) in new[] { (guests.Number, "x"), ("20260101-NONE", guests.Token), ("", "") })
        {
            Assert.Equal(
                AttachOrderStatus.UnknownOrder, await orders.AttachAsync(mine, number, token, Shop.Cancel));
        }

        var seen = new List<string>();
        Guid? before = null;
        do
        {
            var page = await orders.ListAsync(mine, before, 2, Shop.Cancel);
            Assert.InRange(page.Orders.Count, 1, 2);
            seen.AddRange(page.Orders.Select(o => o.Number));
            before = page.Next;
        }
        while (before is not null);
        Assert.Equal(bought, seen);
        Assert.Empty((await orders.ListAsync(other, null, 2, Shop.Cancel)).Orders);

        await shop.Database.WriteAsync(
            open => CustomerOrders.DetachAllAsync(open, mine, Shop.Cancel), Shop.Cancel);
        Assert.Empty((await orders.ListAsync(mine, null, 2, Shop.Cancel)).Orders);
        await shop.VerifyAsync();
    }
}
