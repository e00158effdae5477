using System.Text;

namespace Onair.Bench.Wire;

/// <summary>
/// The bytes of a request to place an order, rendered once per connection. Only the idempotency key, the shopper's
/// phone and the SKU are patched, digit by digit, in place. Keys are UUIDs: of version 7, as the shop's own pages send,
/// or of version 4, as other clients may.
/// </summary>
internal sealed class OrderRequest
{
    private const int keyAt = 24;
    private const int keyDigits = 12;
    private const int phoneDigits = 8;
    private const string hexDigits = "0123456789abcdef";

    // Where the 48 bits of a UUID's time stand, and of a random one's first 48.
    private static readonly int[] timeAt = [12, 11, 10, 9, 7, 6, 5, 4, 3, 2, 1, 0];
    private const string phoneHole = "010-00000000";

    private readonly byte[] bytes;
    private readonly bool randomKeys;
    private readonly int uuidAt;
    private readonly int phoneAt;
    private readonly int skuAt;

    /// <param name="path">Where to.</param>
    /// <param name="host">The server's name and port.</param>
    /// <param name="randomKeys">Whether keys say nothing of when they were made.</param>
    /// <param name="offer">The offer that is bought under; empty for the shop's own price.</param>
    public OrderRequest(string path, string host, bool randomKeys, string offer)
    {
        this.randomKeys = randomKeys;
        var uuid = $"00000000-0000-{(randomKeys ? 4 : 7)}000-8000-000000000000";
        var customer = $$"""{"name":"Shopper","phone":"{{phoneHole}}","email":"shopper@load.invalid"}""";
        var price = offer.Length == 0 ? BenchShop.PriceWon : BenchShop.OfferPriceWon;
        var under = offer.Length == 0 ? "" : $",\"offer\":\"{offer}\"";
        var line = $$"""{"sku":"{{BenchShop.Sku(0)}}","quantity":1,"unitPrice":{{price}}{{under}}}""";
        var body = $$"""{"channel":"app","customer":{{customer}},"lines":[{{line}}]}""";
        var head = $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            + $"Idempotency-Key: {uuid}\r\nContent-Length: {body.Length}\r\n\r\n";
        var text = head + body;
        bytes = Encoding.ASCII.GetBytes(text);
        uuidAt = text.IndexOf(uuid, StringComparison.Ordinal);
        phoneAt = text.IndexOf(phoneHole, StringComparison.Ordinal) + phoneHole.Length - phoneDigits;
        var sku = BenchShop.Sku(0);
        skuAt = text.IndexOf(sku, StringComparison.Ordinal) + sku.Length - BenchShop.SkuDigits;
    }

    /// <summary>The next order.</summary>
    /// <param name="key">Never twice in a shop's life; below 10^12.</param>
    /// <param name="sku">0 to <see cref="BenchShop.SkusMax"/> - 1.</param>
    public ReadOnlyMemory<byte> Next(long key, int sku)
    {
        var first = randomKeys ? Random.Shared.NextInt64() : TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var at in timeAt)
        {
            bytes[uuidAt + at] = (byte)hexDigits[(int)(first & 15)];
            first >>= 4;
        }

        Patch(uuidAt + keyAt, keyDigits, key);
        Patch(phoneAt, phoneDigits, key % 100_000_000);
        Patch(skuAt, BenchShop.SkuDigits, sku);
        return bytes;
    }

    private void Patch(int at, int digits, long value)
    {
        for (var i = at + digits - 1; i >= at; i--, value /= 10) bytes[i] = (byte)('0' + (value % 10));
    }
}
