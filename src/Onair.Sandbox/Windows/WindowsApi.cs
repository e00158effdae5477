using System.Security.Cryptography;
using System.Text;

namespace Onair.Sandbox.Windows;

/// <summary>What every window needs of HTTP: its style sheet, and headers that let it do nothing else.</summary>
internal static class WindowsApi
{
    private static readonly string style = Asset("window.css");

    private static readonly string scriptHash =
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(WindowHtml.HandoverScript)));

    public static void MapWindows(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/window.css", () => TypedResults.Text(style, "text/css", Encoding.UTF8));

    /// <param name="formTargets">
    /// Addresses of the shop. Browsers hold a form to its policy through redirects, so the origins must stand in it.
    /// </param>
    public static Task WriteWindowAsync(
        this HttpContext context, string html, IEnumerable<string> formTargets, int status = 200)
    {
        var origins = string.Join(' ', formTargets.Select(Origin).OfType<string>().Distinct());
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'self'; script-src 'sha256-{scriptHash}'; base-uri 'none'; "
            + $"frame-ancestors 'none'; form-action 'self' {origins}";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html);
    }

    /// <summary>A text that is part of the assembly.</summary>
    public static string Asset(string name)
    {
        using var stream = typeof(WindowsApi).Assembly.GetManifestResourceStream("Onair.Sandbox." + name)
            ?? throw new InvalidOperationException($"{name} is not part of the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string? Origin(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Authority) : null;
}
