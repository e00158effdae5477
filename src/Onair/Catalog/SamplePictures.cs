using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Onair.Catalog;

/// <summary>
/// The sample's own drawings. They are parts of the program, so that a shop needs no folder to look good. Pages call
/// each by an address with its digest, which caches may keep for ever; the catalog by its plain name, which lasts.
/// </summary>
public static class SamplePictures
{
    private const string resources = "Onair.Catalog.Sample.pictures.";
    private const string folder = "/pictures/";
    private const string ending = ".svg";
    private const int digestBytes = 6;

    private static readonly FrozenDictionary<string, SamplePicture> all = ReadAll();

    /// <summary>For pages: the lasting address where it is a picture of ours; all others as they are.</summary>
    public static string AddressOf(string url) =>
        url.StartsWith(folder, StringComparison.Ordinal) && all.GetValueOrDefault(url) is { } picture
            ? picture.Address
            : url;

    /// <summary>By either address; null for what is not there.</summary>
    internal static SamplePicture? Find(string address) => all.GetValueOrDefault(address);

    private static FrozenDictionary<string, SamplePicture> ReadAll()
    {
        var found = new Dictionary<string, SamplePicture>(StringComparer.Ordinal);
        var program = typeof(SamplePictures).Assembly;
        foreach (var name in program.GetManifestResourceNames())
        {
            if (!name.StartsWith(resources, StringComparison.Ordinal)) continue;
            using var part = program.GetManifestResourceStream(name)!;
            var bytes = new byte[part.Length];
            part.ReadExactly(bytes);
            var plain = folder + name[resources.Length..];
            var digest = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, digestBytes));
            var picture = new SamplePicture(bytes, digest, plain[..^ending.Length] + "." + digest + ending);
            found.Add(plain, picture);
            found.Add(picture.Address, picture);
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

/// <summary>One of them.</summary>
/// <param name="Bytes">As it was drawn.</param>
/// <param name="Digest">Of the bytes.</param>
/// <param name="Address">With the digest.</param>
internal sealed record SamplePicture(byte[] Bytes, string Digest, string Address)
{
    private readonly Lazy<byte[]> small = new(() => Squeeze(Bytes));

    /// <summary>By Brotli, once and with the greatest care.</summary>
    public byte[] Small => small.Value;

    private static byte[] Squeeze(byte[] bytes)
    {
        const int level = 11;
        const int window = 22;
        var less = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, less, out var written, level, window)
            ? less[..written]
            : throw new InvalidOperationException("a picture did not fit into its own bound");
    }
}
