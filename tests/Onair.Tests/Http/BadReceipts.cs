namespace Onair.Tests.Http;

/// <summary>Bad requests about receipts of cash, with a payment and after it.</summary>
internal static class BadReceipts
{
    private const string receipt = "cash-receipt";

    public static IEnumerable<BadRow> Rows() => [.. Alone(), .. WithAPayment()];

    private static IEnumerable<BadRow> Alone()
    {
        foreach (var body in new[] { "", " ", "[]", "5", "null", "{", "{}{}" })
            yield return Bad.Under(receipt, body, "body");
        yield return Bad.Under(receipt, "{}", "purpose");
        yield return Bad.Under(receipt, """{"purpose":"income-deduction"}""", "number");
        foreach (var wrong in new[] { "5", "null", "\"\"", "\"IncomeDeduction\"", "\"1\"", "\"소득공제\"", "[]" })
            yield return Bad.Under(receipt, $$"""{"purpose":{{wrong}},"number":"010-1234-5678"}""", "purpose");
        foreach (var wrong in new[]
        {
            "5", "null", "\"\"", "\"02-123-4567\"", "\"010-1234-567x\"", "\"٠١٠١٢٣٤٥٦٧٨\"", "\"0101234\\u00005678\"",
            $"\"{new string('1', 31)}\"",
        })
            yield return Bad.Under(receipt, $$"""{"purpose":"income-deduction","number":{{wrong}}}""", "number");
        foreach (var wrong in new[] { "\"123-45-67890\"", "\"123456789\"", "\"01012345678\"" })
            yield return Bad.Under(receipt, $$"""{"purpose":"expense-proof","number":{{wrong}}}""", "number");
        yield return Bad.Under(
            receipt, """{"purpose":"income-deduction","number":"01012345678","name":"x"}""", "name");
        // Nothing is paid in cash.
        yield return Bad.Under(receipt, """{"purpose":"income-deduction","number":"01012345678"}""", "", 409);
        yield return Bad.Under(receipt, new string(' ', 5000), "", 413);
        yield return Bad.At("GET", "/api/v1/orders/{n}/cash-receipt", 405);
    }

    private static IEnumerable<BadRow> WithAPayment()
    {
        foreach (var wrong in new[] { "5", "null", "[]", "\"x\"" })
            yield return Bad.Pay($$"""{"cashReceipt":{{wrong}}}""", "cashReceipt");
        yield return Bad.Pay("""{"cashReceipt":{}}""", "cashReceipt.purpose");
        yield return Bad.Pay(
            """{"method":"transfer","cashReceipt":{"purpose":"income-deduction","number":"1"}}""",
            "cashReceipt.number");
    }
}
