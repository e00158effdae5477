using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Onair.Tests.Http;

/// <summary>Bad orders, each wrong in one way.</summary>
internal static class BadOrders
{
    private const string line = """{"sku":"mug","quantity":1,"unitPrice":12000}""";

    public static IEnumerable<BadRow> Rows() =>
    [
        .. Fields(), .. Numbers(), .. Shapes(), .. Truncated(), .. Encodings(), .. Headers(), .. Sizes(),
    ];

    private static IEnumerable<BadRow> Fields()
    {
        foreach (var wrong in new[] { "null", "true", "5", "[]", "{}", "\"\"", "\"radio\"", "\"WEB\"",
            "\"web\\u0000\"", Text(300) })
            yield return Bad.Order("\"web\"", wrong, "channel");
        foreach (var wrong in new[] { "null", "true", "5", "\"x\"", "[]" })
            yield return Bad.Order("""{"name":"가나다","phone":"010-1234-5678","email":"a@shop.example"}""", wrong,
                "customer");
        yield return Bad.Order("""{"name":"가나다","phone":"010-1234-5678","email":"a@shop.example"}""", "{}",
            "customer.name");
        foreach (var wrong in new[]
        {
            "null", "5", "true", "[]", "{}", "\"\"", "\"   \"", Text(101), "\"a\\u0000b\"", "\"a\\u001fb\"",
            "\"a\\nb\"", "\"\\u007f\"",
            "\"\\ud800\"", "\"\\udc00\\ud800\"",
        })
            yield return Bad.Order("\"가나다\"", wrong, "customer.name");
        foreach (var wrong in new[]
        {
            "null", "1012345678", "[]", "{}", "\"\"", "\"123456\"", "\"1234567890123456\"", "\"abcdefgh\"",
            "\"010-1234-567a\"",
            "\"0101234\\u00005678\"", Text(31), "\"\\ud834\"", "\"٠١٠١٢٣٤٥٦٧٨\"",
        })
            yield return Bad.Order("\"010-1234-5678\"", wrong, "customer.phone");
        foreach (var wrong in new[] { "5", "true", "[]", "{}", "\"x\"", "\"a@b\"", "\"a@@b.kr\"", "\"a b@c.kr\"",
            "\"<a@b.kr>\"", Text(255) })
            yield return Bad.Order("\"a@shop.example\"", wrong, "customer.email");
        foreach (var wrong in new[]
        {
            "null", "5", "true", "[]", "{}", "\"\"", "\"머그\"", "\"a b\"", "\"-mug\"",
            "\"mug'; DROP TABLE orders; --\"", "\"mug\\u0000\"", Text(65),
        })
            yield return Bad.Order("\"mug\"", wrong, "lines[0].sku");
        foreach (var wrong in new[] { "true", "5", "[]", "{}", "\"x\"", "\"mug\"", Text(37), "\"\\ud800\"" })
            yield return Bad.Order("\"quantity\":1", $"\"offer\":{wrong},\"quantity\":1", "lines[0].offer");
        foreach (var row in Deliveries()) yield return row;
        foreach (var wrong in new[] { "null", "true", "5", "\"x\"", "{}", "[]" })
            yield return Bad.Order($"[{line}]", wrong, "lines");
        foreach (var wrong in new[] { "null", "5", "\"x\"", "[]" }) yield return Bad.Order(line, wrong, "lines[0]");
        yield return Bad.Order(line, $"{line},{line}", "lines[1].sku");
        yield return Bad.Order(line,
            string.Join(',', Enumerable.Range(0, 501)
            .Select(i => line.Replace("mug", $"m{i}", StringComparison.Ordinal))), "lines");
        yield return Bad.Order(line, string.Join(',', Enumerable.Repeat("{}", 499)), "lines[0].sku");
    }

    private static IEnumerable<BadRow> Deliveries()
    {
        foreach (var (field, wrong) in new (string, string[])[]
        {
            ("", ["null", "5", "\"x\"", "[]"]),
            (".recipient", ["null", "5", "\"\"", Text(101), "\"a\\u0000\"", "\"\\ud800\""]),
            (".phone", ["null", "5", "\"\"", "\"12\"", "\"01012345678a\"", Text(31)]),
            (".postcode", ["null", "6236", "\"\"", "\"1234\"", "\"123456\"", "\"1234a\"", "\"０６２３６\"", "\"٠٦٢٣٦\""]),
            (".line1", ["null", "5", "\"\"", "\" \"", Text(201)]),
            (".line2", ["5", "[]", Text(201)]),
            (".memo", ["5", "{}", Text(201), "\"a\\nb\""]),
            (".city", ["\"Seoul\""]),
        })
        {
            foreach (var text in wrong)
            {
                var delivery = field.Length == 0 ? text : Delivery(field[1..], text);
                yield return Sent($"delivery{field}: {Shown(text)}", delivery, "delivery" + field);
            }
        }

        foreach (var missing in new[] { "recipient", "phone", "postcode", "line1" })
            yield return Sent($"delivery without {missing}", Delivery(missing, null), "delivery." + missing);
        foreach (var wrong in new[] { "null", "5", "\"\"", "\"jp\"", "\"KO\"" })
            yield return Bad.Order("\"channel\":", $"\"language\":{wrong},\"channel\":", "language");
    }

    private static string Shown(string text) => text.Length <= 40 ? text : $"{text.Length} characters";

    private static BadRow Sent(string name, string delivery, string field) => Bad.Body(
        name,
        Bad.Good.Replace("\"channel\":", $"\"delivery\":{delivery},\"channel\":", StringComparison.Ordinal),
        field);

    /// <summary>A good delivery but for one field; null: without it.</summary>
    private static string Delivery(string field, string? value)
    {
        var fields = new Dictionary<string, string>
        {
            ["recipient"] = "\"김받는\"", ["phone"] = "\"01099998888\"", ["postcode"] = "\"04524\"",
            ["line1"] = "\"세종대로 110\"",
        };
        fields.Remove(field);
        if (value is not null) fields[field] = value;
        return $"{{{string.Join(',', fields.Select(f => $"\"{f.Key}\":{f.Value}"))}}}";
    }

    private static IEnumerable<BadRow> Numbers()
    {
        foreach (var wrong in new[]
        {
            "null", "\"1\"", "true", "[]", "{}", "0", "-1", "-0.5", "1.5", "1.0", "1e2", "1e400", "-1e400", "1e-400",
            "100001", "2147483648",
            "-2147483649", "4294967297", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "99999999999999999999999999999999999999",
        })
            yield return Bad.Order("\"quantity\":1", $"\"quantity\":{wrong}", "lines[0].quantity");
        foreach (var wrong in new[]
        {
            "null", "\"12000\"", "true", "[]", "{}", "-1", "12000.5", "1e400", "10000000001", "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
        })
            yield return Bad.Order("\"unitPrice\":12000", $"\"unitPrice\":{wrong}", "lines[0].unitPrice");
        foreach (var wrong in new[] { "NaN", "Infinity", "0x10", "+1", "01", "1_000", ".5", "1.", "1e", "-" })
            yield return Bad.Order("\"quantity\":1", $"\"quantity\":{wrong}", "body");
    }

    private static IEnumerable<BadRow> Shapes()
    {
        foreach (var wrong in new[] { "", " ", "null", "true", "5", "\"x\"", "[]", "[{}]", "{", "}", "nul", "{\"a\"",
            "{'channel':'web'}", "<order/>" })
            yield return Bad.Body($"whole body: {wrong}", wrong, "body");
        yield return Bad.Body("no field at all", "{}", "channel");
        foreach (var field in new[] { "channel", "customer", "lines", "name", "phone", "sku", "quantity", "unitPrice" })
        {
            var path = field switch
            {
                "name" or "phone" => "customer." + field,
                "sku" or "quantity" or "unitPrice" => "lines[0]." + field,
                _ => field,
            };
            // Spelled otherwise, it is missing and unknown at once.
            yield return Bad.Order($"\"{field}\":", $"\"{field.ToUpperInvariant()}\":", path);
        }

        yield return Bad.Order("{\"channel\"", "{\"total\":1,\"channel\"", "total");
        yield return Bad.Order("{\"name\"", "{\"address\":{\"city\":[1,2]},\"name\"", "customer.address");
        yield return Bad.Order("{\"sku\"", "{\"discount\":100,\"sku\"", "lines[0].discount");
        yield return Bad.Order("{\"channel\"", "{\"channel\":\"tv\",\"channel\"", "channel");
        yield return Bad.Order("{\"name\"", "{\"phone\":\"01000000000\",\"name\"", "customer.phone");
        yield return Bad.Order("{\"sku\"", "{\"quantity\":1,\"sku\"", "lines[0].quantity");
        yield return Bad.Order("{\"channel\"", "{\"ch\\u0061nnel\":\"tv\",\"channel\"", "channel");
        yield return Bad.Order("{\"channel\"", "{\"\\ud800\":1,\"channel\"", "body");
        yield return Bad.Order("{\"channel\"", $"{{{Text(5000)}:1,\"channel\"", new string('x', 64));
        yield return Bad.Order("{\"channel\"",
            $"{{{string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"{i}\":1"))},\"channel\"", "body");
        yield return Bad.Order("{\"channel\"", $"{{\"x\":{new string('[', 100)}{new string(']', 100)},\"channel\"",
            "body");
        yield return Bad.Order("{\"channel\"",
            $"{{\"x\":{Repeat("{\"a\":", 5000)}1{new string('}', 5000)},\"channel\"", "body");
        yield return Bad.Body("something behind it", Bad.Good + "{}", "body");
        yield return Bad.Body("a word behind it", Bad.Good + " and", "body");
        yield return Bad.Body("a comma at the end", Bad.Good.Replace("}]}", "}],}", StringComparison.Ordinal), "body");
        yield return Bad.Body("a comment", Bad.Good.Replace("[{", "[/* one */{", StringComparison.Ordinal), "body");
        yield return Bad.Body("two lists", Bad.Good.Replace("}]}", "}]]}", StringComparison.Ordinal), "body");
        yield return Bad.Body("a raw line break in a text", Bad.Good.Replace("가나다", "가\n나", StringComparison.Ordinal),
            "body");
        yield return Bad.Body("a bad escape", Bad.Good.Replace("가나다", "\\x41", StringComparison.Ordinal), "body");
        yield return Bad.Body("half an escape", Bad.Good.Replace("가나다", "\\u12", StringComparison.Ordinal), "body");
    }

    private static IEnumerable<BadRow> Truncated()
    {
        for (var length = 3; length < Bad.Good.Length; length += 6)
            yield return Bad.Body($"cut after {length}", Bad.Good[..length], "body");
    }

    private static IEnumerable<BadRow> Encodings()
    {
        var good = Encoding.UTF8.GetBytes(Bad.Good);
        yield return Bad.Bytes("a byte order mark", [0xEF, 0xBB, 0xBF, .. good], "body");
        yield return Bad.Bytes("UTF-16, little end first", Encoding.Unicode.GetBytes(Bad.Good), "body");
        yield return Bad.Bytes("UTF-16 with its mark", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Bad.Good)], "body");
        yield return Bad.Bytes("UTF-32", Encoding.UTF32.GetBytes(Bad.Good), "body");
        foreach (var (name, bytes) in new (string, byte[])[]
        {
            ("a lone FF", [0xFF]), ("a lone continuation", [0x80]), ("half a letter", [0xEA, 0xB0]),
            ("an overlong NUL", [0xC0, 0x80]),
            ("a surrogate in UTF-8", [0xED, 0xA0, 0x80]), ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80]),
        })
            yield return Bad.Bytes(name, Replaced(good, "가나다", bytes), "customer.name");
        yield return Bad.Bytes("FF in a field's name", Replaced(good, "channel", [0xFF]), "body");
        yield return Bad.Bytes("a NUL between fields", Replaced(good, "\n", [0x00]), "body");
        yield return Bad.Bytes("said to be UTF-16", Encoding.Unicode.GetBytes(Bad.Good), "", 415,
            "application/json; charset=utf-16");
        yield return Bad.Bytes("said to be EUC-KR", good, "", 415, "application/json; charset=euc-kr");
        foreach (var type in new[] { "text/plain", "application/xml", "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x", "text/json" })
            yield return Bad.Bytes($"said to be {type}", good, "", 415, type);
    }

    private static IEnumerable<BadRow> Headers()
    {
        foreach (var (name, key) in new[]
        {
            ("empty", ""), ("256 characters", new string('k', 256)), ("in Korean", "열쇠"), ("with a tab", "a\tb"),
            ("with a NEL", "a\u0085b"),
        })
            yield return Bad.Around($"key: {name}", 400, "Idempotency-Key", request => Set(request, key));
        yield return Bad.Around("key: missing", 400, "Idempotency-Key", request =>
            request.Headers.Remove("Idempotency-Key"));
        yield return Bad.Around("no content type", 415, null, request => request.Content!.Headers.ContentType = null);
        yield return Bad.Around("said to be gzip, and is not", 415, null, request =>
            request.Content!.Headers.ContentEncoding.Add("gzip"));
        yield return Bad.Around("gzip", 415, null, request => Zip(request));
        yield return Bad.Around("an encoding nobody has", 415, null, request =>
            request.Content!.Headers.ContentEncoding.Add("zebra"));
        yield return Bad.Around("no body", 400, "body", request => request.Content = null);
    }

    private static IEnumerable<BadRow> Sizes()
    {
        foreach (var size in new[] { 64 * 1024 + 1, 255 * 1024, 300 * 1024 })
        {
            var big = Encoding.UTF8.GetBytes(Bad.Good + new string(' ', size - Encoding.UTF8.GetByteCount(Bad.Good)));
            // Beyond its own limit the web server may hang up on who is still sending.
            var isBeforeUs = size > 256 * 1024;
            yield return Bad.Bytes($"{size} bytes", big, "", 413) with { IsBeforeUs = isBeforeUs };
            if (!isBeforeUs) yield return Bad.Around($"{size} bytes in chunks", 413, null, request =>
            {
                request.Content = new ByteArrayContent(big);
                request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
                request.Headers.TransferEncodingChunked = true;
            });
        }
    }

    private static void Set(HttpRequestMessage request, string key)
    {
        request.Headers.Remove("Idempotency-Key");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
    }

    private static void Zip(HttpRequestMessage request)
    {
        using var zipped = new MemoryStream();
        using (var zip = new GZipStream(zipped, CompressionMode.Compress)) zip.Write(Encoding.UTF8.GetBytes(Bad.Good));
        request.Content = new ByteArrayContent(zipped.ToArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
    }

    private static byte[] Replaced(byte[] body, string from, byte[] to)
    {
        var wanted = Encoding.UTF8.GetBytes(from);
        var at = body.AsSpan().IndexOf(wanted);
        return [.. body[..at], .. to, .. body[(at + wanted.Length)..]];
    }

    private static string Text(int length) => $"\"{new string('x', length)}\"";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));
}
