using System.Text.Json;
using Onair.Sandbox.Faults;

namespace Onair.Sandbox.Toss;

/// <summary>A request that got through the door.</summary>
internal readonly record struct TossCall(TossCaller Caller, HttpContext Http, JsonElement Body)
{
    public string Route(string name) => (string)Http.Request.RouteValues[name]!;

    public string? Query(string name) => Http.Request.Query[name].FirstOrDefault();

    public TossAnswer Error(string code) => Caller.Error(code);
}

/// <summary>
/// What all calls have in common, in order: 1 trace id, 2 keys, 3 rate limit, 4 codes on demand, 5 the body,
/// 6 idempotency, 7 the work, 8 the answer.
/// </summary>
internal sealed class TossDoor(
    SandboxOptions options, TossKeys keys, TossRateLimit rate, TossIdempotency idempotency)
{
    private const string idempotencyHeader = "Idempotency-Key";
    private long traces;

    public RequestDelegate Get(Func<TossCall, TossAnswer> work) => http => ServeAsync(http, work);

    public RequestDelegate Post(Func<TossCall, TossAnswer> work) => http => ServeAsync(http, work);

    private async Task ServeAsync(HttpContext http, Func<TossCall, TossAnswer> work)
    {
        // 1
        http.Response.Headers["x-tosspayments-trace-id"] =
            Seeded.Word(options.Seed, "trace", Interlocked.Increment(ref traces), 32);

        // 2
        var english = http.Request.Headers.AcceptLanguage.ToString().StartsWith("en", StringComparison.Ordinal);
        var (key, refused) = keys.Read(http.Request.Headers.Authorization);
        var caller = new TossCaller(keys, key, english, PlayedCall.SkewOf(http));
        if (refused is not null)
        {
            await WriteAsync(http, caller.Error(refused));
            return;
        }

        // 3
        if (rate.Limit > 0 && !rate.Allows(http.GetEndpoint()!.Metadata.GetMetadata<FaultCall>()!.Name))
        {
            await WriteAsync(http, caller.Error("TOO_MANY_REQUESTS"));
            return;
        }

        // 4: before the idempotency key, so that the next try under the same key is a first one.
        if (CodeOnDemand(http, key) is { } code)
        {
            await WriteAsync(http, caller.Error(TossErrors.Find(code)?.Code ?? "INVALID_REQUEST"));
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            await PlayedCall.WorkAsync(http);
            await WriteAsync(http, work(new TossCall(caller, http, default)));
            return;
        }

        // 5
        using var body = await ReadAsync(http.Request);
        await WriteAsync(http, body is null
            ? caller.Error("INVALID_REQUEST")
            : await WorkOnceAsync(new TossCall(caller, http, body.RootElement), work));
    }

    private async Task<TossAnswer> WorkOnceAsync(TossCall call, Func<TossCall, TossAnswer> work)
    {
        // 6
        var request = call.Http.Request;
        if (!request.Headers.TryGetValue(idempotencyHeader, out var sent))
        {
            await PlayedCall.WorkAsync(call.Http);
            return work(call);
        }

        var key = sent.ToString();
        if (key.Length is 0 or > TossIdempotency.KeyLengthMax) return call.Error("INVALID_IDEMPOTENCY_KEY");
        var identity = new TossIdempotency.Identity(
            key, call.Caller.SecretKey, request.Path + request.QueryString, request.Method);
        var (claim, first) = idempotency.Begin(identity);
        switch (claim)
        {
            case TossIdempotency.Claim.Running:
                return call.Error("IDEMPOTENT_REQUEST_PROCESSING");
            case TossIdempotency.Claim.Answered:
                return first;
        }

        // 7
        try
        {
            await PlayedCall.WorkAsync(call.Http);
            var answer = work(call);
            idempotency.End(identity, answer);
            return answer;
        }
        catch
        {
            idempotency.Forget(identity);
            throw;
        }
    }

    /// <summary>Of the test header, which a live key would not have heeded, or of the fault dial.</summary>
    private static string? CodeOnDemand(HttpContext http, string key)
    {
        var header = key.StartsWith("test_", StringComparison.Ordinal)
            ? http.Request.Headers["TossPayments-Test-Code"].FirstOrDefault()
            : null;
        return header ?? PlayedCall.CodeOf(http);
    }

    private static async Task<JsonDocument?> ReadAsync(HttpRequest request)
    {
        try
        {
            var body = await JsonDocument.ParseAsync(request.Body);
            if (body.RootElement.ValueKind == JsonValueKind.Object) return body;
            body.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // 8
    private static Task WriteAsync(HttpContext http, TossAnswer answer)
    {
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = "application/json;charset=utf-8";
        http.Response.ContentLength = answer.Body.Length;
        return http.Response.Body.WriteAsync(answer.Body).AsTask();
    }
}
