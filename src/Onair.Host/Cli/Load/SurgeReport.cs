using System.Text.Json.Serialization;

namespace Onair.Host.Cli.Load;

/// <summary>The outcome of a surge. The names of the figures are part of the command's contract.</summary>
internal sealed record SurgeReport
{
    public required string Url { get; init; }
    public required string Sku { get; init; }
    public required string Shape { get; init; }
    public required double Rate { get; init; }
    public required double TimeScale { get; init; }
    public required int Seed { get; init; }
    public required double Seconds { get; init; }

    /// <summary>Requests of the schedule: placed + soldOut + busy + refused + failed.</summary>
    public required int Intended { get; init; }
    public required int Placed { get; init; }
    public required int SoldOut { get; init; }
    public required int Busy { get; init; }

    /// <summary>Over a limit, at another price, or refused as wrong.</summary>
    public required int Refused { get; init; }

    /// <summary>No answer, a broken one, or no free connection to ask by. Counted, never dropped.</summary>
    public required int Failed { get; init; }

    /// <summary>Orders that the shop said are placed and does not know, or knows with other contents.</summary>
    public required int Lost { get; init; }

    /// <summary>Pieces promised beyond what there was.</summary>
    public required long Oversold { get; init; }

    /// <summary>Orders that the shop calls paid, or further, after the run.</summary>
    public required int Paid { get; init; }

    /// <summary>Payments that their provider refused.</summary>
    public required int Declined { get; init; }

    /// <summary>Payments without an outcome within a minute.</summary>
    public required int Unanswered { get; init; }

    /// <summary>From "placed" to "paid", of the payments that were approved.</summary>
    public required double PaidP50Ms { get; init; }
    public required double PaidP99Ms { get; init; }

    /// <summary>Orders whose hold had ended when they were asked for: not lost.</summary>
    public required int Expired { get; init; }

    /// <summary>Acknowledged orders that could not be asked for, and a stock that could not be read.</summary>
    public required int Unchecked { get; init; }

    /// <summary>Of requests that were decided (placed, sold out, refused), from their intended send time.</summary>
    public required double P50Ms { get; init; }
    public required double P95Ms { get; init; }
    public required double P99Ms { get; init; }
    public required double MaxMs { get; init; }

    /// <summary>Of requests that were turned away as busy.</summary>
    public required double BusyP99Ms { get; init; }

    /// <summary>Orders placed per second of the run.</summary>
    public required double AchievedPerSecond { get; init; }

    /// <summary>The generator's own lag: how much later than intended it sent.</summary>
    public required double SendLagP99Ms { get; init; }

    /// <summary>False when the generator lagged: then the latencies say nothing of the shop.</summary>
    public required bool Valid { get; init; }

    /// <summary>One sentence.</summary>
    public required string Verdict { get; init; }

    /// <summary>One entry per second of the run.</summary>
    public required IReadOnlyList<SurgeSecond> PerSecond { get; init; }

    [JsonIgnore]
    public bool Held => Valid && Lost == 0 && Oversold == 0 && Unchecked == 0;
}

/// <summary>One second of a surge, by intended send time.</summary>
/// <param name="Second">From the start of the run.</param>
/// <param name="Intended">Requests due in it.</param>
/// <param name="Placed">Of them, placed.</param>
/// <param name="TurnedAway">Of them, sold out, busy, refused or failed.</param>
/// <param name="P99Ms">Of the decided ones; 0 when there were none.</param>
internal sealed record SurgeSecond(int Second, int Intended, int Placed, int TurnedAway, double P99Ms);
