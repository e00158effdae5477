using System.Net.Http.Headers;
using System.Text;

namespace Onair.Payments.Toss;

/// <summary>The keys as they are used. Nothing here can be printed.</summary>
internal sealed class TossKeys
{
    private TossKeys(string clientKey, IReadOnlyList<AuthenticationHeaderValue> headers, byte[]? security)
    {
        ClientKey = clientKey;
        Headers = headers;
        Security = security;
    }

    public string ClientKey { get; }

    /// <summary>The first key's header, then the second's when there is one.</summary>
    public IReadOnlyList<AuthenticationHeaderValue> Headers { get; }

    public byte[]? Security { get; }

    /// <summary>Of options that <see cref="ValidateToss"/> has accepted.</summary>
    public static TossKeys Of(TossOptions options)
    {
        var first = Read(options.SecretKey, options.SecretKeyFile)!;
        var second = Read(options.SecondSecretKey, options.SecondSecretKeyFile);
        var security = Read(options.SecurityKey, options.SecurityKeyFile);
        return new TossKeys(
            options.ClientKey!.Trim(),
            second is null ? [HeaderOf(first)] : [HeaderOf(first), HeaderOf(second)],
            security is null ? null : Encoding.UTF8.GetBytes(security));
    }

    /// <summary>
    /// The secret key is the user's name, and the password is empty: the colon stays. No byte order mark, which would
    /// make the header begin with <c>77u/</c>.
    /// </summary>
    public static AuthenticationHeaderValue HeaderOf(string secretKey) =>
        new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(secretKey + ":")));

    /// <summary>The key, or the file's first line; null when neither is given.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Read(string? key, string? file)
    {
        if (!string.IsNullOrWhiteSpace(key)) return key.Trim();
        if (string.IsNullOrWhiteSpace(file)) return null;
        var text = File.ReadAllText(file).Trim();
        return text.Length == 0 ? null : text;
    }

    public override string ToString() => "(toss keys)";
}
