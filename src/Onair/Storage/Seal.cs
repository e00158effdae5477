using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Storage;

/// <summary>
/// Seals texts that must not be read in the database: AES-256-GCM, bound to what they are for, so that a sealed text
/// moved to another row does not open. See docs/adr/0007-sealed-accounts.md. Format: <c>1.key.text</c>, where key names
/// one of the keys and text is base64url of nonce, tag and cipher.
/// </summary>
/// <param name="secrets">Where the key is when none is given.</param>
/// <param name="secretName">That key's name: rooms do not open each other's texts.</param>
public abstract class Seal(SecretStore secrets, string secretName)
{
    private const string version = "1";
    private const int keyBytes = 32;
    private const int nameBytes = 4;
    private const int nonceBytes = 12;
    private const int tagBytes = 16;

    private volatile Keys? loaded;

    /// <summary>Keys of the deployment in base64: the first seals, all of them open. Empty: one in the
    /// database.</summary>
    protected abstract IEnumerable<string> GivenKeys { get; }

    /// <summary>Seals a text. Not inside a transaction: the first call may read a key from the database.</summary>
    /// <param name="text">What must not be read.</param>
    /// <param name="purpose">What it is for and whose: opening asks for the same words.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<string> SealAsync(string text, string purpose, CancellationToken cancel)
    {
        var keys = await LoadAsync(cancel);
        var box = Close(keys.First.Key, Encoding.UTF8.GetBytes(text), purpose);
        return $"{version}.{keys.First.Name}.{Base64Url.EncodeToString(box)}";
    }

    /// <summary>The same for bytes: the key's name as four bytes, then nonce, tag and cipher.</summary>
    public async ValueTask<byte[]> SealAsync(ReadOnlyMemory<byte> bytes, string purpose, CancellationToken cancel)
    {
        var keys = await LoadAsync(cancel);
        return [.. Convert.FromHexString(keys.First.Name), .. Close(keys.First.Key, bytes.Span, purpose)];
    }

    /// <summary>Opens what was sealed for the same purpose.</summary>
    /// <exception cref="CryptographicException">Another purpose, a changed text, or a key that is gone.</exception>
    public async Task<string> OpenAsync(string sealedText, string purpose, CancellationToken cancel)
    {
        var parts = sealedText.Split('.');
        if (parts.Length != 3 || parts[0] != version) throw new CryptographicException("not a sealed text");
        var keys = await LoadAsync(cancel);
        if (!keys.ByName.TryGetValue(parts[1], out var key)) throw new CryptographicException("its key is not here");
        if (!Base64Url.IsValid(parts[2])) throw new CryptographicException("not a sealed text");
        return Encoding.UTF8.GetString(Open(key, Base64Url.DecodeFromChars(parts[2]), purpose));
    }

    /// <summary>Opens bytes that were sealed for the same purpose.</summary>
    /// <exception cref="CryptographicException">As for texts.</exception>
    public async ValueTask<byte[]> OpenAsync(ReadOnlyMemory<byte> sealedBytes, string purpose, CancellationToken cancel)
    {
        if (sealedBytes.Length < nameBytes) throw new CryptographicException("not sealed bytes");
        var keys = await LoadAsync(cancel);
        var name = Convert.ToHexStringLower(sealedBytes.Span[..nameBytes]);
        if (!keys.ByName.TryGetValue(name, out var key)) throw new CryptographicException("its key is not here");
        return Open(key, sealedBytes.Span[nameBytes..], purpose);
    }

    /// <summary>False for a text that is no key: 32 bytes in base64.</summary>
    internal static bool IsKey(string text)
    {
        Span<byte> bytes = stackalloc byte[keyBytes + 1];
        return text.Length <= 44 && Convert.TryFromBase64String(text, bytes, out var count) && count == keyBytes;
    }

    /// <summary>Told once, when no key is given: whoever has the database has the key.</summary>
    protected abstract void KeyIsInDatabase();

    private static byte[] Close(byte[] key, ReadOnlySpan<byte> plain, string purpose)
    {
        var box = new byte[nonceBytes + tagBytes + plain.Length];
        var nonce = box.AsSpan(0, nonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, tagBytes);
        aes.Encrypt(
            nonce,
            plain,
            box.AsSpan(nonceBytes + tagBytes),
            box.AsSpan(nonceBytes, tagBytes),
            Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    private static byte[] Open(byte[] key, ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < nonceBytes + tagBytes) throw new CryptographicException("not a sealed text");
        var plain = new byte[box.Length - nonceBytes - tagBytes];
        using var aes = new AesGcm(key, tagBytes);
        aes.Decrypt(
            box[..nonceBytes],
            box[(nonceBytes + tagBytes)..],
            box.Slice(nonceBytes, tagBytes),
            plain,
            Encoding.UTF8.GetBytes(purpose));
        return plain;
    }

    private async ValueTask<Keys> LoadAsync(CancellationToken cancel)
    {
        if (loaded is { } ready) return ready;
        var given = GivenKeys.Select(Convert.FromBase64String).ToList();
        if (given.Count == 0)
        {
            KeyIsInDatabase();
            given.Add(await secrets.GetAsync(secretName, cancel));
        }

        return loaded = new Keys(given);
    }

    private sealed class Keys(List<byte[]> keys)
    {
        public (string Name, byte[] Key) First { get; } = (NameOf(keys[0]), keys[0]);

        public Dictionary<string, byte[]> ByName { get; } = keys.ToDictionary(NameOf);

        /// <summary>A key's fingerprint, too short to say anything of the key.</summary>
        private static string NameOf(byte[] key) =>
            Convert.ToHexStringLower(SHA256.HashData(key).AsSpan(0, nameBytes));
    }
}
