using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Primitives;
using Onair.Signals;

namespace Onair.Payments.Inbox;

public static class NoticesApi
{
    /// <summary>Characters of a header's value; the longest known is a pair of signatures of 90.</summary>
    private const int headerLengthMax = 512;

    /// <summary>Characters of the content type.</summary>
    private const int contentTypeLengthMax = 200;

    /// <summary>
    /// The headers that providers set. Others are not read: cookies and keys of strangers are not ours.
    /// </summary>
    private static readonly string[] headers =
    [
        "tosspayments-webhook-transmission-id", "tosspayments-webhook-transmission-time",
        "tosspayments-webhook-transmission-retried-count", "tosspayments-webhook-signature",
    ];

    /// <summary>The door of providers' servers. It needs no sign-in, and believes nothing.</summary>
    public static IEndpointRouteBuilder MapPaymentNotices(this IEndpointRouteBuilder api)
    {
        api.MapPost("/payments/notices/{provider}", ReceiveAsync)
            .WithName("ReceivePaymentNotice").WithTags("Payments").WithSummary("A payment provider's server has news")
            .WithDescription(
                "For providers only. It is stored and answered at once, in the provider's own words; then the provider"
                + " is asked. Sending it again changes nothing.")
            .Produces<string>(200, "text/plain").Produces<string>(503, "text/plain")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(413);
        return api;
    }

    private static async Task<IResult> ReceiveAsync(string provider, HttpContext http, NoticeDoor door)
    {
        if (door.Find(provider) is not { } known) return Problem.NotFound("provider");
        if (!door.TryEnter(known)) return Again(http, known, door, "flood");
        var (refusal, body) = await RequestBody.ReadAsync(http, ProviderNotice.BodyBytesMax);
        if (refusal is not null) return refusal;
        var message = new ProviderNotice(ContentTypeOf(http), body!, HeadersOf(http), door.SenderOf(http));
        var reading = ReadNotices.Read(known, message);
        if (reading.Kind == NoticeKind.Invalid)
        {
            // Not stored: nobody would act on it, and a flood of it must fill nothing. Not "ok" either: if it is our
            // reading that is wrong, a true one comes again when that is mended.
            door.Count(known, "invalid", reading.Code);
            return Problem.Of(400, "invalid-notice", "This is no message of that provider.");
        }

        if (reading.Kind == NoticeKind.Ignored)
        {
            door.Count(known, "ignored");
            return Ok(known);
        }

        var status = await door.StoreAsync(known, reading, message);
        if (status is StoreNoticeStatus.Full or StoreNoticeStatus.Busy) return Again(http, known, door, Word(status));
        door.Count(known, Word(status));
        return Ok(known);
    }

    private static string Word(StoreNoticeStatus status) => status switch
    {
        StoreNoticeStatus.Stored => "stored",
        StoreNoticeStatus.AlreadyStored => "duplicate",
        StoreNoticeStatus.Full => "full",
        StoreNoticeStatus.Busy => "busy",
    };

    private static IResult Ok(IPaymentProvider provider) => TypedResults.Text(provider.Replies.Ok, "text/plain");

    private static IResult Again(HttpContext http, IPaymentProvider provider, NoticeDoor door, string why)
    {
        door.Count(provider, why);
        http.Response.Headers.RetryAfter =
            Math.Ceiling(door.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.Text(
            provider.Replies.Again, "text/plain", statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static string? ContentTypeOf(HttpContext http) =>
        http.Request.ContentType is { Length: <= contentTypeLengthMax } type ? Plain(type) : null;

    private static Dictionary<string, string> HeadersOf(HttpContext http)
    {
        var kept = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in headers)
        {
            var sent = http.Request.Headers[name];
            if (sent.Count != 1 || sent[0] is not { Length: > 0 and <= headerLengthMax } value) continue;
            if (Plain(value) is not null) kept.Add(name, value);
        }

        return kept;
    }

    /// <summary>
    /// Null for what has more than printable ASCII in it: no provider sends that, and it stays one line.
    /// </summary>
    private static string? Plain(string text) => text.AsSpan().ContainsAnyExceptInRange(' ', '~') ? null : text;
}

/// <summary>What the door needs, behind one name.</summary>
internal sealed class NoticeDoor(
    PaymentProviders providers,
    StoreNotices store,
    IOptions<InboxOptions> options,
    TimeProvider time,
    ILogger<NoticeDoor> logger)
{
    private readonly FloodGate gate = new(options.Value.PerMinuteMax, time);
    private readonly SenderAddress sender = new(options.Value.TrustedProxies);

    public TimeSpan RetryAfter => options.Value.RetryAfter;

    public IPaymentProvider? Find(string name) => providers.Find(name);

    public bool TryEnter(IPaymentProvider provider) => gate.TryEnter(provider.Name);

    public System.Net.IPAddress? SenderOf(HttpContext http)
    {
        var forwarded = http.Request.Headers["X-Forwarded-For"];
        return sender.Of(http.Connection.RemoteIpAddress, forwarded.Count == 0 ? null : string.Join(',', forwarded!));
    }

    public Task<StoreNoticeStatus> StoreAsync(
        IPaymentProvider provider, NoticeReading reading, ProviderNotice message)
    {
        var now = time.GetUtcNow();
        return store.RunAsync(new Notice
        {
            Id = Guid.CreateVersion7(now),
            Provider = provider.Name,
            DedupeKey = reading.DedupeKey,
            ReceivedAt = now,
            Message = message,
        });
    }

    public void Count(IPaymentProvider provider, string outcome, string? code = null)
    {
        ShopSignals.NoticesReceived.Add(1, new("provider", provider.Name), new("outcome", outcome));
        if (code is not null) InboxLog.Invalid(logger, provider.Name, code);
    }
}
