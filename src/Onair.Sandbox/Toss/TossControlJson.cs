using System.Text.Json.Serialization;

namespace Onair.Sandbox.Toss;

/// <summary>A payment as after the window, without one.</summary>
/// <param name="Method">A name of <see cref="TossMethod"/>; <c>CARD</c> when absent.</param>
/// <param name="Card">Id of an invented card; the first one when absent.</param>
/// <param name="Bank">Of a virtual account or a transfer.</param>
/// <param name="Authenticated">False: the window is left standing open.</param>
internal sealed record TossWindowRequest(
    string OrderId, long Amount, string? OrderName = null, string? Method = null, string? Card = null,
    string? Bank = null, bool Authenticated = true, string? ClientKey = null, string? SuccessUrl = null,
    string? FailUrl = null, string? CustomerName = null, long TaxFreeAmount = 0, int? ValidHours = null);

/// <param name="Redirect">Where the browser would be sent; null when no success address was given.</param>
internal sealed record TossWindowView(string PaymentKey, string OrderId, long Amount, string Status, string? Redirect);

internal sealed record TossPaymentView(
    string PaymentKey, string OrderId, string Status, string Method, long Amount, long Balance, string? AccountNumber);

internal sealed record DepositRequest(long? Amount = null);

internal sealed record DepositView(string Outcome);

/// <param name="Url">Null leaves it; an empty text sends nowhere from now on.</param>
internal sealed record WebhooksRequest(string? Url = null, WebhookFaults? Faults = null);

internal sealed record RateLimitRequest(int Limit);

internal sealed record TossRefusal(string Code);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TossWindowRequest))]
[JsonSerializable(typeof(TossWindowView))]
[JsonSerializable(typeof(IReadOnlyList<TossPaymentView>))]
[JsonSerializable(typeof(DepositRequest))]
[JsonSerializable(typeof(DepositView))]
[JsonSerializable(typeof(WebhooksRequest))]
[JsonSerializable(typeof(WebhooksView))]
[JsonSerializable(typeof(RateLimitRequest))]
[JsonSerializable(typeof(TossRefusal))]
internal sealed partial class TossControlJson : JsonSerializerContext;
