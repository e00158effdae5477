namespace Onair.Catalog;

/// <summary>A picture of a product.</summary>
/// <param name="Url">Absolute <c>http(s)</c>, or a path on this shop that begins with one slash; at most
/// <see cref="UrlLengthMax"/> characters.</param>
/// <param name="Alt">What is seen, for who cannot see it; empty: the product's name is read.</param>
public sealed record Picture(string Url, LocalText Alt)
{
    public const int UrlLengthMax = 1000;

    /// <summary>The Google feed's own limit: one image and ten more, with room to spare.</summary>
    public const int PerProductMax = 20;

    internal static bool IsUrl(string url)
    {
        if (url.Length is 0 or > UrlLengthMax || url.AsSpan().ContainsAnyExceptInRange('!', '~')) return false;
        if (url.AsSpan().ContainsAny("\"<>\\^`{|}")) return false;
        if (url[0] == '/') return url.Length == 1 || url[1] != '/';
        return Uri.TryCreate(url, UriKind.Absolute, out var parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps);
    }
}
