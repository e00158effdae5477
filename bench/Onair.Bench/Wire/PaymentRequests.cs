using System.Text;

namespace Onair.Bench.Wire;

/// <summary>Pays an order that was just placed, on the connection that placed it, and waits for the outcome.</summary>
internal sealed class PaymentRequests(string host)
{
    private const string body = """{"provider":"demo"}""";
    private const int accepted = 202;
    private const int ok = 200;
    private const int looksMax = 4;

    /// <param name="connection">Its last answer is the placed order.</param>
    /// <returns>True when the shop says approved.</returns>
    public async ValueTask<bool> PayAsync(WireConnection connection)
    {
        var number = JsonText(connection.Body, "\"orderNumber\":\""u8);
        var token = JsonText(connection.Body, "\"token\":\""u8);
        var start = $"POST /api/v1/orders/{number}/payments HTTP/1.1\r\nHost: {host}\r\nOrder-Token: {token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
        if (await connection.AskAsync(Encoding.ASCII.GetBytes(start)) is not (accepted or ok)) return false;
        var id = JsonText(connection.Body, "\"id\":\""u8);
        var look = Encoding.ASCII.GetBytes(
            $"GET /api/v1/orders/{number}/payments/{id}?wait=5 HTTP/1.1\r\nHost: {host}\r\n"
            + $"Order-Token: {token}\r\n\r\n");
        for (var i = 0; i < looksMax; i++)
        {
            if (await connection.AskAsync(look) != ok) return false;
            if (connection.Body.IndexOf("\"state\":\"approved\""u8) >= 0) return true;
        }

        return false;
    }

    private static string JsonText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> before)
    {
        var at = json.IndexOf(before);
        if (at < 0) return "";
        var text = json[(at + before.Length)..];
        var end = text.IndexOf((byte)'"');
        return end < 0 ? "" : Encoding.ASCII.GetString(text[..end]);
    }
}
