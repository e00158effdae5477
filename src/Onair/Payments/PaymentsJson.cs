using System.Text.Json.Serialization;

namespace Onair.Payments;

/// <summary>What this room writes as JSON, into sealed texts.</summary>
[JsonSerializable(typeof(RefundAccount))]
internal sealed partial class PaymentsJson : JsonSerializerContext;
