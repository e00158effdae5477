using System.Net;
using Onair.Customers;
using Onair.Jobs;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Guessing is slowed down, and the owner is not.</summary>
public sealed class TriesConformance
{
    private const string account = "gildong@shop.example";

    private static readonly Sql count = new("SELECT COUNT(*) FROM customer_tries");

    private static CancellationToken Cancel => Shop.Cancel;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_hundred_guesses_at_once_are_five(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var buckets = TryLimits.OfSecret(account, Guesser(1), isKnownDevice: false);
        var waits = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => shop.Get<CountTries>().EnterAsync(buckets, Cancel)));
        // Five are free, and after the sixth there is a wait.
        Assert.Equal(6, waits.Count(w => w is null));
        Assert.All(waits.OfType<TimeSpan>(), w => Assert.Equal(TimeSpan.FromSeconds(2), w));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Waits_grow_to_a_quarter_of_an_hour_and_a_day_forgets_them(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var buckets = TryLimits.OfSecret(account, Guesser(1), isKnownDevice: false);
        var (guesses, longest) = (0, TimeSpan.Zero);
        var end = shop.Now.AddDays(1);
        while (shop.Now < end)
        {
            if (await shop.Get<CountTries>().EnterAsync(buckets, Cancel) is { } wait)
            {
                longest = wait > longest ? wait : longest;
                shop.Forward(wait);
            }
            else
            {
                guesses++;
            }
        }

        Assert.Equal(TimeSpan.FromMinutes(15), longest);
        Assert.InRange(guesses, 96, 115);
        shop.Forward(TimeSpan.FromDays(1));
        for (var i = 0; i < 6; i++) Assert.Null(await shop.Get<CountTries>().EnterAsync(buckets, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Owner_in_a_known_browser_is_not_slowed_by_anybody(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        for (var guesser = 0; guesser < 50; guesser++)
        {
            var buckets = TryLimits.OfSecret(account, Guesser(guesser), isKnownDevice: false);
            for (var i = 0; i < 6; i++) await shop.Get<CountTries>().EnterAsync(buckets, Cancel);
        }

        // From the same address as one of them, too.
        var owner = Guesser(1) with { DeviceToken = "the owner's" };
        Assert.NotNull(await shop.Get<CountTries>().EnterAsync(
            TryLimits.OfSecret(account, owner, isKnownDevice: false), Cancel));
        var known = TryLimits.OfSecret(account, owner, isKnownDevice: true);
        for (var i = 0; i < 10; i++) Assert.Null(await shop.Get<CountTries>().EnterAsync(known, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Success_forgets_ones_own_tries_and_gives_back_one_of_the_shared(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var tries = shop.Get<CountTries>();
        var buckets = TryLimits.OfSecret(account, Guesser(1), isKnownDevice: false);
        // An own account does not wash the address: of five tries four stay counted there, and fifty are free.
        for (var round = 0; round < 12; round++)
        {
            for (var i = 0; i < 5; i++) Assert.Null(await tries.EnterAsync(buckets, Cancel));
            await tries.SucceedAsync(buckets, Cancel);
        }

        for (var i = 0; i < 3; i++) Assert.Null(await tries.EnterAsync(buckets, Cancel));
        Assert.NotNull(await tries.EnterAsync(buckets, Cancel));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Rows_of_yesterday_go(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.Get<CountTries>().EnterAsync(TryLimits.OfLetter(account, Guesser(1)), Cancel);
        shop.Forward(TimeSpan.FromHours(23));
        await shop.Get<CountTries>().EnterAsync(TryLimits.OfLetter("other@shop.example", Guesser(2)), Cancel);
        shop.Forward(TimeSpan.FromHours(1));
        await shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == "customers.purge").RunAsync(Cancel);
        Assert.Equal(2, await shop.Database.ReadAsync(open => open.FirstAsync<long>(count, null, Cancel), Cancel));
    }

    private static Visitor Guesser(int which) => new(IPAddress.Parse($"198.51.100.{which}"), null, "");
}
