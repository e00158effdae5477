using Onair.Customers;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Caches;

/// <summary>When a copy of a session is believed.</summary>
public sealed class TicketsTests
{
    private int reads;

    [Fact]
    public async Task Copy_is_believed_until_it_is_recalled_and_again_when_no_old_one_can_be_left()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Sqlite);
        var who = New(shop);
        var key = Guid.CreateVersion7();
        for (var i = 0; i < 3; i++) Assert.Equal(who.SessionId, (await FindAsync(shop, key, who))!.SessionId);
        Assert.Equal(1, reads);

        await shop.Get<Tickets>().RecallAsync(who.CustomerId);
        // Its session is over: the copy would say something else.
        Assert.Null(await FindAsync(shop, key, null));
        Assert.Null(await FindAsync(shop, key, null));
        Assert.Equal(3, reads);
        await FindAsync(shop, Guid.CreateVersion7(), who);
        Assert.Equal(4, reads);

        shop.Forward(TimeSpan.FromSeconds(12));
        var later = Guid.CreateVersion7();
        await FindAsync(shop, later, who);
        await FindAsync(shop, later, who);
        Assert.Equal(5, reads);
    }

    [Fact]
    public async Task Nobody_is_never_kept()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Sqlite);
        var key = Guid.CreateVersion7();
        Assert.Null(await FindAsync(shop, key, null));
        var who = New(shop);
        Assert.NotNull(await FindAsync(shop, key, who));
        Assert.Equal(2, reads);
    }

    [Fact]
    public async Task More_recalls_than_are_remembered_recall_everybody()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Sqlite);
        var (who, key) = (New(shop), Guid.CreateVersion7());
        await FindAsync(shop, key, who);
        for (var i = 0; i < 10_001; i++) await shop.Get<Tickets>().RecallAsync(Guid.CreateVersion7());
        await FindAsync(shop, key, who);
        await FindAsync(shop, key, who);
        Assert.Equal(3, reads);
        shop.Forward(TimeSpan.FromSeconds(12));
        // Only those of the last seconds count: there is room again.
        await shop.Get<Tickets>().RecallAsync(Guid.CreateVersion7());
        var (other, otherKey) = (New(shop), Guid.CreateVersion7());
        await FindAsync(shop, otherKey, other);
        await FindAsync(shop, otherKey, other);
        Assert.Equal(4, reads);
    }

    [Fact]
    public async Task Where_other_nodes_may_end_it_and_cannot_say_so_nothing_is_kept()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Postgres);
        var (who, key) = (New(shop), Guid.CreateVersion7());
        await FindAsync(shop, key, who);
        await FindAsync(shop, key, who);
        Assert.Equal(2, reads);
    }

    private async Task<SignedIn?> FindAsync(Shop shop, Guid key, SignedIn? row) => await shop.Get<Tickets>().FindAsync(
        key,
        _ =>
        {
            reads++;
            return Task.FromResult(row);
        },
        Shop.Cancel);

    private static SignedIn New(Shop shop) => new()
    {
        SessionId = Guid.CreateVersion7(),
        CustomerId = Guid.CreateVersion7(),
        CreatedAt = shop.Now,
        SeenAt = shop.Now,
        EndsAt = shop.Now.AddDays(1),
        Name = "홍길동",
        Email = "gildong@shop.example",
    };
}
