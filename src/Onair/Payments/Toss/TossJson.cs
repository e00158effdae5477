using System.Text.Json.Serialization;

namespace Onair.Payments.Toss;

/// <summary>Exactly what is sealed under the attempt's key, and nothing beside it.</summary>
internal sealed record ConfirmBody(string PaymentKey, string OrderId, long Amount);

/// <summary>No amount cancels all that is left.</summary>
internal sealed record CancelBody(
    string CancelReason, long? CancelAmount, long? TaxFreeAmount, ReceiveAccountBody? RefundReceiveAccount);

internal sealed record ReceiveAccountBody(string Bank, string AccountNumber, string HolderName)
{
    public override string ToString() => "(refund account)";
}

internal sealed record CashReceiptBody(
    long Amount, string OrderId, string OrderName, string CustomerIdentityNumber, string Type, long? TaxFreeAmount)
{
    public override string ToString() => "(cash receipt)";
}

internal sealed record CashReceiptCancelBody(long Amount);

/// <summary>What is sent. What comes is read field by field: <see cref="TossFields"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ConfirmBody))]
[JsonSerializable(typeof(CancelBody))]
[JsonSerializable(typeof(CashReceiptBody))]
[JsonSerializable(typeof(CashReceiptCancelBody))]
internal sealed partial class TossJson : JsonSerializerContext;
