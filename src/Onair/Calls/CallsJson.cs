using System.Text.Json.Serialization;
using Onair.Calls.Ars;
using Onair.Calls.Phone;
using Onair.Orders;

namespace Onair.Calls;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PhoneOrderView))]
[JsonSerializable(typeof(PlaceOrderBody))]
[JsonSerializable(typeof(LookUpBody))]
[JsonSerializable(typeof(LookedUpView))]
[JsonSerializable(typeof(OpenOfferList))]
[JsonSerializable(typeof(DeskStockList))]
[JsonSerializable(typeof(CallEventBody))]
[JsonSerializable(typeof(CallAnswerView))]
[JsonSerializable(typeof(CallAnswer))]
internal sealed partial class CallsJson : JsonSerializerContext;
