using System.Net.Http.Headers;
using System.Text;

namespace Onair.Tests.Http;

/// <summary>A bad request and what it must be told.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Status">The status that fits.</param>
/// <param name="Field">The field that must be among the named ones; null where none is to blame.</param>
/// <param name="Make">Makes the request, for an order that is there.</param>
internal sealed record BadRow(string Name, int Status, string? Field, Func<Target, HttpRequestMessage> Make)
{
    /// <summary>True where the web server itself refuses, before any code of ours could write a problem.</summary>
    public bool IsBeforeUs { get; init; }

    /// <summary>True where a customer's browser stands: the answer is a page.</summary>
    public bool IsPage { get; init; }
}

/// <summary>The order that bad requests are aimed at.</summary>
internal sealed record Target(string Number, string Token, string PaymentId);

/// <summary>Ways to send something wrong.</summary>
internal static class Bad
{
    public const string Good =
        """
        {"channel":"web","customer":{"name":"가나다","phone":"010-1234-5678","email":"a@shop.example"},
        "lines":[{"sku":"mug","quantity":1,"unitPrice":12000}]}
        """;

    private const string orders = "/api/v1/orders";

    /// <summary>An order with a part of the good body replaced.</summary>
    public static BadRow Order(string from, string to, string field) =>
        Body($"order: {Short(from)} -> {Short(to)}", Good.Replace(from, to, StringComparison.Ordinal), field);

    public static BadRow Body(string name, string body, string field) =>
        Bytes(name, Encoding.UTF8.GetBytes(body), field);

    public static BadRow Bytes(string name, byte[] body, string field, int status = 400,
        string type = "application/json") =>
        new(name, status, field.Length == 0 ? null : field, _ => Post(orders, body, type, ("Idempotency-Key", "bad")));

    /// <summary>A good body with something wrong around it.</summary>
    public static BadRow Around(string name, int status, string? field, Action<HttpRequestMessage> change) => new(
        name, status, field, _ =>
        {
            var request = Post(orders, Encoding.UTF8.GetBytes(Good), "application/json", ("Idempotency-Key", "bad"));
            change(request);
            return request;
        });

    public static BadRow Cancel(string body, string field, int status = 400) => new(
        $"cancel: {Short(body)}", status, field.Length == 0 ? null : field, target => Post(
            $"{orders}/{target.Number}/cancel", Encoding.UTF8.GetBytes(body), "application/json",
            ("Order-Token", target.Token)));

    public static BadRow Pay(string body, string field, int status = 400) => new(
        $"pay: {Short(body)}", status, field.Length == 0 ? null : field, target => Post(
            $"{orders}/{target.Number}/payments", Encoding.UTF8.GetBytes(body), "application/json",
            ("Order-Token", target.Token)));

    /// <summary>A body for another address under the order: <c>withdrawal</c>, <c>refund-account</c>.</summary>
    public static BadRow Under(string what, string body, string field, int status = 400) => new(
        $"{what}: {Short(body)}", status, field.Length == 0 ? null : field, target => Post(
            $"{orders}/{target.Number}/{what}", Encoding.UTF8.GetBytes(body), "application/json",
            ("Order-Token", target.Token)));

    /// <summary>A request without a body; <c>{n}</c>, <c>{p}</c> and <c>{t}</c> stand for the order,
    /// its payment and its token.</summary>
    public static BadRow At(
        string method, string address, int status, string? field = null, params (string, string)[] headers) => new(
        $"{method} {Short(address)} {string.Join(' ', headers)}", status, field, target =>
        {
            var path = address.Replace("{n}", target.Number, StringComparison.Ordinal)
                .Replace("{p}", target.PaymentId, StringComparison.Ordinal)
                .Replace("{t}", target.Token, StringComparison.Ordinal);
            var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Headers.TryAddWithoutValidation("Order-Token", target.Token);
            foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
            return request;
        });

    public static HttpRequestMessage Post(string address, byte[] body, string? type, params (string, string)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static string Short(string text) => text.Length <= 80 ? text : text[..80] + "...";
}
