using System.Globalization;
using System.Text;
using QRCoder;

namespace Onair.Host.Storefront;

/// <summary>A QR code as one path of an inline SVG: the page's policy loads no pictures for it.</summary>
/// <param name="Modules">Of one side, the quiet zone of four on either side included.</param>
/// <param name="Path">The dark modules, row by row, one unit a module.</param>
public sealed record QrPicture(int Modules, string Path)
{
    public string ViewBox => string.Create(CultureInfo.InvariantCulture, $"0 0 {Modules} {Modules}");

    /// <param name="text">What it says.</param>
    /// <param name="level">M restores 15 %: enough for a screen that one holds, and a third smaller than H.</param>
    public static QrPicture Of(string text, QRCodeGenerator.ECCLevel level = QRCodeGenerator.ECCLevel.M)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, level);
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

        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
