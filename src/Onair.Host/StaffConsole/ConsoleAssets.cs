using Onair.Host.Storefront;
using Onair.Host.Web;

namespace Onair.Host.StaffConsole;

/// <summary>The styles and scripts of the console.</summary>
internal static class ConsoleAssets
{
    private const string folder = "StaffConsole";

    private const string style = "text/css; charset=utf-8";

    private const string script = "text/javascript; charset=utf-8";

    public static readonly Asset Style = new(folder, "console.css", style);

    public static readonly Asset Script = new(folder, "console.js", script);

    public static readonly Asset MudStyle = new(folder, "mud.css", style);

    public static readonly Asset MudScript = new(folder, "mud.js", script);

    public static readonly Asset Blazor = new(folder, "blazor.js", script);

    private static readonly Asset[] all =
        [Style, Script, MudStyle, MudScript, Blazor, StorefrontAssets.Icon, StorefrontAssets.PasskeyScript];

    public static void Map(IEndpointRouteBuilder console)
    {
        foreach (var asset in all) asset.Map(console).AllowAnonymous();
    }
}
