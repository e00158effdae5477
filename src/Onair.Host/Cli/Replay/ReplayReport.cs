using System.Text.Json.Serialization;

namespace Onair.Host.Cli.Replay;

/// <summary>The outcome of a replay. The names are part of the command's contract.</summary>
internal sealed record ReplayReport
{
    public required string Log { get; init; }
    public required int Rows { get; init; }
    public required int SaleRows { get; init; }
    public required int CancellationRows { get; init; }
    public required int RowsMerged { get; init; }
    public required int InvoicesSplit { get; init; }

    /// <summary>Lines left out, by reason.</summary>
    public required IReadOnlyDictionary<string, Skipped> Skipped { get; init; }
    public required int Products { get; init; }
    public required int Variants { get; init; }

    /// <summary>Of the log, and of them placed by the shop.</summary>
    public required int Orders { get; init; }
    public required int OrdersPlaced { get; init; }
    public required int OrdersPaid { get; init; }
    public required int Cancellations { get; init; }
    public required int CancellationsDone { get; init; }

    /// <summary>Pieces by the log's own sums.</summary>
    public required long PiecesOrdered { get; init; }
    public required long PiecesCancelled { get; init; }

    /// <summary>Times that the shop said it was busy and was asked again.</summary>
    public required int BusyAnswers { get; init; }

    /// <summary>What the shop would not do, in words; the first few.</summary>
    public required IReadOnlyList<string> Failures { get; init; }
    public required int FailureCount { get; init; }

    /// <summary>Variants whose counters say another thing than the log; the first few.</summary>
    public required IReadOnlyList<SkuDifference> Differences { get; init; }
    public required int DifferenceCount { get; init; }

    /// <summary>From the first order to the last answer.</summary>
    public required double Seconds { get; init; }
    public required double OrdersPerSecond { get; init; }
    public required double LinesPerSecond { get; init; }

    /// <summary>True when the run was stopped before its end.</summary>
    public required bool Interrupted { get; init; }
    public required string Verdict { get; init; }

    [JsonIgnore]
    public bool Held => !Interrupted && FailureCount == 0 && DifferenceCount == 0;
}

/// <summary>
/// One variant that does not reconcile: what the log's sums ask for, and what the shop's counters say.
/// </summary>
internal sealed record SkuDifference(string Sku, ReplayCounts Log, ReplayCounts Shop);

/// <param name="Received">Pieces that came in: the opening stock.</param>
/// <param name="Owned">Pieces that orders hold or have: ordered and not cancelled.</param>
/// <param name="Available">Pieces that can be ordered.</param>
internal sealed record ReplayCounts(long Received, long Owned, long Available);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReplayReport))]
internal sealed partial class ReplayJson : JsonSerializerContext;
