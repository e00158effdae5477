using Onair.Orders;
using Onair.Orders.Intake;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>The order tables on both databases: what they keep, and what they refuse whoever asks.</summary>
public sealed class OrdersConformance
{
    private static readonly Sql blocked = new(
        "SELECT 0",
        "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");

    private static readonly Sql prices = new(
        "SELECT version AS Version, price AS Price, valid_from AS ValidFrom FROM variant_prices ORDER BY version");

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task No_statement_gets_past_the_checks_of_an_order(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10, limit: 5);
        var order = await shop.BuysAsync("a", ("mug", 2));
        await shop.BuysAsync("b", ("mug", 2));
        await shop.CancelsAsync(order, ("mug", 1));
        const string first = "(SELECT id FROM orders ORDER BY id LIMIT 1)";
        const string last = "FROM orders ORDER BY id DESC LIMIT 1)";
        foreach (var set in new[]
        {
            "status = 0", "status = 9", "channel = 0", "channel = 5", "total = -1", "vat = -1", "vat = total + 1",
            "remaining = -1",
            "remaining = total + 1", "number = NULL", "request_key = NULL", "request_hash = NULL",
            "customer_key = NULL",
            "customer_name = NULL", "customer_phone = NULL", "currency = NULL", "version = NULL", "placed_at = NULL",
            "pay_before = NULL", "changed_at = NULL", $"number = (SELECT number {last}",
            $"request_key = (SELECT request_key {last}", $"id = (SELECT id {last}",
        })
        {
            await Refused.ByConstraintAsync(shop.Database, $"UPDATE orders SET {set} WHERE id = {first}");
        }

        foreach (var set in new[]
        {
            "quantity = 0", "quantity = -1", "cancelled = -1", "returned = -1", "cancelled = quantity + 1",
            "returned = quantity + 1",
            "cancelled = quantity, returned = 1", "unit_price = -1", "vat = -1", "limited = 2", "limited = -1",
            "sku = NULL",
            "variant_id = NULL", "name_ko = NULL", "name_en = NULL", "price_version = NULL",
            $"order_id = (SELECT id {last}",
        })
        {
            await Refused.ByConstraintAsync(shop.Database, $"UPDATE order_lines SET {set} WHERE order_id = {first}");
        }

        foreach (var set in new[] { "actor = NULL", "at = NULL", "from_status = NULL", "to_status = NULL" })
        {
            await Refused.ByConstraintAsync(shop.Database, $"UPDATE order_transitions SET {set}");
        }

        await Refused.ByConstraintAsync(shop.Database, "INSERT INTO order_transitions SELECT * FROM order_transitions");
        await Refused.ByConstraintAsync(shop.Database, "INSERT INTO order_lines SELECT * FROM order_lines");
        await Refused.ByConstraintAsync(shop.Database, "UPDATE purchase_counts SET quantity = -1");
        await Refused.ByConstraintAsync(shop.Database, "INSERT INTO purchase_counts SELECT * FROM purchase_counts");
        await Refused.ByConstraintAsync(shop.Database,
            "INSERT INTO sales_minutes SELECT 0, NULL, id, 0, 0, 0, 0, 0 FROM variants");
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_column_of_an_order_comes_back_as_it_went_in(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10, limit: 5);
        await shop.SellsAsync("rice", 30_000, 10, taxFree: true);
        var asked = new PlaceOrder
        {
            IdempotencyKey = " ~",
            Channel = Channel.Phone,
            Name = "Ünïcødé 홍길동 🎁 'quoted' \"too\" \\ %_",
            Phone = "01012345678",
            Email = "a@shop.example",
            Lines = [new("mug", 3, 12_000), new("rice", 1, 30_000)],
        }.Seal();
        var placed = (await shop.PlaceAsync(asked)).Order!;
        var shown = (await shop.SeeAsync(new Ticket(placed.Number, shop.Get<OrderTokens>().Of(placed.Id), placed.Id)))
            .Order;
        Assert.Equivalent(placed, shown, strict: true);
        var again = await shop.PlaceAsync(asked);
        Assert.Equal(PlaceOrderStatus.AlreadyPlaced, again.Status);
        Assert.Equivalent(placed, again.Order, strict: true);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Hundreds_of_lines_and_orders_in_one_batch_are_all_written(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        for (var i = 0; i < 20; i++) await shop.SellsAsync($"sku-{i}", 1000 + i, 5000);
        (string, int)[] lines = [.. Enumerable.Range(0, 20).Select(i => ($"sku-{i}", i + 1))];
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => shop.PlaceAsync(shop.Order($"customer-{i}", lines))));
        Assert.All(answers, answer => Assert.Equal(PlaceOrderStatus.Placed, answer.Status));
        Assert.Equal(200, answers.Select(answer => answer.Order!.Number).Distinct().Count());
        for (var i = 0; i < 20; i++) Assert.Equal(200 * (i + 1), (await shop.StockAsync($"sku-{i}")).Held);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Price_history_keeps_every_price_with_its_time(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 10);
        var start = shop.Now;
        foreach (var price in new[] { 9900L, 12_000, 15_000 })
        {
            shop.Forward(TimeSpan.FromMinutes(1));
            await shop.ChangePriceAsync("mug", price);
        }

        var rows = await shop.Database.ReadAsync(open =>
            open.QueryAsync<PriceLine>(prices, null, Shop.Cancel), Shop.Cancel);
        Assert.Equal(
            [(1, 12_000L, 0), (2, 9900, 1), (3, 12_000, 2), (4, 15_000, 3)],
            rows.Select(row => (row.Version, row.Price, (int)(row.ValidFrom - start).TotalMinutes)));
    }

    [Fact]
    public async Task Race_for_one_key_over_different_things_is_told_to_the_loser_as_what_it_is()
    {
        await using var shop = await Shop.OpenAsync(Dialect.Postgres);
        await shop.SellsAsync("mug", 12_000, 10);
        await shop.SellsAsync("pan", 30_000, 10);
        var first = shop.Order("a", "one-key", Channel.Web, [("mug", 1)]);
        var second = shop.Order("a", "one-key", Channel.Web, [("pan", 1)]);
        // The winner has written and not committed; the loser stands before the unique index. They share no stock.
        Task<PlaceOrderAnswer>? losing = null;
        await shop.Database.WriteAsync(
            async open =>
            {
                Assert.Equal(PlaceOrderStatus.Placed,
                    (await shop.Get<OrderIntake>().RunAsync(open, [first], Shop.Cancel))[0].Status);
                losing = shop.PlaceAsync(second);
                while (await shop.Database.ReadAsync(look =>
                    look.FirstAsync<long>(blocked, null, Shop.Cancel), Shop.Cancel) == 0)
                {
                    // Until it waits.
                }
            },
            Shop.Cancel);
        Assert.Equal(PlaceOrderStatus.KeyReused, (await losing!).Status);
        Assert.Equal((1L, 0L), ((await shop.StockAsync("mug")).Held, (await shop.StockAsync("pan")).Held));
        await shop.VerifyAsync();
    }

    private sealed class PriceLine
    {
        public int Version { get; init; }

        public long Price { get; init; }

        public DateTimeOffset ValidFrom { get; init; }
    }
}
