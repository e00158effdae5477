using Microsoft.Extensions.Logging.Abstractions;
using Onair.Broadcasts;
using Onair.Catalog;
using Onair.Host.Cli.Replay;
using Onair.Storage;

namespace Onair.Bench;

/// <summary>The goods of the benchmark, put into a new database before the server starts.</summary>
internal static class BenchShop
{
    public const int SkusMax = 1000;
    public const int SkuDigits = 4;

    /// <summary>Ends in 0: the demo provider approves it at once.</summary>
    public const long PriceWon = 39_000;

    /// <summary>Of the offer on the air; ends in 0 as well.</summary>
    public const long OfferPriceWon = 29_000;

    private const int offerLimit = 5;

    private const int variantsPerProduct = 50;
    private const long piecesEach = 100_000_000;

    /// <summary>More than a measurement asks for, so that each is asked for once.</summary>
    public const int PagesMax = 5000;

    public const string PageAddress = "/products/log-page0000";

    private const int variantsPerPage = 3;

    public static string Sku(int number) => $"BENCH-{number:D4}";

    public static async Task FillAsync(StorageOptions options)
    {
        await using var database = Open(options);
        await database.MigrateAsync(CancellationToken.None);
        var products = Enumerable.Range(0, SkusMax)
            .Select(i => new PlannedVariant(Sku(i), PriceWon, piecesEach, 0))
            .Chunk(variantsPerProduct)
            .Select((variants, i) => new PlannedProduct($"bench{i}", $"Bench product {i}", variants))
            .ToList();
        await new ReplayCatalog(database, TimeProvider.System).OpenAsync(products, CancellationToken.None);
    }

    /// <summary>Products with a page each.</summary>
    public static async Task FillPagesAsync(StorageOptions options)
    {
        await using var database = Open(options);
        var products = Enumerable.Range(0, PagesMax).Select(i => new PlannedProduct(
            $"page{i:D4}",
            $"Page {i}",
            [
                .. Enumerable.Range(0, variantsPerPage)
                    .Select(variant => new PlannedVariant($"PAGE-{i:D4}-{variant}", PriceWon, 1000, 0)),
            ])).ToList();
        await new ReplayCatalog(database, TimeProvider.System).OpenAsync(products, CancellationToken.None);
    }

    /// <summary>A show with one offer of the hot SKU, limited per customer as most are.</summary>
    public static async Task<(string Broadcast, string Offer)> GoOnAirAsync(StorageOptions options)
    {
        await using var database = Open(options);
        var now = TimeProvider.System.GetUtcNow();
        var scheduled = await new ScheduleBroadcast(database, TimeProvider.System).RunAsync(
            new BroadcastDraft
            {
                Feed = "bench",
                Title = new LocalText("Bench", "Bench"),
                StreamUrl = "/none.m3u8",
                StartsAt = now,
                EndsAt = now.AddHours(12),
                Offers =
                [
                    new OfferDraft(Sku(0), OfferPriceWon, BroadcastsOptions.AllotmentMax, offerLimit, now),
                ],
            },
            CancellationToken.None);
        var show = scheduled.Broadcast!;
        await new PutOfferOnAir(database, TimeProvider.System).RunAsync(
            new OfferSwitch(show.Id, show.Offers[0].Id, CloseOthers: false), CancellationToken.None);
        return (show.Id.ToString("N"), show.Offers[0].Id.ToString("N"));
    }

    public static Database Open(StorageOptions options) => options.Postgres.Length > 0
        ? new PostgresDatabase(options, TimeProvider.System, NullLogger<Database>.Instance)
        : new SqliteDatabase(options, NullLogger<Database>.Instance);
}
