using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Orders;
using Onair.Primitives;

namespace Onair.Calls.Ars;

/// <summary>The door of the voice system: one signed address, which tells it what to say and to wait for.</summary>
public static class CallsApi
{
    /// <summary>A person looks at the keys for some seconds.</summary>
    private const int gatherSeconds = 8;

    private const string finishOn = "#";

    public static IEndpointRouteBuilder MapCalls(this IEndpointRouteBuilder api)
    {
        api.MapPost("/calls/events", HearAsync)
            .WithName("HearCall").WithTags("Telephone").WithSummary("Something happened in a call at the voice system")
            .WithDescription(
                "For voice systems only, signed as Standard Webhooks (webhook-id, webhook-timestamp, "
                + "webhook-signature). The same event again gets the same answer; a call orders once. Exists when a "
                + "secret is set.")
            .Accepts<CallEventBody>("application/json")
            .Produces<CallAnswerView>().ProducesProblem(400).ProducesProblem(401).ProducesProblem(404)
            .ProducesProblem(409).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503);
        return api;
    }

    private static async Task<IResult> HearAsync(
        HttpContext http,
        CallDoor door,
        AnswerCalls answer,
        OrderTokens tokens,
        IOptions<OrdersOptions> options,
        CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!door.Exists) return Problem.NotFound("address");
        var (refusal, body) = await RequestBody.ReadAsync(http, CallBodies.BytesMax);
        if (refusal is not null) return refusal;
        // Before a byte of it is read as JSON: what is not signed is nobody's.
        if (door.Refuse(http.Request, body!) is { } unsigned) return unsigned;
        if (!RequestBody.IsJson(http.Request)) return RequestBody.NotJson();
        var (heard, errors) = CallBodies.Read(new ReadOnlySequence<byte>(body!));
        if (heard is null) return Problem.Invalid(errors);
        var answered = await answer.RunAsync(heard, cancel);
        switch (answered.Status)
        {
            case AnswerCallStatus.Answered or AnswerCallStatus.Repeated:
                var origin = OrderPaymentsApi.OriginOf(http.Request, options.Value);
                return JsonAnswer.Of(
                    View(heard, answered.Answer!, origin, tokens), CallsJson.Default.CallAnswerView);
            case AnswerCallStatus.UnknownCall:
                return Problem.NotFound("call: it begins with an event of type started");
            case AnswerCallStatus.EventChanged:
                return OrdersApi.Conflict("event-changed", "Another event came under this number of this call.");
            case AnswerCallStatus.OutOfOrder:
                return OrdersApi.Conflict("out-of-order", "A later event of this call was answered already.");
            case AnswerCallStatus.CallerChanged:
                return OrdersApi.Conflict("caller-changed", "This call was begun from another number.");
            case AnswerCallStatus.Busy:
                http.Response.Headers.RetryAfter = "1";
                return Problem.Of(
                    StatusCodes.Status503ServiceUnavailable, "busy", "This call is ordering. Send the event again.");
            default:
                throw new InvalidOperationException($"{answered.Status}");
        }
    }

    private static CallAnswerView View(CallEvent heard, CallAnswer answer, Uri origin, OrderTokens tokens) => new(
        heard.CallId,
        heard.Seq,
        OrderWords.Of(answer.Step),
        answer.IsEnglish ? "en" : "ko",
        answer.Say.Length > 0 ? answer.Say : null,
        OrderWords.Of(answer.Next),
        answer.DigitsMax > 0 ? new GatherView(answer.DigitsMax, finishOn, gatherSeconds) : null,
        answer.Order is { } order
            ? new CalledOrderView(
                order.Number, order.Total, order.PayBefore,
                PaymentLink.Of(origin, order.Number, order.Id, tokens, answer.IsEnglish))
            : null);
}

/// <summary>The lock before the voice system's address.</summary>
internal sealed class CallDoor(IOptions<CallsOptions> options, TimeProvider time, ILogger<CallDoor> logger)
{
    private readonly IReadOnlyList<byte[]> secrets = options.Value.Secrets();

    /// <summary>False while no secret is set.</summary>
    public bool Exists => secrets.Count > 0;

    /// <summary>Null for a message that the voice system signed, lately.</summary>
    public IResult? Refuse(HttpRequest request, byte[] body)
    {
        var headers = (
            One(request, "webhook-id"), One(request, "webhook-timestamp"), One(request, "webhook-signature"));
        var status = CallSignature.Check(secrets, headers, body, time.GetUtcNow(), options.Value.Tolerance);
        if (status == CallSignatureStatus.Valid) return null;
        CallsLog.SignatureRefused(logger, OrderWords.Of(status));
        var seconds = options.Value.Tolerance.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return status switch
        {
            CallSignatureStatus.Missing => Unsigned(
                "signature-missing", "Send webhook-id, webhook-timestamp and webhook-signature, once each."),
            CallSignatureStatus.Stale => Unsigned(
                "signature-stale", $"webhook-timestamp must be seconds since 1970, within {seconds} of the shop's."),
            CallSignatureStatus.Wrong => Unsigned("signature-wrong", "No signature fits this message."),
            CallSignatureStatus.Valid => null,
        };
    }

    private static string? One(HttpRequest request, string name) => request.Headers[name] is [{ } value] ? value : null;

    private static IResult Unsigned(string code, string title) =>
        Problem.Of(StatusCodes.Status401Unauthorized, code, title);
}
