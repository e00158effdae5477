using Onair.Storage;

namespace Onair.Catalog;

/// <summary>A product that search engines may know.</summary>
public sealed class ProductAddress
{
    public string Slug { get; init; } = "";

    public long Position { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>What is on sale, in files of a bounded size, for the maps that search engines read.</summary>
public sealed class ListAddresses(Database database)
{
    /// <summary>Products of one file: with two languages each, a fifth of what the protocol allows (50,000).</summary>
    public const int FileMax = 5_000;

    /// <summary>Files that are named: a million products.</summary>
    public const int FilesMax = 200;

    /// <summary>The position of the first product of each file.</summary>
    public async Task<IReadOnlyList<long>> FilesAsync(CancellationToken cancel) => await database.ReadAsync(
        open => open.QueryAsync<long>(CatalogStore.AddressFiles, new { size = FileMax, limit = FilesMax }, cancel),
        cancel);

    /// <summary>The file that begins with this position; empty where none does.</summary>
    public async Task<IReadOnlyList<ProductAddress>> FileAsync(long first, CancellationToken cancel) =>
        await database.ReadAsync(
            open => open.QueryAsync<ProductAddress>(
                CatalogStore.Addresses, new { after = first - 1, limit = FileMax }, cancel),
            cancel);
}
