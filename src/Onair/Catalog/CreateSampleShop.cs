using Onair.Catalog.Feeds;
using Onair.Storage;

namespace Onair.Catalog;

/// <summary>Logged; never renumber.</summary>
public enum CreateSampleShopStatus
{
    Created = 1,

    /// <summary>The shop has or had products: it is somebody's own.</summary>
    NotEmpty = 2,
}

/// <summary>
/// Fills an empty shop with about forty products that are fun to look at, from a file in the import's own format. Safe
/// when several nodes start at once: the first one creates, the others find a shop that is not empty.
/// </summary>
public sealed class CreateSampleShop(Database database, ImportProducts import)
{
    private const string resource = "Onair.Catalog.Sample.products.csv";

    public Task<CreateSampleShopStatus> RunAsync(ReceiveOpeningStock receive, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                var state = await open.FirstAsync<CatalogState>(CatalogStore.LockState, null, cancel);
                if (state!.PositionNext > 1) return CreateSampleShopStatus.NotEmpty;
                await using var file = typeof(CreateSampleShop).Assembly.GetManifestResourceStream(resource)
                    ?? throw new InvalidOperationException($"The program lacks its part {resource}.");
                var result = await import.RunAsync(open, new ImportRequest(file, FeedFormat.Csv), receive, cancel);
                if (result.Status != ImportProductsStatus.Imported)
                    throw new InvalidOperationException(
                        $"The sample shop is wrong: {string.Join("; ", result.Errors)}");
                return CreateSampleShopStatus.Created;
            },
            cancel);
}
