using System.Text;

namespace Onair.Sandbox.Toss;

/// <summary>Which keys open what.</summary>
internal sealed class TossKeys(SandboxOptions options)
{
    /// <summary>The window's half and the server's half belong together.</summary>
    public bool IsPair(string clientKey, string secretKey) =>
        (clientKey == options.TossClientKey && secretKey == options.TossSecretKey)
        || (clientKey == options.TossWidgetClientKey && secretKey == options.TossWidgetSecretKey);

    public bool IsClient(string? key) => key == options.TossClientKey || key == options.TossWidgetClientKey;

    public string ClientKey => options.TossClientKey;

    /// <summary>Reads a Basic header.</summary>
    /// <returns>The secret key, or a code of refusal.</returns>
    public (string Key, string? Code) Read(string? header)
    {
        if (header?.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) != true) return ("", "UNAUTHORIZED_KEY");
        Span<byte> bytes = stackalloc byte[256];
        var encoded = header.AsSpan("Basic ".Length).Trim();
        if (encoded.Length > 300 || !Convert.TryFromBase64Chars(encoded, bytes, out var length))
            return ("", "INCORRECT_BASIC_AUTH_FORMAT");
        // A key behind a byte order mark is another key: that is how the mistake shows itself.
        var text = Encoding.UTF8.GetString(bytes[..length]);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0) return ("", "INCORRECT_BASIC_AUTH_FORMAT");
        var key = text[..colon];
        if (key == options.TossSecretKey || key == options.TossWidgetSecretKey) return (key, null);
        return (key, IsClient(key) ? "INVALID_API_KEY" : "UNAUTHORIZED_KEY");
    }
}

/// <summary>Who asks, and how the answer is to be written.</summary>
/// <param name="Skew">Of a clock that is wrong, added to every time.</param>
internal sealed record TossCaller(TossKeys Keys, string SecretKey, bool English, TimeSpan Skew)
{
    public TossAnswer Error(string code) => TossAnswer.Error(code, English);
}
