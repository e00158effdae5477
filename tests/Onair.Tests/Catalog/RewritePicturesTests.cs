using System.Text;
using Onair.Catalog.Pictures;
using SkiaSharp;

namespace Onair.Tests.Catalog;

/// <summary>What becomes of a picture that somebody sends.</summary>
public sealed class RewritePicturesTests
{
    private static readonly byte[] place = Encoding.ASCII.GetBytes("GPS-37.5665-126.9780");

    public static TheoryData<SKEncodedImageFormat> Formats { get; } =
        [SKEncodedImageFormat.Jpeg, SKEncodedImageFormat.Png, SKEncodedImageFormat.Webp];

    [Theory, MemberData(nameof(Formats))]
    public async Task Picture_is_written_anew_and_nothing_else_of_the_file_is_kept(SKEncodedImageFormat format)
    {
        // Behind its end, where some hide a second file.
        byte[] sent = [.. Drawn(600, 300, format), .. place];
        var picture = await RunAsync(sent, side: 300);
        Assert.Equal((RewritePictureStatus.Rewritten, 300, 150), (picture.Status, picture.Width, picture.Height));
        Assert.Equal(-1, picture.Content.AsSpan().IndexOf(place));
        using var read = SKBitmap.Decode(picture.Content);
        Assert.Equal((300, 150), (read.Width, read.Height));
        // Red above, blue below: it is the same picture.
        Assert.True(IsRed(read.GetPixel(150, 20)) && IsBlue(read.GetPixel(150, 130)));
        // Small ones are not blown up.
        Assert.Equal(600, (await RunAsync(sent, side: 1000)).Width);
    }

    [Theory]
    [InlineData(1, 60, 30), InlineData(3, 60, 30), InlineData(6, 30, 60), InlineData(8, 30, 60)]
    public async Task Telephone_that_was_held_aside_makes_an_upright_picture_without_its_place(
        int orientation, int width, int height)
    {
        var sent = WithExif(Drawn(60, 30, SKEncodedImageFormat.Jpeg), orientation);
        Assert.NotEqual(-1, sent.AsSpan().IndexOf(place));
        var picture = await RunAsync(sent);
        Assert.Equal((RewritePictureStatus.Rewritten, width, height), (picture.Status, picture.Width, picture.Height));
        Assert.Equal(-1, picture.Content.AsSpan().IndexOf(place));
        Assert.Equal(-1, picture.Content.AsSpan().IndexOf("EXIF"u8));
        using var read = SKBitmap.Decode(picture.Content);
        // Where the red half is: above, below, right, left.
        var (x, y) = orientation switch { 1 => (30, 5), 3 => (30, 25), 6 => (25, 30), _ => (5, 30) };
        Assert.True(IsRed(read.GetPixel(x, y)), $"{read.GetPixel(x, y)}");
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_by_what_it_is()
    {
        var png = Drawn(60, 30, SKEncodedImageFormat.Png);
        byte[][] wrong =
        [
            [], [0], "GIF89a"u8.ToArray(), "<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(),
            "<html><script>alert(1)</script>"u8.ToArray(), [0xFF, 0xD8, 0xFF], [0xFF, 0xD8, 0xFF, .. "<script>"u8],
            png[..(png.Length / 2)], [.. png[..8], .. "nothing"u8], [.. "RIFF0000WEBPVP8 "u8],
        ];
        foreach (var sent in wrong)
            Assert.Equal(RewritePictureStatus.NotAPicture, (await RunAsync(sent)).Status);
    }

    [Fact]
    public async Task Small_file_that_says_it_is_enormous_is_not_unpacked()
    {
        var png = Drawn(60, 30, SKEncodedImageFormat.Png);
        Assert.Equal(RewritePictureStatus.TooManyPixels, (await RunAsync(Drawn(200, 200, SKEncodedImageFormat.Png),
            pixels: 10_000)).Status);
        Assert.Equal(RewritePictureStatus.Rewritten, (await RunAsync(png, pixels: 10_000)).Status);
    }

    [Fact]
    public async Task Who_comes_while_too_many_wait_is_told_so()
    {
        using var rewrite = new RewritePictures(TimeProvider.System);
        var bounds = new PictureBounds(16_000_000, 1280);
        var sent = Drawn(3000, 3000, SKEncodedImageFormat.Png);
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            () => rewrite.RunAsync(sent, bounds, TestContext.Current.CancellationToken))));
        Assert.Contains(all, p => p.Status == RewritePictureStatus.Rewritten);
        Assert.Contains(all, p => p.Status == RewritePictureStatus.Busy);
        Assert.Equal(
            RewritePictureStatus.Rewritten,
            (await rewrite.RunAsync(sent, bounds, TestContext.Current.CancellationToken)).Status);
    }

    private static async Task<RewrittenPicture> RunAsync(byte[] sent, int side = 1280, int pixels = 16_000_000)
    {
        using var rewrite = new RewritePictures(TimeProvider.System);
        return await rewrite.RunAsync(sent, new PictureBounds(pixels, side), TestContext.Current.CancellationToken);
    }

    /// <summary>Red above, blue below.</summary>
    internal static byte[] Drawn(int width, int height, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(width, height);
        using (var canvas = new SKCanvas(bitmap))
        using (var red = new SKPaint { Color = SKColors.Red })
        {
            canvas.Clear(SKColors.Blue);
            canvas.DrawRect(0, 0, width, height / 2f, red);
        }

        using var encoded = bitmap.Encode(format, 95);
        return encoded.ToArray();
    }

    /// <summary>A JPEG as telephones write it: how it was held, and a text that says where.</summary>
    internal static byte[] WithExif(byte[] jpeg, int orientation)
    {
        // TIFF, little endian: two entries, orientation (0x0112) and description (0x010E).
        const int textAt = 8 + 2 + (2 * 12) + 4;
        byte[] tiff =
        [
            .. "II*\0"u8, 8, 0, 0, 0, 2, 0,
            0x0E, 0x01, 2, 0, (byte)place.Length, 0, 0, 0, textAt, 0, 0, 0,
            0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0,
            0, 0, 0, 0, .. place,
        ];
        byte[] exif = [.. "Exif\0\0"u8, .. tiff];
        return [.. jpeg[..2], 0xFF, 0xE1, 0, (byte)(exif.Length + 2), .. exif, .. jpeg[2..]];
    }

    private static bool IsRed(SKColor color) => color is { Red: > 200, Blue: < 60 };

    private static bool IsBlue(SKColor color) => color is { Blue: > 200, Red: < 60 };
}
