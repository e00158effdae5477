using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// What a guest needs beside the number to read an order: a MAC of the order's id under the shop's own key. It is not
/// stored, so a copy of the orders alone opens nothing, and an order that is asked for again gets the same token.
/// </summary>
public sealed class OrderTokens(SecretStore secrets)
{
    /// <summary>128 bits: nobody guesses one.</summary>
    private const int tokenBytes = 16;

    private volatile byte[]? key;

    /// <summary>Reads the key; before the first order, so that the hot path never waits for it.</summary>
    public async Task LoadAsync(CancellationToken cancel) => key = await secrets.GetAsync("order-token", cancel);

    public string Of(Guid orderId)
    {
        Span<byte> id = stackalloc byte[16];
        orderId.TryWriteBytes(id, bigEndian: true, out _);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key ?? throw new InvalidOperationException("the token key is not loaded"), id, mac);
        return Base64Url.EncodeToString(mac[..tokenBytes]);
    }

    /// <summary>Compares in constant time.</summary>
    public bool IsValid(Guid orderId, string token) => CryptographicOperations.FixedTimeEquals(
        Encoding.ASCII.GetBytes(Of(orderId)), Encoding.UTF8.GetBytes(token));
}
