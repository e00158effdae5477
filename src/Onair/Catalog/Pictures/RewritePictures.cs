using SkiaSharp;

namespace Onair.Catalog.Pictures;

/// <summary>Never renumber.</summary>
public enum RewritePictureStatus
{
    Rewritten = 1,

    /// <summary>Neither JPEG nor PNG nor WebP, or broken.</summary>
    NotAPicture = 2,

    /// <summary>More pixels than <see cref="PictureBounds.PixelsMax"/>.</summary>
    TooManyPixels = 3,

    /// <summary>Others wait already.</summary>
    Busy = 4,
}

/// <param name="PixelsMax">That are unpacked: four bytes each.</param>
/// <param name="SideMax">Pixels of the longer side afterwards.</param>
public readonly record struct PictureBounds(int PixelsMax, int SideMax);

/// <param name="Content">WebP; empty when it was refused.</param>
public readonly record struct RewrittenPicture(RewritePictureStatus Status, int Width, int Height, byte[] Content);

/// <summary>
/// Writes a picture anew: turned upright, no larger than a screen shows, and without anything but its pixels. What a
/// camera adds (where and when, whose, a small picture from before it was cut) is not copied, and a file that is two
/// kinds of file at once is one afterwards. See docs/adr/0015-ratings.md.
/// </summary>
public sealed class RewritePictures(TimeProvider time) : IDisposable
{
    /// <summary>Of 100: text on a package can still be read; 1280 pixels are about 200 KB.</summary>
    private const int quality = 80;

    /// <summary>Pictures that wait for their turn, each of which is 10 MB of memory.</summary>
    private const int waitingMax = 4;

    /// <summary>Longer than three of the largest take.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(5);

    /// <summary>One at a time: an unpacked picture is 64 MB.</summary>
    private readonly SemaphoreSlim turn = new(1);
    private int waiting;

    /// <param name="sent">A file that its reader has bounded.</param>
    /// <param name="bounds">How large it may be, and becomes.</param>
    /// <param name="cancel">Gives up before it begins.</param>
    public async Task<RewrittenPicture> RunAsync(byte[] sent, PictureBounds bounds, CancellationToken cancel)
    {
        // What is plainly no picture does not even reach the decoder.
        if (!IsKnown(sent)) return Refused(RewritePictureStatus.NotAPicture);
        try
        {
            if (Interlocked.Increment(ref waiting) > waitingMax || !await TakeTurnAsync(cancel))
                return Refused(RewritePictureStatus.Busy);
            try
            {
                return Rewrite(sent, bounds);
            }
            finally
            {
                turn.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<bool> TakeTurnAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            await turn.WaitAsync(both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private static RewrittenPicture Rewrite(byte[] sent, PictureBounds bounds)
    {
        using var bytes = SKData.CreateCopy(sent);
        using var codec = SKCodec.Create(bytes);
        if (codec is null || codec.EncodedFormat is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png
            or SKEncodedImageFormat.Webp))
            return Refused(RewritePictureStatus.NotAPicture);
        // Before anything is unpacked: a small file can say that it is enormous.
        if ((long)codec.Info.Width * codec.Info.Height > bounds.PixelsMax)
            return Refused(RewritePictureStatus.TooManyPixels);
        using var whole = new SKBitmap(InfoOf(codec.Info.Width, codec.Info.Height));
        // Half a picture is none: it is grey below.
        if (codec.GetPixels(whole.Info, whole.GetPixels()) != SKCodecResult.Success)
            return Refused(RewritePictureStatus.NotAPicture);
        var scale = Math.Min(1f, (float)bounds.SideMax / Math.Max(whole.Width, whole.Height));
        var (width, height) = (Scaled(whole.Width, scale), Scaled(whole.Height, scale));
        var isAside = codec.EncodedOrigin is SKEncodedOrigin.LeftTop or SKEncodedOrigin.RightTop
            or SKEncodedOrigin.RightBottom or SKEncodedOrigin.LeftBottom;
        using var upright = new SKBitmap(isAside ? InfoOf(height, width) : InfoOf(width, height));
        using (var canvas = new SKCanvas(upright))
        using (var image = SKImage.FromBitmap(whole))
        {
            // Where it was seen through, paper is behind it.
            canvas.Clear(SKColors.White);
            canvas.SetMatrix(Turn(codec.EncodedOrigin, width, height));
            var smooth = new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear);
            canvas.DrawImage(image, new SKRect(0, 0, width, height), smooth);
        }

        using var result = SKImage.FromBitmap(upright);
        using var encoded = result.Encode(SKEncodedImageFormat.Webp, quality)
            ?? throw new InvalidOperationException("a picture that was read could not be written");
        return new RewrittenPicture(
            RewritePictureStatus.Rewritten, upright.Width, upright.Height, encoded.ToArray());
    }

    /// <summary>By what it is, not by what it is called.</summary>
    private static bool IsKnown(ReadOnlySpan<byte> sent) =>
        sent.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])
        || sent.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])
        || (sent.StartsWith("RIFF"u8) && sent.Length > 12 && sent[8..].StartsWith("WEBP"u8));

    private static SKImageInfo InfoOf(int width, int height) =>
        new(width, height, SKColorType.Rgba8888, SKAlphaType.Premul, SKColorSpace.CreateSrgb());

    private static int Scaled(int side, float scale) => Math.Max(1, (int)Math.Round(side * scale));

    /// <summary>How a camera was held (Exif's orientation), undone; width and height are those before it.</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, height, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, height, -1, 0, width, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, width, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    private static RewrittenPicture Refused(RewritePictureStatus status) => new(status, 0, 0, []);
}
