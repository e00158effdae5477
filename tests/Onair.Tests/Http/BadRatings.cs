using System.Text;

namespace Onair.Tests.Http;

/// <summary>Bad requests around ratings: of the order's owner, of readers, of moderators.</summary>
internal static class BadRatings
{
    private const string list = "/api/v1/products/x/ratings";
    private const string queue = "/api/v1/ratings";
    private static readonly Guid nobody = Guid.Empty;

    public static IEnumerable<BadRow> Rows() => [.. Ratings(), .. Lists(), .. Moderations(), .. Pages()];

    private static IEnumerable<BadRow> Ratings()
    {
        foreach (var body in new[] { "", " ", "[]", "5", "null", "{", "{}{}" })
            yield return Bad.Under("ratings", body, "body");
        yield return Bad.Under("ratings", "{}", "sku");
        yield return Bad.Under("ratings", """{"sku":"mug"}""", "stars");
        foreach (var wrong in new[] { "0", "6", "-1", "4.5", "\"5\"", "null", "[]", "99999999999999999999" })
            yield return Bad.Under("ratings", $$"""{"sku":"mug","stars":{{wrong}}}""", "stars");
        foreach (var wrong in new[] { "5", "\"\"", "\"' OR 1\"", "\"a b\"", $"\"{new string('x', 65)}\"" })
            yield return Bad.Under("ratings", $$"""{"sku":{{wrong}},"stars":5}""", "sku");
        foreach (var wrong in new[]
        {
            "5", "null", "[]", "\"a\\u0000b\"", "\"a\\u001bb\"", "\"\\ud800\"", $"\"{new string('가', 1001)}\"",
        })
            yield return Bad.Under("ratings", $$"""{"sku":"mug","stars":5,"text":{{wrong}}}""", "text");
        foreach (var wrong in new[] { "5", "\"fr\"", "\"KO\"", "\"\"" })
            yield return Bad.Under("ratings", $$"""{"sku":"mug","stars":5,"language":{{wrong}}}""", "language");
        yield return Bad.Under("ratings", """{"sku":"mug","stars":5,"state":"published"}""", "state");
        yield return Bad.Under("ratings", """{"sku":"mug","stars":5,"stars":1}""", "stars");
        yield return Bad.Under("ratings", new string(' ', 17 * 1024), "", 413);
        // It is not shipped; and a cup is not in it.
        yield return Bad.Under("ratings", """{"sku":"mug","stars":5}""", "", 409);
        yield return Bad.Under("ratings", """{"sku":"cup","stars":5}""", "", 409);
        yield return Bad.At("DELETE", $"/api/v1/orders/{{n}}/ratings/{nobody}", 404);
        yield return Bad.At("DELETE", "/api/v1/orders/{n}/ratings/x", 404);
        yield return Bad.At("PUT", "/api/v1/orders/{n}/ratings", 405);
        yield return Bad.At("POST", $"/api/v1/orders/{{n}}/ratings/{nobody}/pictures", 409);
        yield return Bad.At("DELETE", $"/api/v1/orders/{{n}}/ratings/{nobody}/pictures/{nobody}", 404);
    }

    private static IEnumerable<BadRow> Lists()
    {
        foreach (var limit in new[] { "0", "-1", "51", "abc", "", "1.5", "99999999999", "1&limit=2" })
            yield return Bad.At("GET", $"{list}?limit={limit}", 400, "limit");
        foreach (var sort in new[] { "best", "", "Newest", "1", "newest&sort=lowest" })
            yield return Bad.At("GET", $"{list}?sort={sort}", 400, "sort");
        yield return Bad.At("GET", $"{list}?page=1", 400, "page");
        yield return Bad.At("GET", list, 404);
        yield return Bad.At("GET", "/rating-pictures/x.webp", 404);
        yield return Bad.At("GET", $"/rating-pictures/{nobody:N}.webp", 404);
    }

    private static IEnumerable<BadRow> Moderations()
    {
        yield return Bad.At("GET", queue, 401);
        foreach (var word in new[] { "publish", "reject", "hide" })
        {
            yield return Bad.At("POST", $"{queue}/{nobody}/{word}", 401);
            foreach (var body in new[] { "", "[]", "5", "null", "{", "{}{}" }) yield return Step(word, body, "body");
            foreach (var wrong in new[] { "0", "-1", "1.5", "\"1\"", "null", "99999999999" })
                yield return Step(word, $$"""{"version":{{wrong}}}""", "version");
            foreach (var wrong in new[] { "5", "\"\"", "\"Kim\"", "\"a b\"", "\"김\"" })
                yield return Step(word, $$"""{"version":1,"by":{{wrong}}}""", "by");
            yield return Step(word, $$"""{"version":1,"note":"{{new string('x', 501)}}"}""", "note");
            yield return Step(word, """{"version":1,"state":"published"}""", "state");
            yield return Step(word, "{}", "version");
        }

        yield return Step("publish", """{"version":1,"reason":"abuse"}""", "reason");
        foreach (var word in new[] { "reject", "hide" })
        {
            yield return Step(word, """{"version":1}""", "reason");
            foreach (var wrong in new[] { "negative", "other", "Abuse", "1", "" })
                yield return Step(word, $$"""{"version":1,"reason":"{{wrong}}"}""", "reason");
            yield return Step(word, """{"version":1,"reason":"abuse"}""", "", 404);
        }

        foreach (var state in new[] { "x", "", "Pending", "1", "pending&state=hidden" })
            yield return Bad.At("GET", $"{queue}?state={state}", 400, "state", BadOperators.Right);
        foreach (var limit in new[] { "0", "201", "x", "" })
            yield return Bad.At("GET", $"{queue}?limit={limit}", 400, "limit", BadOperators.Right);
        yield return Bad.At("GET", $"{queue}?cursor=x", 400, "cursor", BadOperators.Right);
        yield return Bad.At("GET", $"{queue}?reported=yes", 400, "reported", BadOperators.Right);
        yield return Bad.At("GET", $"{queue}?page=1", 400, "page", BadOperators.Right);
        yield return Bad.At("GET", $"{queue}/x", 404, null, BadOperators.Right);
    }

    private static IEnumerable<BadRow> Pages()
    {
        yield return Page("GET", "/ratings/x/report", 404);
        yield return Page("GET", "/products/x/ratings", 404);
        yield return Page("GET", "/orders/{n}/x/ratings/1", 404);
        yield return Page("POST", "/orders/{n}/x/ratings/1", 404);
        yield return Page("POST", "/orders/{n}/x/ratings/1/withdraw", 404);
        yield return Page("GET", $"/orders/{{n}}/{{t}}/ratings/1/pictures/{nobody}", 404);
    }

    private static BadRow Page(string method, string address, int status) =>
        Bad.At(method, address, status, null, ("Accept", "text/html")) with { IsPage = true };

    private static BadRow Step(string word, string body, string field, int status = 400) => new(
        $"{word} {(body.Length > 60 ? body[..60] : body)}", status, field.Length == 0 ? null : field, _ => Bad.Post(
            $"{queue}/{nobody}/{word}", Encoding.UTF8.GetBytes(body), "application/json", BadOperators.Right));
}
