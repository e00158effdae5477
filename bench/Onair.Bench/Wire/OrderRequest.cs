using System.Text;

namespace Onair.Bench.Wire;

/// <summary>
/// The bytes of a request to place an order, rendered once per connection. Only the idempotency key, the shopper's
/// phone and the SKU are patched, digit by digit, in place.
/// </summary>
internal sealed class OrderRequest
{
    private const int keyDigits = 18;
    private const int phoneDigits = 8;
    private const string keyHole = "000000000000000000";
    private const string phoneHole = "010-00000000";

    private readonly byte[] bytes;
    private readonly int keyAt;
    private readonly int phoneAt;
    private readonly int skuAt;

    /// <param name="path">Where to.</param>
    /// <param name="host">The server's name and port.</param>
    /// <param name="offer">The offer that is bought under; empty for the shop's own price.</param>
    public OrderRequest(string path, string host, string offer = "")
    {
        var customer = $$"""{"name":"Shopper","phone":"{{phoneHole}}","email":"shopper@example.com"}""";
        var price = offer.Length == 0 ? BenchShop.PriceWon : BenchShop.OfferPriceWon;
        var under = offer.Length == 0 ? "" : $",\"offer\":\"{offer}\"";
        var line = $$"""{"sku":"{{BenchShop.Sku(0)}}","quantity":1,"unitPrice":{{price}}{{under}}}""";
        var body = $$"""{"channel":"app","customer":{{customer}},"lines":[{{line}}]}""";
        var head = $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            + $"Idempotency-Key: bench-{keyHole}\r\nContent-Length: {body.Length}\r\n\r\n";
        var text = head + body;
        bytes = Encoding.ASCII.GetBytes(text);
        keyAt = text.IndexOf(keyHole, StringComparison.Ordinal);
        phoneAt = text.IndexOf(phoneHole, StringComparison.Ordinal) + phoneHole.Length - phoneDigits;
        var sku = BenchShop.Sku(0);
        skuAt = text.IndexOf(sku, StringComparison.Ordinal) + sku.Length - BenchShop.SkuDigits;
    }

    /// <summary>The next order.</summary>
    /// <param name="key">Never twice in a shop's life.</param>
    /// <param name="sku">0 to <see cref="BenchShop.SkusMax"/> - 1.</param>
    public ReadOnlyMemory<byte> Next(long key, int sku)
    {
        Patch(keyAt, keyDigits, key);
        Patch(phoneAt, phoneDigits, key % 100_000_000);
        Patch(skuAt, BenchShop.SkuDigits, sku);
        return bytes;
    }

    private void Patch(int at, int digits, long value)
    {
        for (var i = at + digits - 1; i >= at; i--, value /= 10) bytes[i] = (byte)('0' + (value % 10));
    }
}
