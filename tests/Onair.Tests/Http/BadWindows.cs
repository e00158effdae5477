using System.Text;

namespace Onair.Tests.Http;

/// <summary>Bad requests at the way to a payment window and back, and at a gateway's door for notices.</summary>
internal static class BadWindows
{
    private const string door = "/api/v1/payments/notices/toss";
    private const string nobody = "00000000-0000-0000-0000-000000000000";

    /// <summary>A gateway with a window, at an address where nobody answers.</summary>
    public static readonly IReadOnlyList<string> Settings =
    [
        "Payments:Demo:Enabled=true",
        "Payments:Toss:ClientKey=test_ck_sandbox0000000000000000000000",
        "Payments:Toss:SecretKey=test_sk_sandbox0000000000000000000000",
        "Payments:Toss:ApiAddress=http://127.0.0.1:1",
        "Payments:Toss:MerchantId=ours",
    ];

    public static IEnumerable<BadRow> Rows() => [.. Windows(), .. Returns(), .. Notices()];

    private static IEnumerable<BadRow> Windows()
    {
        foreach (var token in new[] { "x", "%FF", "..", new string('a', 200), "%EC%A3%BC" })
            yield return Page(Bad.At("GET", $"/orders/{{n}}/{token}/window/{{p}}", 404));
        yield return Page(Bad.At("GET", $"/orders/{{n}}/{{t}}/window/{nobody}", 404));
        yield return Page(Bad.At("GET", $"/orders/x/x/window/{nobody}", 404));
        foreach (var attempt in new[] { "x", "1", "{p}0" })
            yield return Bad.At("GET", $"/orders/{{n}}/{{t}}/window/{attempt}", 404);
        foreach (var method in new[] { "POST", "PUT", "DELETE" })
            yield return Bad.At(method, "/orders/{n}/{t}/window/{p}", 405);
    }

    private static IEnumerable<BadRow> Returns()
    {
        foreach (var way in new[] { "/pay/return", "/pay/close" })
        {
            foreach (var method in new[] { "GET", "POST" })
            {
                foreach (var token in new[] { "x", "{t}", "%FF", new string('a', 200), "' OR 1=1 --" })
                    yield return Page(Bad.At(method, $"{way}/{{p}}/{Uri.EscapeDataString(token)
                        .Replace("%7Bt%7D", "{t}", StringComparison.Ordinal)
                        .Replace("%25", "%", StringComparison.Ordinal)}?amount=1", 404));
                yield return Page(Bad.At(method, $"{way}/{nobody}/x", 404));
                yield return Bad.At(method, $"{way}/x/x", 404);
                yield return Bad.At(method, $"{way}/{{p}}", 404);
            }

            foreach (var method in new[] { "PUT", "DELETE", "PATCH" })
                yield return Bad.At(method, $"{way}/{{p}}/x", 405);
        }

        yield return Page(Form("code=USER_CANCEL"));
        yield return Page(Form(new string('a', 70_000)));
    }

    private static IEnumerable<BadRow> Notices()
    {
        string[] bodies =
        [
            "", " ", "[]", "5", "null", "{", "{}", "{}{}", "resultCode=0000", "<xml/>", new('[', 2000),
            """{"eventType":"PAYMENT_STATUS_CHANGED"}""", """{"eventType":"PAYMENT_STATUS_CHANGED","data":[]}""",
            """{"eventType":"PAYMENT_STATUS_CHANGED","data":{"orderId":"20260302-ABCDEFGH_1"}}""",
            """
            {"eventType":"PAYMENT_STATUS_CHANGED","data":{"mId":"theirs","orderId":"20260302-ABCDEFGH_1",
            "paymentKey":"k","status":"DONE","totalAmount":1}}
            """,
            """
            {"eventType":"PAYMENT_STATUS_CHANGED","data":{"orderId":"20260302-ABCDEFGH_1","paymentKey":"../cancel",
            "status":"DONE","totalAmount":1}}
            """,
            """{"eventType":"payout.changed","data":{}}""",
            """{"secret":5,"status":"DONE","orderId":"20260302-ABCDEFGH_1"}""",
        ];
        foreach (var body in bodies)
            yield return new BadRow(
                $"toss notice: {(body.Length > 80 ? body[..80] + body.Length : body)}", 400, null,
                _ => Bad.Post(door, Encoding.UTF8.GetBytes(body), "application/json"));
        foreach (var method in new[] { "GET", "PUT", "DELETE" }) yield return Bad.At(method, door, 405);
    }

    private static BadRow Form(string body) => new(
        $"return: {body[..Math.Min(body.Length, 20)]}", 404, null, target => Bad.Post(
            $"/pay/return/{target.PaymentId}/x", Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded"));

    private static BadRow Page(BadRow row) => row with { IsPage = true };
}
