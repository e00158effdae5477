using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace Onair.Tests.Storefront;

/// <summary>Reads QR codes from the pictures that the shop serves, as a camera would: from their pixels.</summary>
internal static partial class QrReading
{
    /// <summary>Of a PNG: its text, and the side in pixels.</summary>
    public static (string? Text, int Side) OfPng(byte[] png)
    {
        using var packed = new MemoryStream();
        var (width, height) = (0, 0);
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var kind = System.Text.Encoding.ASCII.GetString(png, at + 4, 4);
            var chunk = png.AsSpan(at + 8, length);
            if (kind == "IHDR")
            {
                width = BinaryPrimitives.ReadInt32BigEndian(chunk);
                height = BinaryPrimitives.ReadInt32BigEndian(chunk[4..]);
                // One bit a pixel, grey: 0 is black.
                Assert.Equal((1, 0), (chunk[8], chunk[9]));
            }

            if (kind == "IDAT") packed.Write(chunk);
            at += length + 12;
        }

        packed.Position = 0;
        using var lines = new MemoryStream();
        using (var inflate = new ZLibStream(packed, CompressionMode.Decompress)) inflate.CopyTo(lines);
        var raw = lines.ToArray();
        var stride = ((width + 7) / 8) + 1;
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
        {
            Assert.Equal(0, raw[y * stride]);
            for (var x = 0; x < width; x++)
            {
                var isWhite = (raw[(y * stride) + 1 + (x / 8)] >> (7 - (x % 8)) & 1) == 1;
                pixels[(y * width) + x] = isWhite ? (byte)255 : (byte)0;
            }
        }

        return (Read(pixels, width), width);
    }

    /// <summary>Of an SVG as <c>QrPicture</c> draws it: rows of dark modules.</summary>
    public static string? OfSvg(string svg)
    {
        const int scale = 6;
        var side = int.Parse(ViewBox().Match(svg).Groups["side"].ValueSpan);
        var pixels = new byte[side * scale * side * scale];
        Array.Fill(pixels, (byte)255);
        foreach (Match run in Dark().Matches(svg))
        {
            var (x, y, n) = (int.Parse(run.Groups["x"].ValueSpan), int.Parse(run.Groups["y"].ValueSpan),
                int.Parse(run.Groups["n"].ValueSpan));
            for (var row = y * scale; row < (y + 1) * scale; row++)
                pixels.AsSpan((row * side * scale) + (x * scale), n * scale).Clear();
        }

        return Read(pixels, side * scale);
    }

    private static string? Read(byte[] grey, int side)
    {
        var source = new RGBLuminanceSource(grey, side, side, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)))?.Text;
    }

    [GeneratedRegex("viewBox=\"0 0 (?<side>[0-9]+) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ViewBox();

    [GeneratedRegex("M(?<x>[0-9]+) (?<y>[0-9]+)h(?<n>[0-9]+)v1", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dark();
}
