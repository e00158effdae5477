using Onair.Host.Web;

namespace Onair.Host.Storefront;

/// <summary>The style, the icons and the scripts of the shop.</summary>
internal static class StorefrontAssets
{
    private const string folder = "Storefront";

    public static readonly Asset Style = new(
        folder, "storefront.css", "text/css; charset=utf-8", "storefront.css", "Shows.shows.css",
        "Ratings.ratings.css");

    public static readonly Asset Icon = new(folder, "icon.svg", "image/svg+xml");

    public static readonly Asset IconSmall = new(folder, "icon-192.png", "image/png");

    public static readonly Asset IconLarge = new(folder, "icon-512.png", "image/png");

    public static readonly Asset WindowScript = new(folder, "Checkout.window.js", "text/javascript; charset=utf-8");

    public static readonly Asset ShowScript =
        new(folder, "Shows.show.js", "text/javascript; charset=utf-8", "stream.js", "Shows.show.js", "Shows.talk.js");

    public static readonly Asset OrderScript =
        new(folder, "Checkout.order.js", "text/javascript; charset=utf-8", "stream.js", "Checkout.order.js");

    /// <summary>hls.js, fetched by the build (Scripts/package-lock.json).</summary>
    public static readonly Asset Player = new(folder, "hls.js", "text/javascript; charset=utf-8");

    public static readonly Asset PasskeyScript =
        new(folder, "Account.passkeys.js", "text/javascript; charset=utf-8");

    public static readonly Asset SearchScript = new(folder, "Listing.search.js", "text/javascript; charset=utf-8");

    public static readonly Asset OverlayStyle = new(folder, "Tv.overlay.css", "text/css; charset=utf-8");

    public static readonly Asset OverlayScript = new(folder, "Tv.overlay.js", "text/javascript; charset=utf-8");

    private static readonly Asset[] all =
    [
        Style, Icon, IconSmall, IconLarge, WindowScript, ShowScript, OrderScript, Player, PasskeyScript, SearchScript,
        OverlayStyle, OverlayScript,
    ];

    public static void Map(IEndpointRouteBuilder shop)
    {
        foreach (var asset in all) asset.Map(shop);
    }
}
