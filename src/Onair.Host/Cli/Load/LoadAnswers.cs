using System.Text.Json.Serialization;

namespace Onair.Host.Cli.Load;

/// <summary>What became of one request to place an order, as the shopper saw it.</summary>
internal enum PlaceOutcome : byte
{
    /// <summary>Not sent: the run ended before its time came.</summary>
    None = 0,
    Placed = 1,
    SoldOut = 2,
    OverLimit = 3,
    PriceChanged = 4,
    Busy = 5,

    /// <summary>Any other answer below 500: the generator asked for something wrong.</summary>
    Refused = 6,

    /// <summary>
    /// No answer, a broken one, one of 500 and above that is not busy, or no free connection to ask by.
    /// </summary>
    Failed = 7,
}

internal sealed record PlaceAnswer(PlaceOutcome Outcome, string Number = "", string Token = "", long Total = 0);

/// <summary>An order that the shop has said is placed. From then on it may not be lost.</summary>
internal sealed record Acknowledged(string Number, string Token, string Sku, int Quantity, long Total);

internal sealed record OrderLineAnswer
{
    public string Sku { get; init; } = "";
    public int Quantity { get; init; }
    public int CancelledQuantity { get; init; }
    public long UnitPrice { get; init; }
}

internal sealed record OrderAnswer
{
    public string OrderNumber { get; init; } = "";
    public string Token { get; init; } = "";
    public string Status { get; init; } = "";
    public long Total { get; init; }
    public IReadOnlyList<OrderLineAnswer> Lines { get; init; } = [];
}

/// <summary>
/// Pieces of one SKU. <c>onHand + sold - returned = received</c>, and <c>available = onHand - held</c>.
/// </summary>
internal sealed record StockAnswer
{
    public string Sku { get; init; } = "";
    public long OnHand { get; init; }
    public long Held { get; init; }
    public long Available { get; init; }
    public long Received { get; init; }
    public long Sold { get; init; }
    public long Returned { get; init; }
}

internal sealed record PaymentAnswer
{
    public string Id { get; init; } = "";
    public string State { get; init; } = "";
    public WindowAnswer? Next { get; init; }
}

/// <summary>How a browser would open the provider's window.</summary>
internal sealed record WindowAnswer
{
    public Uri? Url { get; init; }
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
}

internal sealed record ProblemAnswer
{
    public string Code { get; init; } = "";
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(OrderAnswer))]
[JsonSerializable(typeof(StockAnswer))]
[JsonSerializable(typeof(PaymentAnswer))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(ProblemAnswer))]
[JsonSerializable(typeof(SurgeReport))]
internal sealed partial class LoadJson : JsonSerializerContext;
