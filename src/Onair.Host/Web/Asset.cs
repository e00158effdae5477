using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Host.Web;

/// <summary>
/// A file that is part of the program: a style, an icon, a script. Its address has its digest, so that caches may keep
/// it for ever.
/// </summary>
internal sealed class Asset
{
    private readonly byte[] bytes;
    private readonly string type;
    private readonly string digest;

    /// <summary>Made on first use, with the greatest care; null where it would not be smaller.</summary>
    private readonly Lazy<byte[]?> small;

    /// <param name="folder">Where it and its parts lie: <c>Storefront</c>.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="parts">The files it is made of, one after the other; none: the one of its name.</param>
    public Asset(string folder, string name, string type, params string[] parts)
    {
        bytes = [.. (parts.Length == 0 ? [name] : parts).SelectMany(part => Read($"{folder}.{part}"))];
        this.type = type;
        digest = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));
        small = new Lazy<byte[]?>(Squeeze);
        var file = name[(name.LastIndexOf('.', name.LastIndexOf('.') - 1) + 1)..];
        Path = $"/assets/{file.Insert(file.LastIndexOf('.'), "." + digest)}";
    }

    public string Path { get; }

    public RouteHandlerBuilder Map(IEndpointRouteBuilder site) => site.MapGet(Path, Answer).ExcludeFromDescription();

    private FileContentHttpResult Answer(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (!Encodings.TakeBrotli(http.Request) || small.Value is not { } less)
            return TypedResults.File(bytes, type, entityTag: new EntityTagHeaderValue($"\"{digest}\""));
        headers.ContentEncoding = Encodings.Brotli;
        return TypedResults.File(less, type, entityTag: new EntityTagHeaderValue($"\"{digest}-br\""));
    }

    private byte[]? Squeeze()
    {
        const int level = 11;
        const int window = 22;
        var less = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, less, out var written, level, window) && written < bytes.Length
            ? less[..written]
            : null;
    }

    private static byte[] Read(string name)
    {
        using var part = typeof(Asset).Assembly.GetManifestResourceStream($"Onair.Host.{name}")
            ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        var read = new byte[part.Length];
        part.ReadExactly(read);
        return read;
    }
}
