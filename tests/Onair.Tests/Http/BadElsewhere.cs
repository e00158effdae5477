namespace Onair.Tests.Http;

/// <summary>Bad requests to every other address: cancellations, payments, reads, methods, addresses.</summary>
internal static class BadElsewhere
{
    public static IEnumerable<BadRow> Rows() =>
    [
        .. Cancels(), .. BadReturns.Rows(), .. BadReceipts.Rows(), .. Payments(), .. Queries(), .. Addresses(),
        .. Notices(),
    ];

    private static IEnumerable<BadRow> Cancels()
    {
        foreach (var body in new[] { "[]", "5", "null", "{", "{\"lines\":[", " " })
            yield return Bad.Cancel(body, "body");
        foreach (var wrong in new[] { "{}", "5", "\"x\"", "null", "[]" })
            yield return Bad.Cancel($$"""{"lines":{{wrong}}}""", "lines");
        yield return Bad.Cancel("""{"lines":[{}]}""", "lines[0].sku");
        yield return Bad.Cancel("""{"lines":[5]}""", "lines[0]");
        yield return Bad.Cancel("""{"lines":[{"sku":"mug"}]}""", "lines[0].quantity");
        foreach (var wrong in new[] { "0", "-1", "1.5", "1e400", "null", "\"1\"", "2147483648", "9223372036854775808",
            "100001" })
            yield return Bad.Cancel($$"""{"lines":[{"sku":"mug","quantity":{{wrong}}}]}""", "lines[0].quantity");
        foreach (var wrong in new[] { "\"\"", "5", "\"머그\"", "\"a\\u0000\"" })
            yield return Bad.Cancel($$"""{"lines":[{"sku":{{wrong}},"quantity":1}]}""", "lines[0].sku");
        yield return Bad.Cancel("""{"lines":[{"sku":"mug","quantity":1},{"sku":"mug","quantity":1}]}""",
            "lines[1].sku");
        yield return Bad.Cancel("""{"lines":[{"sku":"mug","quantity":1,"price":5}]}""", "lines[0].price");
        foreach (var wrong in new[] { "5", "[]", "{}", "\"a\\u0000b\"", $"\"{new string('x', 201)}\"" })
            yield return Bad.Cancel($$"""{"reason":{{wrong}}}""", "reason");
        yield return Bad.Cancel("""{"reason":"a","reason":"b"}""", "reason");
        yield return Bad.Cancel("""{"refund":true}""", "refund");
        yield return Bad.Cancel("""{"lines":[{"sku":"mug","quantity":99}]}""", "", 409);
        yield return Bad.Cancel("""{"lines":[{"sku":"cup","quantity":1}]}""", "", 409);
        yield return Bad.Cancel(new string(' ', 65 * 1024), "", 413);
        foreach (var tag in new[] { "x", "\"abc\"", "\"-1\"", "\"99999999999999999999\"", "W/\"1-1\"" })
            yield return Bad.At("POST", "/api/v1/orders/{n}/cancel", 400, "If-Match", ("If-Match", tag));
        yield return Bad.At("POST", "/api/v1/orders/{n}/cancel", 412, null, ("If-Match", "\"77-1\""));
    }

    private static IEnumerable<BadRow> Payments()
    {
        foreach (var body in new[] { " ", "[]", "\"demo\"", "{", "{}{}" }) yield return Bad.Pay(body, "body");
        foreach (var wrong in new[] { "null", "5", "[]", "{}", "\"\"", "\"cash\"", "\"Card\"", "\"1\"" })
            yield return Bad.Pay($$"""{"method":{{wrong}}}""", "method");
        foreach (var wrong in new[] { "null", "5", "\"true\"", "[]", "{}" })
            yield return Bad.Pay($$"""{"mobile":{{wrong}}}""", "mobile");
        foreach (var wrong in new[] { "null", "5", "\"fr\"", "\"eng\"", "[]" })
            yield return Bad.Pay($$"""{"language":{{wrong}}}""", "language");
        foreach (var wrong in new[] { "null", "5", "[]", "{}", "\"\"", "\"a\\u0000\"", "\"\\ud800\"",
            $"\"{new string('x', 33)}\"" })
            yield return Bad.Pay($$"""{"provider":{{wrong}}}""", "provider");
        yield return Bad.Pay("""{"provider":"demo","provider":"demo"}""", "provider");
        yield return Bad.Pay("""{"provider":"demo","amount":1}""", "amount");
        yield return Bad.Pay(new string(' ', 5000), "", 413);
        foreach (var wait in new[] { "-1", "11", "abc", "1.5", "", "99999999999999999999", "1&wait=2", "%00" })
            yield return Bad.At("GET", $"/api/v1/orders/{{n}}/payments/{{p}}?wait={wait}", 400, "wait");
    }

    private static IEnumerable<BadRow> Queries()
    {
        foreach (var limit in new[] { "0", "-1", "101", "abc", "1.5", "", "2147483648", "99999999999999999999", "1e3",
            "%201", "٣" })
            yield return Bad.At("GET", $"/api/v1/products?limit={limit}", 400, "limit");
        yield return Bad.At("GET", "/api/v1/products?limit=1&limit=2", 400, "limit");
        foreach (var cursor in new[] { "x", "%00", "AAAAAAAAAAAA", "AQAAAAAAAAAAAAAA", "__________8", "' OR 1=1 --" })
            yield return Bad.At("GET",
                $"/api/v1/products?cursor={Uri.EscapeDataString(Uri.UnescapeDataString(cursor))}", 400, "cursor");
        foreach (var field in new[] { "offset", "page", "Limit", "q[]", "_" })
            yield return Bad.At("GET", $"/api/v1/products?{field}=1", 400, field);
        foreach (var category in new[] { "..%2F..", "A%20B", "%EC%BB%B5", "a//b", "%00" })
            yield return Bad.At("GET", $"/api/v1/products?category={category}", 400, "category");
        yield return Bad.At("GET", "/api/v1/products?brand=A%27%3B--", 400, "brand");
        yield return Bad.At("GET", "/api/v1/products?sku=%27%20OR%201", 400, "sku");
        yield return Bad.At("GET", $"/api/v1/products?q={new string('q', 101)}", 400, "q");
        foreach (var q in new[] { "%00", "%0A", "%7F", "a%08" })
            yield return Bad.At("GET", $"/api/v1/products?q={q}", 400, "q");
    }

    private static IEnumerable<BadRow> Addresses()
    {
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "BREW" })
            yield return Bad.At(method, "/api/v1/orders", 405);
        foreach (var method in new[] { "POST", "PUT", "DELETE" })
            yield return Bad.At(method, "/api/v1/orders/{n}", 405);
        foreach (var method in new[] { "GET", "DELETE" }) yield return Bad.At(method, "/api/v1/orders/{n}/cancel", 405);
        yield return Bad.At("PUT", "/api/v1/orders/{n}/payments", 405);
        yield return Bad.At("DELETE", "/api/v1/orders/{n}/payments/{p}", 405);
        yield return Bad.At("POST", "/api/v1/products", 405);
        yield return Bad.At("DELETE", "/api/v1/stock/mug", 405);
        foreach (var path in new[]
        {
            "nothing", "orders/", "orders/x", "orders/20260302-ABCDEFGHJKMN", "orders/%2e%2e%2fetc",
            "orders/%EC%A3%BC%EB%AC%B8",
            "orders/' OR '1'='1", "orders/{n}/payments/5", "orders/{n}/payments/00000000-0000-0000-0000-000000000000",
            "orders/{n}/refund", "stock/none", "stock/%FF", "stock/%25", "products/none", "products/%ED%A0%80",
            "products/Thing%20Mug",
        })
            yield return Bad.At("GET", "/api/v1/" + path.Replace(" ", "%20", StringComparison.Ordinal),
                path == "orders/" ? 405 : 404);
        foreach (var path in new[] { "orders/x/cancel", "orders/%FF/cancel", $"orders/{new string('9', 41)}/cancel",
            "orders/%EC%A3%BC/cancel" })
            yield return Bad.At("POST", "/api/v1/" + path, 404);
        yield return Bad.At("GET", "/api/v2/orders", 404);
        yield return Bad.At("GET", "/bench/memory", 404);
        yield return Bad.At("POST", "/bench/noop", 404);
        yield return Bad.At("GET", "/api/v1/stock/%00", 400) with { IsBeforeUs = true };
        yield return Bad.At("POST", "/api/v1/orders/%00/cancel", 400) with { IsBeforeUs = true };
        yield return Bad.At("GET", "/api/v1/products/" + new string('x', 9000), 414) with { IsBeforeUs = true };
        yield return Bad.At("GET", "/api/v1/products", 431, null,
            ("X-Long", new string('x', 20_000))) with { IsBeforeUs = true };
    }

    private static IEnumerable<BadRow> Notices()
    {
        const string door = "/api/v1/payments/notices/";
        foreach (var provider in new[] { "nobody", "DEMO", "demo%20", "%EC%A3%BC" })
            yield return new BadRow($"notice: {provider}", 404, null, _ => Bad.Post(door + provider, [], null));
        byte[][] bodies = [[], [0], [0xFF, 0xFE, 0xC0], "{}"u8.ToArray(), new byte[64 * 1024]];
        foreach (var body in bodies)
            yield return new BadRow(
                $"notice: {body.Length} bytes {body.FirstOrDefault()}", 400, null,
                _ => Bad.Post(door + "demo", body, "text/plain"));
        yield return new BadRow("notice: too long", 413, null,
            _ => Bad.Post(door + "demo", new byte[(64 * 1024) + 1], null));
        yield return Bad.At("GET", door + "demo", 405);
    }
}
