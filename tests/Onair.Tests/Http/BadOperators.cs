using System.Text;

namespace Onair.Tests.Http;

/// <summary>Bad requests at the operators' addresses, with the right token and without it.</summary>
internal static class BadOperators
{
    private const string token = "a-token-of-the-test-0123456789";
    private const string payments = "/api/v1/payments";
    private const string nobody = "00000000-0000-0000-0000-000000000000";
    private const string price = "/api/v1/variants/mug/price";

    private static readonly (string, string) right = ("Authorization", "Bearer " + token);

    /// <summary>What opens the operators' addresses.</summary>
    public static (string Name, string Value) Right => right;

    public static readonly IReadOnlyList<string> Settings = ["Operator:Token=" + token];

    public static IEnumerable<BadRow> Rows() => [.. Strangers(), .. Lists(), .. Cases(), .. Prices()];

    private static IEnumerable<BadRow> Strangers()
    {
        foreach (var path in new[] { "attempts", $"attempts/{nobody}", "cases", $"cases/{nobody}", "runs", "ledger" })
            yield return Bad.At("GET", $"{payments}/{path}", 401);
        foreach (var word in new[] { "acknowledge", "resolve" })
            yield return Bad.At("POST", $"{payments}/cases/{nobody}/{word}", 401);
        foreach (var sent in new[]
        {
            "Bearer", "Bearer ", "Bearer x", "Basic eDp4", token, $"Bearer {token}, Bearer x",
        })
            yield return Bad.At("GET", $"{payments}/ledger", 401, null, ("Authorization", sent));
        yield return Bad.At("GET", price, 401);
        yield return Bad.At("PUT", price, 401);
    }

    private static IEnumerable<BadRow> Lists()
    {
        foreach (var list in new[] { "attempts", "cases", "runs" })
        {
            foreach (var limit in new[] { "0", "-1", "501", "abc", "", "1.5", "99999999999", "1&limit=2" })
                yield return Bad.At("GET", $"{payments}/{list}?limit={limit}", 400, "limit", right);
            foreach (var cursor in new[] { "x", "", "%00", "' OR 1=1 --", nobody + "0" })
                yield return Bad.At(
                    "GET", $"{payments}/{list}?cursor={Uri.EscapeDataString(Uri.UnescapeDataString(cursor))}", 400,
                    "cursor", right);
            foreach (var provider in new[] { "", "a%00b", new string('x', 65), "a&provider=b" })
                yield return Bad.At("GET", $"{payments}/{list}?provider={provider}", 400, "provider", right);
            foreach (var field in new[] { "page", "Limit", "offset" })
                yield return Bad.At("GET", $"{payments}/{list}?{field}=1", 400, field, right);
        }

        foreach (var state in new[] { "lost", "1", "Approved", "", "approved&state=unknown" })
            yield return Bad.At("GET", $"{payments}/attempts?state={state}", 400, "state", right);
        foreach (var bucket in new[] { "x", "5", "TheirsOnly" })
            yield return Bad.At("GET", $"{payments}/cases?bucket={bucket}", 400, "bucket", right);
        foreach (var day in new[] { "x", "2026-13-01", "2026-02-30", "20260302", "" })
            yield return Bad.At("GET", $"{payments}/runs?day={day}", 400, "day", right);
        foreach (var path in new[] { "attempts/x", $"attempts/{nobody}", "cases/x", $"cases/{nobody}", "refunds" })
            yield return Bad.At("GET", $"{payments}/{path}", 404, null, right);
        foreach (var path in new[] { "attempts", "cases", "runs", "ledger" })
            yield return Bad.At("POST", $"{payments}/{path}", 405, null, right);
    }

    private static IEnumerable<BadRow> Cases()
    {
        foreach (var body in new[] { "[]", "5", "null", "{", "{}{}", " " })
            yield return Resolve(body, "body");
        yield return Resolve("{}", "reason");
        foreach (var wrong in new[] { "5", "[]", "{}", "\"a\\u0000b\"", $"\"{new string('x', 501)}\"" })
        {
            yield return Resolve($$"""{"reason":{{wrong}}}""", "reason");
            yield return Resolve($$"""{"reason":"a","note":{{wrong}}}""", "note");
        }

        yield return Resolve("""{"reason":"a","reason":"b"}""", "reason");
        yield return Resolve("""{"reason":"a","state":"open"}""", "state");
        yield return Resolve(new string(' ', 9000), "", 413);
        yield return Resolve("""{"reason":"a"}""", "", 404);
        yield return Put("POST", $"{payments}/cases/{nobody}/resolve", "reason=a", "", 415, "text/plain");
        foreach (var tag in new[] { "x", "\"abc\"", "\"-1\"", "\"99999999999\"", "W/\"1\"" })
            yield return Bad.At("POST", $"{payments}/cases/{nobody}/acknowledge", 400, "If-Match", right,
                ("If-Match", tag));
        yield return Bad.At("DELETE", $"{payments}/cases/{nobody}", 405, null, right);
    }

    private static IEnumerable<BadRow> Prices()
    {
        foreach (var body in new[] { "", " ", "[]", "5", "null", "{", "{}{}" })
            yield return Put("PUT", price, body, "body");
        yield return Put("PUT", price, "{}", "price");
        foreach (var wrong in new[]
        {
            "null", "-1", "1.5", "\"1\"", "[]", "1000000001", "9223372036854775808", "1e400",
        })
        {
            yield return Put("PUT", price, $$"""{"price":{{wrong}}}""", "price");
            yield return Put("PUT", price, $$"""{"price":1,"listPrice":{{wrong}}}""", "listPrice");
        }

        yield return Put("PUT", price, """{"price":100,"listPrice":99}""", "listPrice");
        yield return Put("PUT", price, """{"price":100,"price":100}""", "price");
        yield return Put("PUT", price, """{"price":100,"taxFree":true}""", "taxFree");
        yield return Put("PUT", price, new string(' ', 1100), "", 413);
        yield return Put("PUT", price, """{"price":100}""", "", 415, "text/plain");
        foreach (var sku in new[] { "none", "%FF", "-x", new string('x', 200) })
            yield return Put("PUT", $"/api/v1/variants/{sku}/price", """{"price":100}""", "", 404);
        foreach (var tag in new[] { "x", "W/\"1\"", "\"1\", \"2\"" })
            yield return Put("PUT", price, """{"price":100}""", "If-Match", 400, "application/json", tag);
        foreach (var tag in new[] { "\"7\"", "\"1-5\"", "\"\"" })
            yield return Put("PUT", price, """{"price":100}""", "", 412, "application/json", tag);
        foreach (var method in new[] { "POST", "DELETE" }) yield return Bad.At(method, price, 405, null, right);
        yield return Bad.At("GET", "/api/v1/variants/none/price", 404, null, right);
    }

    private static BadRow Resolve(string body, string field, int status = 400) =>
        Put("POST", $"{payments}/cases/{nobody}/resolve", body, field, status);

    private static string Short(string text) => text.Length > 60 ? text[..60] : text;

    private static BadRow Put(
        string method, string address, string body, string field, int status = 400, string type = "application/json",
        string? tag = null) => new(
        $"{method} {Short(address)} {type} {tag}: {Short(body)} {body.Length}",
        status, field.Length == 0 ? null : field, _ =>
        {
            var request = Bad.Post(address, Encoding.UTF8.GetBytes(body), type, right);
            request.Method = new HttpMethod(method);
            if (tag is not null) request.Headers.TryAddWithoutValidation("If-Match", tag);
            return request;
        });
}
