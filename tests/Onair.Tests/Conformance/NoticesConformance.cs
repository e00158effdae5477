using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Payments;
using Onair.Payments.Inbox;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>The inbox on both databases: once per key, bounded, forgotten in time.</summary>
public sealed class NoticesConformance
{
    private static readonly Sql count = new("SELECT COUNT(*) FROM payment_notices");

    private static readonly Sql end = new(
        "UPDATE payment_notices SET state = 2, body = NULL, ended_at = @at WHERE ended_at IS NULL");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Notice_that_two_nodes_hear_at_once_is_stored_once(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await using var here = Open(shop, shop.Database);
        await using var there = Open(shop, dialect == Dialect.Postgres ? shop.Home.OpenAnother() : shop.Database);
        var answers = await Task.WhenAll(Enumerable.Range(0, 400)
            .Select(i => (i % 2 == 0 ? here : there).RunAsync(Notice(shop, $"key-{i / 4}"))));
        Assert.Equal(100, answers.Count(a => a == StoreNoticeStatus.Stored));
        Assert.Equal(300, answers.Count(a => a == StoreNoticeStatus.AlreadyStored));
        Assert.Equal(100, await CountAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task More_than_may_wait_must_come_again_and_known_ones_are_still_known(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await using var inbox = Open(shop, shop.Database, options => options.WaitingMax = 3);
        for (var i = 0; i < 3; i++)
            Assert.Equal(StoreNoticeStatus.Stored, await inbox.RunAsync(Notice(shop, $"key-{i}")));
        Assert.Equal(StoreNoticeStatus.Full, await inbox.RunAsync(Notice(shop, "key-3")));
        Assert.Equal(StoreNoticeStatus.AlreadyStored, await inbox.RunAsync(Notice(shop, "key-0")));
        Assert.Equal(StoreNoticeStatus.Stored, await inbox.RunAsync(Notice(shop, "key-0") with { Provider = "other" }));
        await EndAsync(shop);
        Assert.Equal(StoreNoticeStatus.Stored, await inbox.RunAsync(Notice(shop, "key-3")));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Ended_notices_are_forgotten_in_time_and_waiting_ones_never(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect, s => s.Configure<InboxOptions>(o => o.KeptMax = 5));
        var inbox = shop.Get<StoreNotices>();
        for (var i = 0; i < 10; i++)
        {
            await inbox.RunAsync(Notice(shop, $"key-{i}"));
            await EndAsync(shop);
            shop.Forward(TimeSpan.FromSeconds(1));
        }

        await inbox.RunAsync(Notice(shop, "waiting"));
        await PurgeAsync(shop);
        Assert.Equal(5 + 1, await CountAsync(shop));
        shop.Forward(TimeSpan.FromDays(7));
        await PurgeAsync(shop);
        Assert.Equal(1, await CountAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Burst_of_a_thousand_costs_few_transactions(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await using var counting = new FaultyDatabase(shop.Database);
        await using var inbox = Open(shop, counting);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(i => inbox.RunAsync(Notice(shop, $"key-{i}"))));
        Assert.All(answers, a => Assert.Equal(StoreNoticeStatus.Stored, a));
        Assert.InRange(counting.Calls, 1, 200);
    }

    private static StoreNotices Open(Shop shop, Database database, Action<InboxOptions>? configure = null)
    {
        var options = new InboxOptions();
        configure?.Invoke(options);
        return new StoreNotices(
            database, shop.Get<JobQueue>(), Options.Create(options), shop.Time, NullLogger<StoreNotices>.Instance);
    }

    private static Notice Notice(Shop shop, string key) => new()
    {
        Id = Guid.CreateVersion7(shop.Now),
        Provider = "scripted",
        DedupeKey = key,
        ReceivedAt = shop.Now,
        Message = new ProviderNotice(null, [0, 0xFF, 0x80], new Dictionary<string, string>(), null),
    };

    private static Task EndAsync(Shop shop) => shop.Database.WriteAsync(
        open => open.ExecuteAsync(end, new { at = shop.Now }, Shop.Cancel), Shop.Cancel);

    private static Task<bool> PurgeAsync(Shop shop) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "payments.purge-notices").RunAsync(Shop.Cancel);

    private static Task<long> CountAsync(Shop shop) => shop.Database.ReadAsync(
        open => open.FirstAsync<long>(count, null, Shop.Cancel), Shop.Cancel);
}
