using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Onair.Host.Cli.Load;

/// <summary>
/// A shopper's side of the JSON API. Expected answers are values; weather (no connection, a time-out, a broken answer)
/// is <see cref="PlaceOutcome.Failed"/> or null, never an exception: a generator counts, it does not stop.
/// </summary>
internal sealed class ShopClient : IDisposable
{
    private const HttpStatusCode noAnswer = default;

    private static readonly MediaTypeHeaderValue jsonType = new("application/json");

    private readonly HttpClient http;

    /// <param name="url">The shop.</param>
    /// <param name="connectionsMax">Sockets to it; HTTP/1.1, one request at a time on each.</param>
    /// <param name="timeout">After which a request counts as failed.</param>
    public ShopClient(Uri url, int connectionsMax, TimeSpan timeout)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = connectionsMax,
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(2),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
        };
        http = new HttpClient(handler) { BaseAddress = url, Timeout = timeout };
    }

    public async Task<PlaceAnswer> PlaceAsync(byte[] body, string key, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/orders") { Content = Json(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        var (status, answer) = await SendAsync(request, cancel);
        switch (status)
        {
            case HttpStatusCode.Created or HttpStatusCode.OK:
                var order = Parse(answer, LoadJson.Default.OrderAnswer);
                return order is null or { OrderNumber: "" } or { Token: "" }
                    ? new PlaceAnswer(PlaceOutcome.Failed)
                    : new PlaceAnswer(PlaceOutcome.Placed, order.OrderNumber, order.Token, order.Total);
            case HttpStatusCode.Conflict:
                return new PlaceAnswer(Parse(answer, LoadJson.Default.ProblemAnswer)?.Code switch
                {
                    "sold-out" => PlaceOutcome.SoldOut,
                    "over-limit" => PlaceOutcome.OverLimit,
                    "price-changed" => PlaceOutcome.PriceChanged,
                    _ => PlaceOutcome.Refused,
                });
            case HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests:
                return new PlaceAnswer(PlaceOutcome.Busy);
            case >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError:
                return new PlaceAnswer(PlaceOutcome.Refused);
            default:
                return new PlaceAnswer(PlaceOutcome.Failed);
        }
    }

    /// <returns>The status, 0 when there was no answer, and the order when it was 200.</returns>
    public async Task<(int Status, OrderAnswer? Order)> ReadOrderAsync(
        string number, string token, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/orders/{number}");
        request.Headers.TryAddWithoutValidation("Order-Token", token);
        var (status, answer) = await SendAsync(request, cancel);
        return ((int)status, status == HttpStatusCode.OK ? Parse(answer, LoadJson.Default.OrderAnswer) : null);
    }

    /// <summary>Null when the shop does not know the SKU or does not answer.</summary>
    public async Task<StockAnswer?> ReadStockAsync(string sku, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/stock/{Uri.EscapeDataString(sku)}");
        var (status, answer) = await SendAsync(request, cancel);
        return status == HttpStatusCode.OK ? Parse(answer, LoadJson.Default.StockAnswer) : null;
    }

    /// <param name="provider">Null: the shop chooses.</param>
    public async Task<PaymentAnswer?> StartPaymentAsync(
        string number, string token, string? provider, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{number}/payments");
        var asked = provider is null ? [] : new Dictionary<string, string> { ["provider"] = provider };
        request.Content = Json(JsonSerializer.SerializeToUtf8Bytes(asked, LoadJson.Default.DictionaryStringString));
        request.Headers.TryAddWithoutValidation("Order-Token", token);
        var (status, answer) = await SendAsync(request, cancel);
        return status is HttpStatusCode.Accepted or HttpStatusCode.OK or HttpStatusCode.Created
            ? Parse(answer, LoadJson.Default.PaymentAnswer)
            : null;
    }

    /// <summary>Waits at the shop for at most <paramref name="waitSeconds"/> until the attempt is decided.</summary>
    public async Task<PaymentAnswer?> ReadPaymentAsync(
        string number, string token, string id, int waitSeconds, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/api/v1/orders/{number}/payments/{id}?wait={waitSeconds}");
        request.Headers.TryAddWithoutValidation("Order-Token", token);
        var (status, answer) = await SendAsync(request, cancel);
        return status == HttpStatusCode.OK ? Parse(answer, LoadJson.Default.PaymentAnswer) : null;
    }

    /// <returns>The HTTP status; 0 when there was no answer.</returns>
    public async Task<(int Status, byte[] Body)> CancelAsync(
        string number, string token, byte[] body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/orders/{number}/cancel");
        request.Content = Json(body);
        request.Headers.TryAddWithoutValidation("Order-Token", token);
        var (status, answer) = await SendAsync(request, cancel);
        return ((int)status, answer);
    }

    /// <returns>The document at a path of the shop, or null.</returns>
    public async Task<JsonDocument?> ReadAsync(string path, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var (status, answer) = await SendAsync(request, cancel);
        if (status != HttpStatusCode.OK) return null;
        try
        {
            return JsonDocument.Parse(answer);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Dispose() => http.Dispose();

    private static ByteArrayContent Json(byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = jsonType;
        return content;
    }

    private static T? Parse<T>(byte[] answer, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(answer, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(
        HttpRequestMessage request, CancellationToken cancel)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancel);
            return (response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancel));
        }
        catch (HttpRequestException)
        {
            return (noAnswer, []);
        }
        catch (OperationCanceledException)
        {
            // The time-out of one request, or the end of the run: no answer either way.
            return (noAnswer, []);
        }
    }
}
