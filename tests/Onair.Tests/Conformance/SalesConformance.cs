using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>The tally of facts on both databases.</summary>
public sealed class SalesConformance
{
    private static readonly Sql rows = new(
        """
        SELECT minute AS Minute, channel AS Channel, placed AS Placed, placed_amount AS PlacedAmount, paid AS Paid,
            paid_amount AS PaidAmount, undone AS Undone
        FROM sales_minutes ORDER BY minute, channel
        """);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Rows_of_one_minute_add_up(Dialect dialect)
    {
        await using var home = await TestDatabase.CreateAsync(dialect);
        var (mug, pan) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var row = new SalesMinute(TestDatabase.Start, 2, mug, 1, 10, 2, 20, 3);
        for (var i = 0; i < 3; i++)
        {
            await home.Database.WriteAsync(
                open =>
                {
                    var round = open.Round();
                    round.Write(SalesStore.Add,
                        [row, row with { VariantId = pan }, row with { Minute = row.Minute.AddMinutes(1) }]);
                    return round.ExecuteAsync(Shop.Cancel);
                },
                Shop.Cancel);
        }

        var totals = await home.Database.ReadAsync(
            open => open.QueryAsync<SalesTotal>(SalesStore.Totals, null, Shop.Cancel), Shop.Cancel);
        Assert.Equal((6, 12, 18), Of(totals.Single(total => total.Id == mug)));
        Assert.Equal((3, 6, 9), Of(totals.Single(total => total.Id == pan)));

        static (long, long, long) Of(SalesTotal total) => (total.Placed, total.Paid, total.Undone);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Evening_is_counted_by_minute_channel_and_thing_once(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 100);
        var first = await shop.BuysAsync("a", ("mug", 3));
        await shop.BuysAsync("b", ("mug", 2));
        await shop.DeliverAsync();
        shop.Forward(TimeSpan.FromMinutes(1));
        await shop.PaysAsync(first);
        await shop.CancelsAsync(first, ("mug", 1));
        await shop.DeliverAsync();
        shop.Forward(TimeSpan.FromMinutes(10));
        await shop.ExpireAsync();
        await shop.RestartAsync();
        for (var i = 0; i < 3; i++) await shop.DeliverAsync();

        var minutes = await shop.Database.ReadAsync(open =>
            open.QueryAsync<Line>(rows, null, Shop.Cancel), Shop.Cancel);
        Assert.Equal(
            [(0, 5, 60_000, 0, 0, 0), (1, 0, 0, 3, 36_000, 1), (11, 0, 0, 0, 0, 2)],
            minutes.Select(m => ((int)(m.Minute - TestDatabase.Start).TotalMinutes, m.Placed, m.PlacedAmount, m.Paid,
                m.PaidAmount, m.Undone)));
        Assert.All(minutes, minute => Assert.Equal((int)Channel.Web, minute.Channel));
        await shop.VerifyAsync();
    }

    private sealed class Line
    {
        public DateTimeOffset Minute { get; init; }

        public int Channel { get; init; }

        public long Placed { get; init; }

        public long PlacedAmount { get; init; }

        public long Paid { get; init; }

        public long PaidAmount { get; init; }

        public long Undone { get; init; }
    }
}
