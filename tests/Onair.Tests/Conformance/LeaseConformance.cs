using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Named leases on both databases.</summary>
public sealed class LeaseConformance
{
    private static readonly TimeSpan length = TimeSpan.FromSeconds(6);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Lease_has_one_holder_until_it_lapses_or_is_released(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        Assert.Equal(LeaseStatus.Taken, await TakeAsync(shop, "a"));
        Assert.Equal(LeaseStatus.HeldByAnother, await TakeAsync(shop, "b"));
        shop.Time.Advance(length - TimeSpan.FromMicroseconds(1));
        Assert.Equal(LeaseStatus.HeldByAnother, await TakeAsync(shop, "b"));
        Assert.Equal(LeaseStatus.Taken, await TakeAsync(shop, "a"));
        shop.Time.Advance(length - TimeSpan.FromMicroseconds(1));
        Assert.Equal(LeaseStatus.HeldByAnother, await TakeAsync(shop, "b"));
        shop.Time.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(LeaseStatus.Taken, await TakeAsync(shop, "b"));
        Assert.Equal(LeaseStatus.HeldByAnother, await TakeAsync(shop, "a"));

        await ReleaseAsync(shop, "a");
        Assert.Equal(LeaseStatus.HeldByAnother, await TakeAsync(shop, "a"));
        await ReleaseAsync(shop, "b");
        Assert.Equal(LeaseStatus.Taken, await TakeAsync(shop, "a"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Several_leases_are_taken_at_once_as_far_as_they_are_free(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        Assert.Equal(["x", "y"], (await TakeAllAsync(shop, "a", "y", "x")).Order());
        Assert.Equal(["z"], await TakeAllAsync(shop, "b", "z", "x"));
        Assert.Equal(["x", "y"], (await TakeAllAsync(shop, "a", "x", "y", "z")).Order());
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_nodes_that_reach_for_a_free_lease_do_not_both_get_it(Dialect dialect)
    {
        await using var shop = await TestDatabase.CreateAsync(dialect);
        Database[] nodes = [shop.Database, shop.OpenAnother()];
        for (var round = 0; round < 10; round++)
        {
            var name = $"lease-{round}";
            var taken = await Task.WhenAll(nodes.Select((node, i) => Task.Run(() => node.WriteAsync(
                open => Lease.TryTakeAsync(open, name, $"{i}", shop.Time.GetUtcNow(), length, Cancel), Cancel))));
            Assert.Single(taken, LeaseStatus.Taken);
        }
    }

    private static Task<LeaseStatus> TakeAsync(TestDatabase shop, string holder) => shop.Database.WriteAsync(
        open => Lease.TryTakeAsync(open, "one", holder, shop.Time.GetUtcNow(), length, Cancel), Cancel);

    private static Task<HashSet<string>> TakeAllAsync(TestDatabase shop, string holder, params string[] names) =>
        shop.Database.WriteAsync(
            open => Lease.TryTakeAsync(open, names, holder, shop.Time.GetUtcNow(), length, Cancel), Cancel);

    private static Task ReleaseAsync(TestDatabase shop, string holder) => shop.Database.WriteAsync(
        open => Lease.ReleaseAsync(open, "one", holder, shop.Time.GetUtcNow(), Cancel), Cancel);
}
