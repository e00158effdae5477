using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Onair.Payments.Toss;

/// <summary>What came back from one call.</summary>
/// <param name="HttpStatus">0 when nothing was sent.</param>
/// <param name="Body">Null when it is not JSON.</param>
/// <param name="Trace">Their id of the call.</param>
internal sealed record TossReply(int HttpStatus, JsonElement? Body, string? Trace)
{
    /// <summary>The connection was never made.</summary>
    public static readonly TossReply NotSent = new(0, null, null);

    public bool IsOk => HttpStatus is >= 200 and < 300;

    public bool WasSent => HttpStatus != 0;

    /// <summary>Why not; null when it is done, or when an error came without a code that can be read.</summary>
    public string? Code => IsOk ? null : Error.Text("code");

    public string? Message => IsOk ? null : Error.Text("message");

    /// <summary>What stays when there is no code.</summary>
    public string CodeOrStatus => Code ?? (IsOk ? "BROKEN_ANSWER" : $"HTTP_{HttpStatus}");

    public TossPayment? Payment => IsOk && Body is { } body ? TossPayment.Read(body) : null;

    // Newer answers wrap code and message once more.
    private JsonElement Error => Body is not { } body ? default
        : body.Field("error") is { ValueKind: JsonValueKind.Object } inner ? inner : body;

    public override string ToString() => $"(toss reply {HttpStatus})";
}

/// <summary>
/// Calls to Toss with its keys. A key that Toss does not know any more is followed by the second one: that refusal
/// comes before anything is done. A POST that was sent under the first key <i>earlier</i> may have been done all the
/// same, and idempotency keys belong to an API key; hence refunds look before they leap (<see cref="TossRefunds"/>),
/// and a confirm cannot be done twice.
/// </summary>
internal sealed partial class TossCalls(IHttpClientFactory http, TossKeys keys, TimeProvider time, ILogger logger)
{
    public const string ClientName = "toss";

    private const string idempotencyHeader = "Idempotency-Key";
    private const string traceHeader = "x-tosspayments-trace-id";

    public Task<TossReply> GetAsync(string call, string path, CancellationToken cancel) =>
        SendAsync(call, HttpMethod.Get, path, null, null, cancel);

    /// <summary>A GET with its own time.</summary>
    public async Task<TossReply> ListAsync(string call, string path, TimeSpan timeMax, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(timeMax, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return await GetAsync(call, path, either.Token);
        }
        catch (OperationCanceledException error) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new TimeoutException($"Toss did not answer {call} within {timeMax.TotalSeconds} s.", error);
        }
    }

    public Task<TossReply> PostAsync<T>(
        string call, string path, string key, T body, JsonTypeInfo<T> type, CancellationToken cancel) =>
        SendAsync(call, HttpMethod.Post, path, key, JsonSerializer.SerializeToUtf8Bytes(body, type), cancel);

    /// <summary>A part of a path. A key from a browser is checked before; this keeps the rest honest.</summary>
    public static string Segment(string text) =>
        PathSafe().IsMatch(text) ? text : throw new ArgumentException("Not a key of Toss.", nameof(text));

    private async Task<TossReply> SendAsync(
        string call, HttpMethod method, string path, string? key, byte[]? body, CancellationToken cancel)
    {
        for (var i = 0; ; i++)
        {
            var reply = await SendOnceAsync(method, path, key, body, keys.Headers[i], cancel);
            if (TossErrors.IsKeyRefused(reply.Code) && i + 1 < keys.Headers.Count)
            {
                TossLog.FirstKeyRefused(logger, reply.Code!, reply.Trace);
                continue;
            }

            if (TossErrors.IsOurFault(reply.Code)) TossLog.OurFault(logger, call, reply.Code!, reply.Trace);
            return reply;
        }
    }

    private async Task<TossReply> SendOnceAsync(
        HttpMethod method,
        string path,
        string? key,
        byte[]? body,
        AuthenticationHeaderValue authorization,
        CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = authorization;
        if (key is not null) request.Headers.TryAddWithoutValidation(idempotencyHeader, key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        try
        {
            using var client = http.CreateClient(ClientName);
            using var response = await client.SendAsync(request, cancel);
            var text = await response.Content.ReadAsByteArrayAsync(cancel);
            return new TossReply((int)response.StatusCode, TossFields.Parse(text), TraceOf(response));
        }
        catch (Exception error) when (ProviderHttp.WasNotSent(error))
        {
            return TossReply.NotSent;
        }
    }

    private static string? TraceOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(traceHeader, out var values)
            && values.FirstOrDefault() is { } trace && PathSafe().IsMatch(trace)
                ? trace
                : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_=-]{1,200}\z", RegexOptions.None, 1000)]
    internal static partial Regex PathSafe();
}
