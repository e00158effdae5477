using System.Text.Json.Serialization;

namespace Onair.Bench.Wire;

internal enum GenerateKind
{
    /// <summary>Each connection asks again when it was answered.</summary>
    Closed = 1,

    /// <summary>The same, and each placed order is paid and its outcome awaited.</summary>
    ClosedAndPay = 2,

    /// <summary>On a schedule, whether or not earlier requests were answered.</summary>
    Open = 3,

    /// <summary>Pages that watch a show, and orders on a schedule when there is a rate.</summary>
    Watch = 4,

    /// <summary>As closed, for a page.</summary>
    ClosedPage = 5,

    /// <summary>As open, for pages.</summary>
    OpenPage = 6,
}

/// <summary>What the generator's process is told, as JSON.</summary>
internal sealed record GenerateRequest
{
    public required GenerateKind Kind { get; init; }
    public required string Host { get; init; }
    public required int Port { get; init; }
    public string Path { get; init; } = "/api/v1/orders";
    public int Skus { get; init; } = 1;

    [JsonIgnore]
    public bool IsForPages => Kind is GenerateKind.ClosedPage or GenerateKind.OpenPage;

    /// <summary>Idempotency keys that say nothing of when they were made.</summary>
    public bool RandomKeys { get; init; }

    public int Connections { get; init; } = 256;
    public double WarmUpSeconds { get; init; } = 3;
    public double Seconds { get; init; } = 8;

    /// <summary>Arrivals per second of an open loop.</summary>
    public double Rate { get; init; }

    /// <summary>Pages that watch.</summary>
    public int Viewers { get; init; }

    /// <summary>The show that they watch.</summary>
    public string Broadcast { get; init; } = "";

    /// <summary>The offer that is bought under; empty for the shop's own price.</summary>
    public string Offer { get; init; } = "";

    /// <summary>Keys begin here, so that no two runs on one shop share any.</summary>
    public required long FirstKey { get; init; }
}

/// <summary>What the generator's process says, as JSON on its standard output.</summary>
internal sealed record GenerateAnswer
{
    /// <summary>Answered with what was asked for: placed, or paid.</summary>
    public required long Done { get; init; }

    /// <summary>The same with the warm-up: what the server has worked for.</summary>
    public required long Total { get; init; }

    /// <summary>503.</summary>
    public required long Busy { get; init; }

    /// <summary>409.</summary>
    public required long Refused { get; init; }

    /// <summary>Anything else, and in an open loop requests that found no free connection.</summary>
    public required long Failed { get; init; }
    public required double Seconds { get; init; }
    public required double PerSecond { get; init; }
    public required double OfferedPerSecond { get; init; }
    public required double P50Ms { get; init; }
    public required double P99Ms { get; init; }
    public required double MaxMs { get; init; }
    public required double BusyP99Ms { get; init; }
    public required double SendLagP99Ms { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(GenerateAnswer))]
internal sealed partial class WireJson : JsonSerializerContext;
