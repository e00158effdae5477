using Microsoft.Extensions.DependencyInjection;
using Onair.Catalog;
using Onair.Host.Cli;
using Onair.Inventory;
using Onair.Storage;

namespace Onair.Tests.Scenarios;

/// <summary>Something to buy. The last digit of what is paid decides what the demo provider does.</summary>
internal sealed record Ware(string Sku, long Price, long Stock)
{
    /// <summary>Every outcome of a payment, one hot item, and one that sells out.</summary>
    public static readonly IReadOnlyList<Ware> All =
    [
        new("HOT", 10_000, 1_000_000),
        new("DECLINED", 7_001, 1_000_000),
        new("ANSWER-LOST", 20_003, 1_000_000),
        new("REQUEST-LOST", 9_004, 1_000_000),
        new("PASSING", 5_005, 1_000_000),
        new("SCARCE", 30_000, 40),
    ];

    /// <summary>Brings the schema up and puts the wares on the shelf, as an import at the command line does.</summary>
    public static async Task StockAsync(StorageOptions options, IReadOnlyList<Ware> wares)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var rooms = options.Postgres.Length > 0
            ? await ShopOptions.OpenAsync(data: null, options.Postgres, cancel)
            : await ShopOptions.OpenAsync(options.Data, postgres: null, cancel);
        await StockAsync(rooms, wares);
    }

    public static async Task StockAsync(IServiceProvider rooms, IReadOnlyList<Ware> wares)
    {
        var cancel = TestContext.Current.CancellationToken;
        var drafts = wares.Select(ware => new ProductDraft
        {
            Name = new LocalText(ware.Sku, ware.Sku),
            Variants = [new VariantDraft { Sku = ware.Sku, Price = new Price(ware.Price) }],
        }).ToList();
        var stockOf = wares.ToDictionary(ware => ware.Sku, ware => ware.Stock);
        await rooms.GetRequiredService<Database>().WriteAsync(
            async open =>
            {
                var save = rooms.GetRequiredService<SaveProducts>();
                var saved = await save.RunAsync(open, drafts, skipBad: false, cancel);
                Assert.Equal(SaveProductsStatus.Saved, saved.Status);
                var deliveries = saved.NewVariants.Select(v => new Delivery(v.Id, v.Sku, stockOf[v.Sku])).ToList();
                var received = await rooms.GetRequiredService<ReceiveStock>().RunAsync(
                    open, deliveries, "test", null, cancel);
                Assert.Equal(ReceiveStockStatus.Received, received);
            },
            cancel);
    }
}
