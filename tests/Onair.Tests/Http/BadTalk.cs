using System.Text;

namespace Onair.Tests.Http;

/// <summary>Bad questions of viewers, and bad answers and announcements of a producer.</summary>
internal static class BadTalk
{
    private const string token = "a-token-of-the-test-0123456789";
    private const string nobody = "00000000-0000-0000-0000-000000000000";
    private const string show = "/api/v1/broadcasts/" + nobody;

    private static readonly (string, string) right = ("Authorization", "Bearer " + token);

    public static IEnumerable<BadRow> Rows() => [.. Questions(), .. Desk()];

    private static IEnumerable<BadRow> Questions()
    {
        const string ask = show + "/questions";
        foreach (var body in new[] { "[]", "5", "null", "{", "{}{}" }) yield return Json("POST", ask, body, "body");
        yield return Json("POST", ask, "{}", "text");
        foreach (var wrong in new[]
        {
            "5", "[]", "\"\"", "\" \"", "\"a\\u0000b\"", "\"a\\u202Eb\"", "\"\\ud800\"", $"\"{new string('x', 201)}\"",
            $"\"{new string('x', 1001)}\"", "\"010-1234-5678로 전화 주세요\"", "\"me@shop.example\"",
        })
            yield return Json("POST", ask, $$"""{"text":{{wrong}}}""", "text");
        yield return Json("POST", ask, """{"text":"a","language":"fr"}""", "language");
        yield return Json("POST", ask, """{"text":"a","name":"me"}""", "name");
        yield return Json("POST", ask, """{"text":"a","text":"b"}""", "text");
        yield return Json("POST", ask, new string(' ', 5000), "", 413);
        yield return Json("POST", ask, """{"text":"어느 방송인가요?"}""", "", 404);
        yield return Bad.At("DELETE", ask, 405);
        yield return Bad.At("POST", "/api/v1/broadcasts/none/questions", 404);
    }

    private static IEnumerable<BadRow> Desk()
    {
        foreach (var body in new[] { "[]", "{", "{}{}" })
        {
            yield return Json("POST", $"/api/v1/questions/{nobody}/answer", body, "body", 400, right);
            yield return Json("PUT", $"{show}/announcement", body, "body", 400, right);
        }

        foreach (var wrong in new[] { "5", "\"\"", "\"a\\u0000b\"", $"\"{new string('x', 301)}\"" })
        {
            yield return Json(
                "POST", $"/api/v1/questions/{nobody}/answer", $$"""{"text":{{wrong}}}""", "text", 400, right);
            yield return Json(
                "PUT", $"{show}/announcement", $$"""{"textKo":{{wrong}},"textEn":"a"}""", "textKo", 400, right);
            yield return Json(
                "PUT", $"{show}/announcement", $$"""{"textKo":"가","textEn":{{wrong}}}""", "textEn", 400, right);
        }

        yield return Json("PUT", $"{show}/announcement", """{"textKo":"가"}""", "textEn", 400, right);
        yield return Json("PUT", $"{show}/announcement", """{"textKo":"가","textEn":"a"}""", "", 404, right);
        yield return Bad.At("DELETE", $"{show}/announcement", 404, null, right);
        foreach (var word in new[] { "show", "hide" })
            yield return Bad.At("POST", $"/api/v1/questions/{nobody}/{word}", 404, null, right);
        foreach (var limit in new[] { "0", "201", "x", "1&limit=2" })
            yield return Bad.At("GET", $"{show}/questions?limit={limit}", 400, "limit", right);
        foreach (var state in new[] { "lost", "1", "Shown" })
            yield return Bad.At("GET", $"{show}/questions?state={state}", 400, "state", right);
        foreach (var cursor in new[] { "x", "-", "' OR 1=1 --", $"ffffffffffffffff-{nobody}" })
            yield return Bad.At(
                "GET", $"{show}/questions?cursor={Uri.EscapeDataString(cursor)}", 400, "cursor", right);
        yield return Bad.At("GET", $"{show}/questions?page=1", 400, "page", right);
        yield return Bad.At("GET", $"{show}/questions", 404, null, right);
    }

    private static BadRow Json(
        string method, string address, string body, string field, int status = 400,
        params (string, string)[] headers) => new(
        $"{method} {address}: {(body.Length > 80 ? body[..80] : body)} {body.Length}",
        status, field.Length == 0 ? null : field, _ =>
        {
            var request = Bad.Post(address, Encoding.UTF8.GetBytes(body), "application/json", headers);
            request.Method = new HttpMethod(method);
            return request;
        });
}
