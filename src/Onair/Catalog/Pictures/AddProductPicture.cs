using System.Security.Cryptography;
using Onair.Storage;

namespace Onair.Catalog.Pictures;

/// <summary>Never renumber.</summary>
public enum AddProductPictureStatus
{
    /// <summary>It is kept, and has an address that products can name.</summary>
    Added = 1,

    /// <summary>Neither JPEG nor PNG nor WebP, or broken.</summary>
    NotAPicture = 2,

    /// <summary>More pixels than <see cref="AddProductPicture.PixelsMax"/>.</summary>
    TooManyPixels = 3,

    /// <summary>More than <see cref="AddProductPicture.FileBytesMax"/> bytes.</summary>
    TooLarge = 4,

    /// <summary>Others' pictures are being read. Try again after a moment.</summary>
    Busy = 5,
}

/// <summary>The address, when it was added.</summary>
public readonly record struct AddedPicture(AddProductPictureStatus Status, string? Url);

/// <summary>
/// Takes a picture of a product. It is written anew (<see cref="RewritePictures"/>), so that nothing of the sender's
/// file is kept but its pixels: no script, no place, no second file.
/// </summary>
public sealed class AddProductPicture(Database database, RewritePictures rewrite, TimeProvider time)
{
    public const int FileBytesMax = 10 * 1024 * 1024;

    /// <summary>Unpacked 160 MB, one at a time: what a studio's camera makes.</summary>
    public const int PixelsMax = 40_000_000;

    /// <summary>Pixels of the longer side as it is kept: a desk's screen at twice the density.</summary>
    public const int SideMax = 1600;

    private const string folder = "/pictures/";
    private const string ending = ".webp";

    public async Task<AddedPicture> RunAsync(byte[] sent, CancellationToken cancel)
    {
        if (sent.Length > FileBytesMax) return new AddedPicture(AddProductPictureStatus.TooLarge, null);
        var picture = await rewrite.RunAsync(sent, new PictureBounds(PixelsMax, SideMax), cancel);
        if (picture.Status != RewritePictureStatus.Rewritten) return new AddedPicture(Refused(picture.Status), null);
        var url = UrlOf(picture.Content);
        await database.WriteAsync(
            open => open.ExecuteAsync(
                CatalogStore.AddPicture, new { url, content = picture.Content, at = time.GetUtcNow() }, cancel),
            cancel);
        return new AddedPicture(AddProductPictureStatus.Added, url);
    }

    /// <summary>What is kept under an address; null when nothing is.</summary>
    public async Task<byte[]?> FindAsync(string url, CancellationToken cancel) => IsOurs(url)
        ? await database.ReadAsync(
            open => open.FirstAsync<byte[]>(CatalogStore.PictureContent, new { url }, cancel), cancel)
        : null;

    /// <summary>The digest names it: another picture is another address, and caches may keep it for ever.</summary>
    private static string UrlOf(byte[] content) =>
        folder + Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 16)) + ending;

    private static bool IsOurs(string url) =>
        url.Length == folder.Length + 32 + ending.Length && url.StartsWith(folder, StringComparison.Ordinal)
        && url.EndsWith(ending, StringComparison.Ordinal);

    private static AddProductPictureStatus Refused(RewritePictureStatus status) => status switch
    {
        RewritePictureStatus.TooManyPixels => AddProductPictureStatus.TooManyPixels,
        RewritePictureStatus.Busy => AddProductPictureStatus.Busy,
        RewritePictureStatus.NotAPicture or RewritePictureStatus.Rewritten => AddProductPictureStatus.NotAPicture,
    };
}
