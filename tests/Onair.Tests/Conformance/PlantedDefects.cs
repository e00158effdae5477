using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>
/// <c>verify</c> must be able to fail: one defect after the other is planted in a healthy shop, is found under its own
/// name, is mended, and the shop is healthy again.
/// </summary>
public sealed class PlantedDefects
{
    private const string stock = "inventory.held-and-sold-are-the-orders";
    private const string movements = "inventory.counters-are-the-movements";
    private const string totals = "orders.total-is-sum-of-lines";
    private const string prices = "orders.price-was-the-variants";
    private const string money = "orders.captured-is-what-is-owed";
    private const string approval = "orders.one-approval-and-none-unpaid";
    private const string diagram = "orders.states-along-the-diagram";
    private const string counts = "orders.counts-are-the-orders";
    private const string tally = "orders.facts-add-up-to-the-orders";
    private const string offers = "broadcasts.held-and-sold-are-the-orders";
    private const string windows = "broadcasts.ordered-while-open";
    private const string offerCounts = "broadcasts.counts-are-the-orders";
    private const string offerTally = "broadcasts.facts-add-up-to-the-orders";

    // The invariant; how to break it; how to mend it. {paid}, {placed} and {gone} are the ids of three orders.
    private static readonly (string Invariant, string Break, string Mend)[] defects =
    [
        (stock, "UPDATE stock SET held = held + 1 WHERE sku = 'mug'",
            "UPDATE stock SET held = held - 1 WHERE sku = 'mug'"),
        (stock, "UPDATE stock SET held = held - 1 WHERE sku = 'mug'",
            "UPDATE stock SET held = held + 1 WHERE sku = 'mug'"),
        (stock, "UPDATE stock SET sold = sold + 1, received = received + 1",
            "UPDATE stock SET sold = sold - 1, received = received - 1"),
        (stock, "UPDATE stock SET returned = returned + 1, received = received - 1 WHERE sku = 'mug'",
            "UPDATE stock SET returned = returned - 1, received = received + 1 WHERE sku = 'mug'"),
        (stock, "UPDATE order_lines SET quantity = quantity + 1 WHERE {placed}",
            "UPDATE order_lines SET quantity = quantity - 1 WHERE {placed}"),
        (movements, "UPDATE stock SET on_hand = on_hand + 1, received = received + 1",
            "UPDATE stock SET on_hand = on_hand - 1, received = received - 1"),
        (movements, "UPDATE stock_movements SET quantity = quantity + 1 WHERE kind = 1",
            "UPDATE stock_movements SET quantity = quantity - 1 WHERE kind = 1"),
        (movements, "UPDATE stock_movements SET kind = 6 WHERE kind = 5",
            "UPDATE stock_movements SET kind = 5 WHERE kind = 6"),
        (totals, "UPDATE orders SET total = total + 1 WHERE {placed}",
            "UPDATE orders SET total = total - 1 WHERE {placed}"),
        (totals, "UPDATE orders SET remaining = remaining - 1 WHERE {placed}",
            "UPDATE orders SET remaining = remaining + 1 WHERE {placed}"),
        (totals, "UPDATE orders SET vat = vat + 1 WHERE {paid}", "UPDATE orders SET vat = vat - 1 WHERE {paid}"),
        (totals, "UPDATE order_lines SET vat = vat + 1 WHERE {paid}",
            "UPDATE order_lines SET vat = vat - 1 WHERE {paid}"),
        (totals, "UPDATE order_lines SET cancelled = 0 WHERE {gone}",
            "UPDATE order_lines SET cancelled = quantity WHERE {gone}"),
        (totals, "UPDATE order_lines SET line = line + 50, order_id = {gone-id} WHERE {placed}",
            "UPDATE order_lines SET line = line - 50, order_id = {placed-id} WHERE line > 50"),
        (prices, "UPDATE order_lines SET price_version = 99 WHERE {paid}",
            "UPDATE order_lines SET price_version = 1 WHERE {paid}"),
        (prices, "UPDATE variant_prices SET price = price + 1", "UPDATE variant_prices SET price = price - 1"),
        (money, "UPDATE payment_attempts SET order_id = {placed-id}, slot = {placed-id} WHERE {paid}",
            "UPDATE payment_attempts SET order_id = {paid-id}, slot = {paid-id} WHERE {placed}"),
        (approval, "UPDATE payment_attempts SET order_id = {placed-id}, slot = {placed-id} WHERE {paid}",
            "UPDATE payment_attempts SET order_id = {paid-id}, slot = {paid-id} WHERE {placed}"),
        (money, "UPDATE orders SET status = 1 WHERE {paid}", "UPDATE orders SET status = 2 WHERE {paid}"),
        (approval, "UPDATE orders SET status = 2 WHERE {placed}", "UPDATE orders SET status = 1 WHERE {placed}"),
        (diagram, "UPDATE orders SET status = 2 WHERE {placed}", "UPDATE orders SET status = 1 WHERE {placed}"),
        (diagram, "UPDATE orders SET version = version + 1 WHERE {placed}",
            "UPDATE orders SET version = version - 1 WHERE {placed}"),
        (diagram, "UPDATE order_transitions SET to_status = 5 WHERE {paid}",
            "UPDATE order_transitions SET to_status = 2 WHERE {paid}"),
        (diagram, "UPDATE order_transitions SET from_status = 3 WHERE {paid}",
            "UPDATE order_transitions SET from_status = 1 WHERE {paid}"),
        (diagram, "UPDATE order_transitions SET version = version + 1 WHERE {paid}",
            "UPDATE order_transitions SET version = version - 1 WHERE {paid}"),
        (diagram, "UPDATE order_transitions SET at = at - 86400000000 WHERE {paid}",
            "UPDATE order_transitions SET at = at + 86400000000 WHERE {paid}"),
        (diagram, "UPDATE order_transitions SET order_id = {placed-id} WHERE {paid}",
            "UPDATE order_transitions SET order_id = {paid-id} WHERE {placed}"),
        (counts, "UPDATE purchase_counts SET quantity = quantity + 1",
            "UPDATE purchase_counts SET quantity = quantity - 1"),
        (counts, "UPDATE purchase_counts SET quantity = quantity - 1",
            "UPDATE purchase_counts SET quantity = quantity + 1"),
        (counts, "UPDATE purchase_counts SET variant_id = customer_key",
            "UPDATE purchase_counts SET variant_id = (SELECT id FROM variants WHERE sku = 'bag')"),
        (tally, "UPDATE sales_minutes SET placed = placed + 1", "UPDATE sales_minutes SET placed = placed - 1"),
        (tally, "UPDATE sales_minutes SET placed = placed - 1", "UPDATE sales_minutes SET placed = placed + 1"),
        (tally, "UPDATE sales_minutes SET undone = undone + 1", "UPDATE sales_minutes SET undone = undone - 1"),
        (tally, "UPDATE sales_minutes SET paid = paid + 100", "UPDATE sales_minutes SET paid = paid - 100"),
        (offers, "UPDATE offers SET held = held + 1", "UPDATE offers SET held = held - 1"),
        (offers, "UPDATE offers SET held = held - 1", "UPDATE offers SET held = held + 1"),
        (offers, "UPDATE offers SET sold = sold + 1", "UPDATE offers SET sold = sold - 1"),
        (offers, "UPDATE order_lines SET offer_id = order_id WHERE offer_id IS NOT NULL",
            "UPDATE order_lines SET offer_id = (SELECT id FROM offers) WHERE offer_id IS NOT NULL"),
        (prices, "UPDATE offer_prices SET price = price + 1", "UPDATE offer_prices SET price = price - 1"),
        (windows, "UPDATE offers SET closes_at = closes_at - 3600000001",
            "UPDATE offers SET closes_at = closes_at + 3600000001"),
        (windows, "UPDATE offers SET opens_at = opens_at + 60000000",
            "UPDATE offers SET opens_at = opens_at - 60000000"),
        (windows, "UPDATE offers SET variant_id = broadcast_id",
            "UPDATE offers SET variant_id = (SELECT id FROM variants WHERE sku = 'pan')"),
        (offerCounts, "UPDATE offer_counts SET quantity = quantity + 1",
            "UPDATE offer_counts SET quantity = quantity - 1"),
        (offerCounts, "UPDATE offer_counts SET offer_id = customer_key",
            "UPDATE offer_counts SET offer_id = (SELECT id FROM offers)"),
        (offerTally, "UPDATE offer_minutes SET placed = placed + 1", "UPDATE offer_minutes SET placed = placed - 1"),
        (offerTally, "UPDATE offer_minutes SET undone = undone + 1", "UPDATE offer_minutes SET undone = undone - 1"),
    ];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_planted_defect_is_found_under_its_name(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 20);
        await shop.SellsAsync("bag", 50_000, 20, limit: 5);
        var (placed, paid, gone) = (
            await shop.BuysAsync("a", ("mug", 2), ("bag", 1)), await shop.BuysAsync("b", ("mug", 3)),
                await shop.BuysAsync("c", ("mug", 1)));
        await shop.SellsAsync("pan", 30_000, 20);
        var (_, onAir) = await shop.GoesOnAirAsync(("pan", 24_000, 10, 3));
        await shop.BuysUnderAsync("d", onAir[0], 2);
        await shop.PaysAsync(paid);
        await shop.CancelsAsync(gone);
        await shop.DeliverAsync();
        await shop.VerifyAsync();
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (invariant, plant, mend) in defects)
        {
            Assert.True(await RunAsync(plant) > 0, $"nothing changed: {plant}");
            var verification = (await shop.FindingsAsync()).Single(v => v.Invariant == invariant);
            Assert.False(verification.Holds, $"not found: {plant}");
            Assert.All(verification.Findings, finding => Assert.NotEmpty(finding.Row + finding.Detail));
            found.Add(invariant);
            Assert.True(await RunAsync(mend) > 0, $"not mended: {mend}");
        }

        await shop.VerifyAsync();
        var own = (await shop.Get<VerifyOrders>().RunAsync(Shop.Cancel)).Select(v => v.Invariant).Append(movements);
        Assert.Equal(own.Order(), found.Order());

        Task<int> RunAsync(string text)
        {
            foreach (var (name, ticket) in new[] { ("placed", placed), ("paid", paid), ("gone", gone) })
            {
                var id = $"(SELECT id FROM orders WHERE number = '{ticket.Number}')";
                var column = text.StartsWith("UPDATE orders", StringComparison.Ordinal) ? "id" : "order_id";
                text = text.Replace($"{{{name}}}", $"{column} = {id}", StringComparison.Ordinal)
                    .Replace($"{{{name}-id}}", id, StringComparison.Ordinal);
            }

            return Refused.ByHandAsync(shop.Database, text);
        }
    }
}
