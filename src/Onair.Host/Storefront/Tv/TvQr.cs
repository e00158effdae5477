using QRCoder;

namespace Onair.Host.Storefront.Tv;

/// <summary>
/// The QR code of a link for a television picture of 1080 lines. The link is written in capitals: a QR code packs two
/// of those into eleven bits instead of sixteen, so that a link of 29 characters fits into 25 modules and not 29.
/// Level Q restores 25 %, for compression and moving edges; H would take 29 modules again, each of them smaller.
/// </summary>
internal sealed class TvQr
{
    /// <summary>Lines of a picture that may be asked for: the whole height is too much, and still a picture.</summary>
    public const int LinesMax = 1080;

    /// <summary>A third of the height.</summary>
    public const int LinesUsual = 360;

    /// <summary>
    /// A camera resolves about 0.6 mrad per pixel and wants two to three of them per module. On a screen of 55 inches
    /// (0.63 mm a line) seen from two and a half metres that is 3.2 to 4.8 mm, hence six to eight lines.
    /// </summary>
    public const int LinesPerModuleMin = 6;

    public const QRCodeGenerator.ECCLevel Level = QRCodeGenerator.ECCLevel.Q;

    private readonly string link;

    private TvQr(string link, int linesPerModule, QrPicture picture)
    {
        this.link = link;
        LinesPerModule = linesPerModule;
        Picture = picture;
    }

    /// <summary>Even, so that both fields of an interlaced picture show every edge alike.</summary>
    public int LinesPerModule { get; }

    public QrPicture Picture { get; }

    /// <summary>Lines of the whole picture, its quiet zone of four modules included.</summary>
    public int Lines => Picture.Modules * LinesPerModule;

    /// <summary>The largest that fits, in whole modules; null when its modules would be too small to be read.</summary>
    /// <param name="link">An address of this shop, in which case does not matter.</param>
    /// <param name="linesMax">Lines that there are for it.</param>
    public static TvQr? Fit(string link, int linesMax)
    {
        var capitals = link.ToUpperInvariant();
        var picture = QrPicture.Of(capitals, Level);
        var each = linesMax / picture.Modules / 2 * 2;
        return each < LinesPerModuleMin ? null : new TvQr(capitals, each, picture);
    }

    /// <summary>The fewest lines in which a link can be shown.</summary>
    public static int LinesMin(string link) =>
        QrPicture.Of(link.ToUpperInvariant(), Level).Modules * LinesPerModuleMin;

    public string Svg() =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{Picture.ViewBox}\" width=\"{Lines}\" height=\"{Lines}\""
        + $" shape-rendering=\"crispEdges\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        + $"<path d=\"{Picture.Path}\"/></svg>";

    public byte[] Png()
    {
        using var code = QRCodeGenerator.GenerateQrCode(link, Level);
        using var png = new PngByteQRCode(code);
        return png.GetGraphic(LinesPerModule);
    }
}
