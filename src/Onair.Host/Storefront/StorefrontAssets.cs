using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Host.Storefront;

/// <summary>
/// The style, the icons and the scripts: parts of the program. Their addresses have their digests, so that caches may
/// keep them for ever.
/// </summary>
internal sealed class StorefrontAssets
{
    public static readonly StorefrontAssets Style =
        new("storefront.css", "text/css; charset=utf-8", "storefront.css", "Shows.shows.css", "Ratings.ratings.css");

    public static readonly StorefrontAssets Icon = new("icon.svg", "image/svg+xml");

    public static readonly StorefrontAssets IconSmall = new("icon-192.png", "image/png");

    public static readonly StorefrontAssets IconLarge = new("icon-512.png", "image/png");

    public static readonly StorefrontAssets WindowScript = new("Checkout.window.js", "text/javascript; charset=utf-8");

    public static readonly StorefrontAssets ShowScript =
        new("Shows.show.js", "text/javascript; charset=utf-8", "stream.js", "Shows.show.js", "Shows.talk.js");

    public static readonly StorefrontAssets OrderScript =
        new("Checkout.order.js", "text/javascript; charset=utf-8", "stream.js", "Checkout.order.js");

    /// <summary>hls.js, fetched by the build (Scripts/package-lock.json).</summary>
    public static readonly StorefrontAssets Player = new("hls.js", "text/javascript; charset=utf-8");

    public static readonly StorefrontAssets PasskeyScript =
        new("Account.passkeys.js", "text/javascript; charset=utf-8");

    public static readonly StorefrontAssets SearchScript = new("Listing.search.js", "text/javascript; charset=utf-8");

    public static readonly StorefrontAssets OverlayStyle = new("Tv.overlay.css", "text/css; charset=utf-8");

    public static readonly StorefrontAssets OverlayScript = new("Tv.overlay.js", "text/javascript; charset=utf-8");

    private static readonly StorefrontAssets[] all =
    [
        Style, Icon, IconSmall, IconLarge, WindowScript, ShowScript, OrderScript, Player, PasskeyScript, SearchScript,
        OverlayStyle, OverlayScript,
    ];

    private readonly byte[] bytes;
    private readonly string type;
    private readonly string digest;

    /// <summary>Made on first use, with the greatest care; null where it would not be smaller.</summary>
    private readonly Lazy<byte[]?> small;

    /// <param name="name">What it is called.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="parts">The files it is made of, one after the other; none: the one of its name.</param>
    private StorefrontAssets(string name, string type, params string[] parts)
    {
        bytes = parts.Length == 0 ? Read(name) : [.. parts.SelectMany(Read)];
        this.type = type;
        digest = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));
        small = new Lazy<byte[]?>(Squeeze);
        var file = name[(name.LastIndexOf('.', name.LastIndexOf('.') - 1) + 1)..];
        Path = $"/assets/{file.Insert(file.LastIndexOf('.'), "." + digest)}";
    }

    public string Path { get; }

    public static void Map(IEndpointRouteBuilder shop)
    {
        foreach (var asset in all) shop.MapGet(asset.Path, asset.Answer).ExcludeFromDescription();
    }

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
        using var part = typeof(StorefrontAssets).Assembly.GetManifestResourceStream($"Onair.Host.Storefront.{name}")
            ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        var read = new byte[part.Length];
        part.ReadExactly(read);
        return read;
    }
}
