using System.Text;

namespace Onair.Tests.Http;

/// <summary>Bad requests to the cart.</summary>
internal static class BadCarts
{
    private const string lines = "/api/v1/cart/lines";

    public static IEnumerable<BadRow> Rows()
    {
        foreach (var body in new[] { "", "[]", "5", "{", "{}{}" }) yield return Row(body, "body");
        var longest = $"\"{new string('x', 65)}\"";
        foreach (var sku in new[] { "null", "5", "\"\"", "\"머그\"", "\"a b\"", "\"a\\u0000\"", longest })
            yield return Row($$"""{"sku":{{sku}},"quantity":1}""", "sku");
        foreach (var number in new[] { "0", "-1", "1.5", "1000", "null", "\"1\"", "99999999999999999999" })
            yield return Row($$"""{"sku":"mug","quantity":{{number}}}""", "quantity");
        yield return Row("""{"quantity":1}""", "sku");
        yield return Row("""{"sku":"mug"}""", "quantity");
        yield return Row("""{"sku":"mug","quantity":1,"price":1}""", "price");
        yield return Row("""{"sku":"mug","sku":"cup","quantity":1}""", "sku");
        yield return Row("""{"sku":"none","quantity":1}""", "", 404);
        yield return Row(new string(' ', 2000), "", 413);
        yield return new BadRow("cart: no JSON", 415, null, _ => Bad.Post(lines, "sku=mug"u8.ToArray(), "text/plain"));
        yield return Bad.At("DELETE", lines, 405);
        yield return Bad.At("POST", "/api/v1/cart", 405);
    }

    private static BadRow Row(string body, string field, int status = 400) => new(
        $"cart: {(body.Length > 80 ? body[..80] + "..." + body.Length : body)}", status,
        field.Length == 0 ? null : field, _ => Bad.Post(lines, Encoding.UTF8.GetBytes(body), "application/json"));
}
