using Onair.Jobs;
using Onair.Storage;

namespace Onair.Catalog.Pictures;

/// <summary>The timed verb that forgets pictures that were sent and never put into a product, or taken out of it.
/// </summary>
internal sealed class PurgePictures(Database database, TimeProvider time) : ITimedVerb
{
    private const int batchMax = 20;

    /// <summary>Longer than a form stays open, and than pages that still name it are cached.</summary>
    private static readonly TimeSpan kept = TimeSpan.FromDays(7);

    public string Name => "catalog.purge-pictures";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var asked = new { before = time.GetUtcNow() - kept, limit = batchMax };
        return await database.WriteAsync(
            open => open.ExecuteAsync(CatalogStore.PurgePictures, asked, cancel), cancel) == batchMax;
    }
}
