using System.Globalization;
using System.Text;
using QRCoder;

namespace Onair.Host.Storefront.Account;

/// <summary>A QR code as one path of an inline SVG: the page's policy loads no pictures for it.</summary>
/// <param name="ViewBox">One unit a module, the quiet zone included.</param>
/// <param name="Path">The dark modules, row by row.</param>
public sealed record QrPicture(string ViewBox, string Path)
{
    /// <param name="text">What it says.</param>
    public static QrPicture Of(string text)
    {
        // M restores 15 %: enough for a screen, and a third smaller than H.
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                var from = x;
                while (x < row.Count && row[x]) x++;
                if (x > from) path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        var size = code.ModuleMatrix.Count;
        return new QrPicture($"0 0 {size} {size}", path.ToString());
    }
}
