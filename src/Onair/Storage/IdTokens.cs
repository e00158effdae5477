using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Storage;

/// <summary>
/// Tokens that open one thing each: a MAC of the thing's id under a key of the shop. They are not stored, so a copy of
/// the rows alone opens nothing, and whoever asks again gets the same token.
/// </summary>
/// <param name="secrets">Where the key is.</param>
/// <param name="purpose">The key's name: a token of one purpose opens nothing of another.</param>
public abstract class IdTokens(SecretStore secrets, string purpose)
{
    /// <summary>128 bits: nobody guesses one.</summary>
    private const int tokenBytes = 16;

    private volatile byte[]? key;

    /// <summary>Reads the key; before the first request, so that the hot path never waits for it.</summary>
    public async Task LoadAsync(CancellationToken cancel) => key = await secrets.GetAsync(purpose, cancel);

    public string Of(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key ?? throw new InvalidOperationException("the token key is not loaded"), bytes, mac);
        return Base64Url.EncodeToString(mac[..tokenBytes]);
    }

    /// <summary>Compares in constant time.</summary>
    public bool IsValid(Guid id, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Of(id)), Encoding.UTF8.GetBytes(token));
}
