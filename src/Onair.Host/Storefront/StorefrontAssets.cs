using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Onair.Host.Storefront;

/// <summary>
/// The style, the icon and the script: parts of the program. Their addresses have their digests, so that caches may
/// keep them for ever.
/// </summary>
internal static class StorefrontAssets
{
    private static readonly byte[] style = [.. Read("storefront.css"), .. Read("Shows.shows.css")];
    private static readonly byte[] icon = Read("icon.svg");
    private static readonly byte[] windowScript = Read("Checkout.window.js");
    private static readonly byte[] showScript = Read("Shows.show.js");
    private static readonly byte[] player = Read("hls.js");

    public static readonly string StylePath = $"/assets/storefront.{Digest(style)}.css";

    public static readonly string IconPath = $"/assets/icon.{Digest(icon)}.svg";

    public static readonly string WindowScriptPath = $"/assets/window.{Digest(windowScript)}.js";

    public static readonly string ShowScriptPath = $"/assets/show.{Digest(showScript)}.js";

    /// <summary>hls.js, fetched by the build (Scripts/package-lock.json).</summary>
    public static readonly string PlayerPath = $"/assets/hls.{Digest(player)}.js";

    public static FileContentHttpResult ShowScript(HttpResponse response) =>
        Answer(response, showScript, "text/javascript; charset=utf-8");

    public static FileContentHttpResult Player(HttpResponse response) =>
        Answer(response, player, "text/javascript; charset=utf-8");

    public static FileContentHttpResult WindowScript(HttpResponse response) =>
        Answer(response, windowScript, "text/javascript; charset=utf-8");

    public static FileContentHttpResult Style(HttpResponse response) =>
        Answer(response, style, "text/css; charset=utf-8");

    public static FileContentHttpResult Icon(HttpResponse response) => Answer(response, icon, "image/svg+xml");

    private static FileContentHttpResult Answer(HttpResponse response, byte[] bytes, string type)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return TypedResults.File(bytes, type, entityTag: new EntityTagHeaderValue($"\"{Digest(bytes)}\""));
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 6));

    private static byte[] Read(string name)
    {
        using var part = typeof(StorefrontAssets).Assembly.GetManifestResourceStream($"Onair.Host.Storefront.{name}")
            ?? throw new InvalidOperationException($"The program lacks its part {name}.");
        var bytes = new byte[part.Length];
        part.ReadExactly(bytes);
        return bytes;
    }
}
