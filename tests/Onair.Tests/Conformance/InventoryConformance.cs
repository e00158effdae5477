using Onair.Inventory;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Stock on both databases: its verbs, its history, and what its rows refuse whoever asks.</summary>
public sealed class InventoryConformance
{
    [Theory, ClassData(typeof(BothDatabases))]
    public async Task No_statement_gets_past_the_checks_of_stock(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10);
        await shop.SellsAsync("pan", 30_000, 10);
        await shop.BuysAsync("a", ("mug", 4));
        foreach (var set in new[]
        {
            // More held than there is, however it comes about.
            "held = -1", "held = on_hand + 1", "on_hand = 3, received = 3", "on_hand = -1, received = -1, held = 0",
            // Books that do not add up.
            "on_hand = on_hand + 1", "received = received - 1", "sold = sold + 1", "returned = returned + 1",
            // Sales that were never made.
            "sold = -1, received = received - 1", "returned = 1, received = received - 1",
            "sold = 1, returned = 2, received = received - 1",
            "sku = NULL", "version = NULL", "held = NULL", "sku = 'pan'",
        })
        {
            await Refused.ByConstraintAsync(shop.Database, $"UPDATE stock SET {set} WHERE sku = 'mug'");
        }

        await Refused.ByConstraintAsync(shop.Database, "INSERT INTO stock SELECT * FROM stock WHERE sku = 'mug'");
        foreach (var set in new[]
        {
            "kind = 0", "kind = 7", "quantity = 0", "quantity = -1", "kind = 3, quantity = -1", "actor = NULL",
            "at = NULL",
        })
        {
            await Refused.ByConstraintAsync(shop.Database, $"UPDATE stock_movements SET {set} WHERE kind = 1");
        }

        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Decision_that_is_wrong_all_the_same_is_refused_as_a_whole(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var mug = await shop.SellsAsync("mug", 12_000, 10);
        var pan = await shop.SellsAsync("pan", 30_000, 10);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                MoveStock.LockAndMove(
                    round,
                    [new(pan, MovementKind.Hold, 1, 1, "test", null), new(mug, MovementKind.Hold, 11, 1, "test", null)],
                    shop.Now);
                await round.ExecuteAsync(Shop.Cancel);
            },
            Shop.Cancel));
        Assert.Equal((0L, 0L), ((await shop.StockAsync("mug")).Held, (await shop.StockAsync("pan")).Held));
        Assert.Single(await shop.Get<ReadStock>().HistoryAsync("pan", long.MaxValue, 10, Shop.Cancel));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Movements_do_what_their_kinds_say(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var mug = await shop.SellsAsync("mug", 12_000, 10);
        // on hand, held, received, sold, returned after each.
        foreach (var (kind, pieces, expected) in new[]
        {
            (MovementKind.Hold, 6, (10, 6, 10, 0, 0)),
            (MovementKind.Release, 2, (10, 4, 10, 0, 0)),
            (MovementKind.Sell, 3, (7, 1, 10, 3, 0)),
            (MovementKind.Return, 2, (9, 1, 10, 3, 2)),
            (MovementKind.Adjust, -4, (5, 1, 6, 3, 2)),
            (MovementKind.Receive, 5, (10, 1, 11, 3, 2)),
        })
        {
            await shop.Database.WriteAsync(
                open =>
                {
                    var round = open.Round();
                    MoveStock.LockAndMove(round, [new(mug, kind, pieces, 1, "test", "why")], shop.Now);
                    return round.ExecuteAsync(Shop.Cancel);
                },
                Shop.Cancel);
            var stock = await shop.StockAsync("mug");
            Assert.Equal(expected,
                ((int)stock.OnHand, (int)stock.Held, (int)stock.Received, (int)stock.Sold, (int)stock.Returned));
        }

        var history = await shop.Get<ReadStock>().HistoryAsync("mug", long.MaxValue, 10, Shop.Cancel);
        Assert.Equal([5, -4, 2, 3, 2, 6, 10], history.Select(movement => (int)movement.Quantity));
        Assert.Equal(("test", "why", shop.Now), (history[0].Actor, history[0].Reason, history[0].At));
        var older = await shop.Get<ReadStock>().HistoryAsync("mug", history[2].Id, 2, Shop.Cancel);
        Assert.Equal(history.Skip(3).Take(2).Select(movement => movement.Id), older.Select(movement => movement.Id));
        Assert.True((await shop.Get<VerifyStock>().RunAsync(Shop.Cancel))[0].Holds);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Correction_needs_a_reason_and_leaves_what_is_held(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10);
        await shop.BuysAsync("a", ("mug", 4));
        var adjust = shop.Get<AdjustStock>();
        var asked = new Adjustment("mug", -1, "broken", "staff:kim");
        foreach (var (adjustment, expected) in new[]
        {
            (asked, AdjustStockStatus.Adjusted),
            (asked with { Change = -6 }, AdjustStockStatus.BelowHeld),
            (asked with { Change = -5 }, AdjustStockStatus.Adjusted),
            (asked with { Change = -1 }, AdjustStockStatus.BelowHeld),
            (asked with { Change = 0 }, AdjustStockStatus.Invalid),
            (asked with { Change = InventoryOptions.QuantityMax + 1 }, AdjustStockStatus.Invalid),
            (asked with { Change = long.MaxValue }, AdjustStockStatus.Invalid),
            (asked with { Change = -InventoryOptions.QuantityMax - 1 }, AdjustStockStatus.Invalid),
            (asked with { Change = long.MinValue }, AdjustStockStatus.Invalid),
            (asked with { Reason = " " }, AdjustStockStatus.Invalid),
            (asked with { Reason = new string('x', 201) }, AdjustStockStatus.Invalid),
            (asked with { Sku = "cup" }, AdjustStockStatus.UnknownVariant),
            (asked with { Change = 7 }, AdjustStockStatus.Adjusted),
        })
        {
            Assert.Equal(expected, await adjust.RunAsync(adjustment, Shop.Cancel));
        }

        var stock = await shop.StockAsync("mug");
        Assert.Equal((11L, 4L, 11L), (stock.OnHand, stock.Held, stock.Received));
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Goods_come_in_together_or_not_at_all(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var mug = await shop.SellsAsync("mug", 12_000, 10);
        foreach (var (pieces, expected) in new[]
        {
            (0L, ReceiveStockStatus.Invalid), (-1, ReceiveStockStatus.Invalid),
            (InventoryOptions.QuantityMax + 1, ReceiveStockStatus.Invalid), (5, ReceiveStockStatus.Received),
        })
        {
            var status = await shop.Database.WriteAsync(
                open => shop.Get<ReceiveStock>().RunAsync(
                    open, [new Delivery(mug, "mug", 1), new Delivery(mug, "mug", pieces)], "test", null, Shop.Cancel),
                Shop.Cancel);
            Assert.Equal(expected, status);
        }

        Assert.Equal(16, (await shop.StockAsync("mug")).OnHand);
        Assert.True((await shop.Get<VerifyStock>().RunAsync(Shop.Cancel))[0].Holds);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pages_of_stock_follow_each_other_without_a_gap(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        foreach (var sku in new[] { "b", "B", "a-1", "a.1", "Z9", "10", "9", "_x"[1..] })
            await shop.SellsAsync(sku, 1, 1);
        var read = shop.Get<ReadStock>();
        var all = (await read.PageAsync("", 100, Shop.Cancel)).Select(stock => stock.Sku).ToList();
        Assert.Equal(["10", "9", "B", "Z9", "a-1", "a.1", "b", "x"], all);
        var walked = new List<string>();
        while (await read.PageAsync(walked.LastOrDefault() ?? "", 3, Shop.Cancel) is { Count: > 0 } page)
        {
            walked.AddRange(page.Select(stock => stock.Sku));
        }

        Assert.Equal(all, walked);
        Assert.Empty(await read.BySkuAsync(["none"], Shop.Cancel));
        await Assert.ThrowsAsync<ArgumentException>(() =>
            read.BySkuAsync([.. Enumerable.Repeat("a", 1001)], Shop.Cancel));
    }
}
