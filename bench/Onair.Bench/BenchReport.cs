using System.Text.Json.Serialization;

namespace Onair.Bench;

/// <summary>One row of the table.</summary>
internal sealed record BenchRow
{
    public required string Name { get; init; }

    /// <summary>Answered with what was asked for, inside the window.</summary>
    public required double PerSecond { get; init; }
    public required double P50Ms { get; init; }
    public required double P99Ms { get; init; }

    /// <summary>The server's, at its highest.</summary>
    public double? RssMb { get; init; }

    /// <summary>The server's, per order; null where it has no meaning.</summary>
    public double? AllocatedBytesPerOrder { get; init; }

    /// <summary>Of the no-op endpoint's rate in the same run.</summary>
    public double? OfCeiling { get; init; }

    /// <summary>Of the same server's rate without overload.</summary>
    public double? OfPeak { get; init; }

    /// <summary>Turned away with 503.</summary>
    public long Busy { get; init; }
    public double? BusyP99Ms { get; init; }

    /// <summary>From the start of the process to its first answer.</summary>
    public double? StartSeconds { get; init; }
    public long Failed { get; init; }

    /// <summary>Memory of one stream of live updates.</summary>
    public double? StreamKb { get; init; }
    public string Note { get; init; } = "";
}

/// <summary>A bar that the project has set itself.</summary>
internal sealed record BenchBar(string Name, double Wanted, double Got, bool IsFloor)
{
    public bool Met => IsFloor ? Got >= Wanted : Got <= Wanted;
}

internal sealed record BenchReport
{
    public required DateTimeOffset At { get; init; }
    public required int Cores { get; init; }
    public required string Machine { get; init; }
    public required string Framework { get; init; }
    public required int Connections { get; init; }
    public required double Seconds { get; init; }
    public required IReadOnlyList<BenchRow> Rows { get; init; }
    public required IReadOnlyList<BenchBar> Bars { get; init; }

    /// <summary>Orders that the shop had acknowledged and did not know afterwards, in the open loops.</summary>
    public required int Lost { get; init; }
    public required long Oversold { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
