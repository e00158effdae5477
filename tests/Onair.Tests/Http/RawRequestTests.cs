using System.Net.Sockets;
using System.Text;
using Onair.Storage;

namespace Onair.Tests.Http;

/// <summary>Bytes that no well-behaved client can be made to send.</summary>
public sealed class RawRequestTests
{
    private const string start =
        "POST /api/v1/orders HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\nContent-Type: application/json\r\n";

    private static readonly int length = Encoding.UTF8.GetByteCount(Bad.Good);

    [Fact]
    public async Task Broken_HTTP_is_refused_and_changes_nothing()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 50);
        var stock = (await shop.SendAsync(HttpMethod.Get, "/api/v1/stock/mug")).Text;
        foreach (var (request, status, word) in new[]
        {
            ($"{start}Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: {length}\r\n\r\n{Bad.Good}", 400,
                "Idempotency-Key"),
            ($"{start}Idempotency-Key: a\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n{Bad.Good}", 415,
                "unsupported-media-type"),
            ($"{start}Idempotency-Key: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n{Bad.Good}\r\n0\r\n\r\n", 400,
                "bad-request"),
            ($"{start}Idempotency-Key: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{Bad.Good}\r\n0\r\n\r\n", 400,
                "bad-request"),
            ($"{start}Idempotency-Key: a\r\nContent-Length: -1\r\n\r\n{Bad.Good}", 400, ""),
            ($"{start}Idempotency-Key: a\r\nContent-Length: 99999999999999999999999999\r\n\r\n{Bad.Good}", 400, ""),
            ($"{start}Idempotency-Key: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{Bad.Good}", 400, ""),
            ($"{start}Idempotency Key: a\r\nContent-Length: {length}\r\n\r\n{Bad.Good}", 400, ""),
            ($"{start}Idempotency-Key: a\0b\r\nContent-Length: {length}\r\n\r\n{Bad.Good}", 400, ""),
            ("GET /api/v1/orders/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nOrder-Token: a\r\nOrder-Token:\r\n\r\n",
                401, "token-missing"),
            ("GET /api/v1/products HTTP/1.1\r\nConnection: close\r\n\r\n", 400, ""),
            ("GET /api/v1/pro ducts HTTP/1.1\r\nHost: a\r\n\r\n", 400, ""),
            ("GET\r\n\r\n", 400, ""),
            ("\x16\x03\x01 no TLS here\r\n\r\n", 400, ""),
        })
        {
            var answer = await AskAsync(shop, request);
            Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
            Assert.Contains(word, answer, StringComparison.Ordinal);
        }

        Assert.Equal(stock, (await shop.SendAsync(HttpMethod.Get, "/api/v1/stock/mug")).Text);
        Assert.DoesNotContain(shop.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_hangs_up_halfway_has_ordered_nothing()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 50);
        for (var cut = 0; cut < length; cut += 40)
        {
            using var client = await ConnectAsync(shop);
            await client.GetStream().WriteAsync(
                Encoding.UTF8.GetBytes(
                    $"{start}Idempotency-Key: a\r\nContent-Length: {length}\r\n\r\n{Bad.Good[..cut]}"),
                    LiveShop.Cancel);
        }

        var stock = await shop.SendAsync(HttpMethod.Get, "/api/v1/stock/mug");
        Assert.Equal(0, (long)stock.Json["held"]!);
        Assert.DoesNotContain(shop.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
        Assert.Equal(201, (await shop.PlaceAsync(Bad.Good, "a")).Status);
    }

    private static async Task<string> AskAsync(LiveShop shop, string request)
    {
        using var client = await ConnectAsync(shop);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), LiveShop.Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(LiveShop.Cancel);
    }

    private static async Task<TcpClient> ConnectAsync(LiveShop shop)
    {
        var address = new Uri(shop.App.Urls.First());
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, LiveShop.Cancel);
        return client;
    }
}
