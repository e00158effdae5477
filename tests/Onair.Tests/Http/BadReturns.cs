namespace Onair.Tests.Http;

/// <summary>Bad requests about giving goods back and about where the money goes.</summary>
internal static class BadReturns
{
    private const string account = "refund-account";
    private const string withdrawal = "withdrawal";

    public static IEnumerable<BadRow> Rows() => [.. Withdrawals(), .. Accounts()];

    private static IEnumerable<BadRow> Withdrawals()
    {
        foreach (var body in new[] { "", " ", "[]", "5", "null", "{", "{}{}" })
            yield return Bad.Under(withdrawal, body, "body");
        yield return Bad.Under(withdrawal, "{}", "cause");
        foreach (var wrong in new[] { "null", "5", "\"\"", "\"supply-failure\"", "\"Defect\"", "\"1\"", "[]" })
            yield return Bad.Under(withdrawal, $$"""{"cause":{{wrong}}}""", "cause");
        foreach (var wrong in new[] { "{}", "5", "null", "[]" })
            yield return Bad.Under(withdrawal, $$"""{"cause":"defect","lines":{{wrong}}}""", "lines");
        yield return Bad.Under(
            withdrawal, """{"cause":"defect","lines":[{"sku":"mug","quantity":0}]}""", "lines[0].quantity");
        foreach (var wrong in new[] { "5", "null", "[]", "\"x\"" })
            yield return Bad.Under(withdrawal, $$"""{"cause":"defect","refundAccount":{{wrong}}}""", "refundAccount");
        yield return Bad.Under(withdrawal, """{"cause":"defect","refundAccount":{}}""", "refundAccount.bank");
        yield return Bad.Under(
            withdrawal,
            """{"cause":"defect","refundAccount":{"bank":"20","number":"12a","holder":"가나다"}}""",
            "refundAccount.number");
        yield return Bad.Under(withdrawal, """{"cause":"defect","cause":"defect"}""", "cause");
        yield return Bad.Under(withdrawal, """{"cause":"defect","reason":"x"}""", "reason");
        yield return Bad.Under(withdrawal, new string(' ', 65 * 1024), "", 413);
        // It is not shipped.
        yield return Bad.Under(withdrawal, """{"cause":"defect"}""", "", 409);
        yield return Bad.At("GET", "/api/v1/orders/{n}/withdrawal", 405);
        yield return Bad.At("POST", "/api/v1/orders/x/withdrawal", 400);
    }

    private static IEnumerable<BadRow> Accounts()
    {
        foreach (var body in new[] { "", " ", "[]", "5", "null", "{", "{}{}" })
            yield return Bad.Under(account, body, "body");
        yield return Bad.Under(account, "{}", "bank");
        yield return Bad.Under(account, """{"bank":"20"}""", "number");
        yield return Bad.Under(account, """{"bank":"20","number":"1"}""", "holder");
        foreach (var wrong in new[] { "5", "\"\"", "\"신한\"", "\"a b\"", $"\"{new string('x', 21)}\"" })
            yield return Bad.Under(account, $$"""{"bank":{{wrong}},"number":"1","holder":"가"}""", "bank");
        foreach (var wrong in new[] { "5", "\"\"", "\"12a\"", "\"--\"", "\"٣\"", $"\"{new string('1', 21)}\"" })
            yield return Bad.Under(account, $$"""{"bank":"20","number":{{wrong}},"holder":"가"}""", "number");
        foreach (var wrong in new[] { "5", "\"\"", "\"a\\u0000\"", $"\"{new string('x', 61)}\"" })
            yield return Bad.Under(account, $$"""{"bank":"20","number":"1","holder":{{wrong}}}""", "holder");
        yield return Bad.Under(account, """{"bank":"20","number":"1","holder":"가","pin":1}""", "pin");
        // No refund waits for one.
        yield return Bad.Under(account, """{"bank":"20","number":"110-12","holder":"가"}""", "", 409);
        yield return Bad.Under(account, new string(' ', 5000), "", 413);
        yield return Bad.At("DELETE", "/api/v1/orders/{n}/refund-account", 405);
    }
}
