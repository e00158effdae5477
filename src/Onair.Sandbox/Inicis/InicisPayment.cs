namespace Onair.Sandbox.Inicis;

/// <summary>One part of a payment that went back.</summary>
/// <param name="Tid">Of the cancellation, not of the payment.</param>
/// <param name="Remains">Won that remained after it.</param>
/// <param name="Number">From 1.</param>
internal sealed record InicisPart(string Tid, long Amount, long Remains, int Number, DateTimeOffset At);

/// <summary>What was true of a payment at one moment.</summary>
internal readonly record struct InicisSeen(
    string Status, long Remaining, DateTimeOffset? CanceledAt, IReadOnlyList<InicisPart> Parts);

/// <summary>An approved payment. Changed by <see cref="InicisBook"/> alone, under its lock.</summary>
internal sealed class InicisPayment(InicisWindow window, string tid, string approval, DateTimeOffset approvedAt)
{
    private readonly List<InicisPart> parts = [];

    public InicisWindow Window => window;

    /// <summary>40 characters.</summary>
    public string Tid => tid;

    /// <summary>What the card company calls it.</summary>
    public string Approval => approval;

    public DateTimeOffset ApprovedAt => approvedAt;

    public long Price => window.Request.Price;

    /// <summary>Virtual accounts only.</summary>
    public string? Account { get; init; }

    /// <summary>Until when a deposit is taken.</summary>
    public DateTimeOffset Due { get; init; }

    /// <summary>The money is with the gateway, or was.</summary>
    public bool IsCaptured { get; set; }

    public bool IsCanceled { get; set; }

    public DateTimeOffset? CanceledAt { get; set; }

    /// <summary>Won that were taken and did not go back.</summary>
    public long Remaining { get; set; }

    public IReadOnlyList<InicisPart> Parts => parts;

    public void AddPart(InicisPart part) => parts.Add(part);

    /// <summary>When the money came into the account.</summary>
    public DateTimeOffset? DepositedAt { get; set; }

    /// <summary>As an inquiry tells it; accounts have words of their own.</summary>
    /// <param name="partsStay">What went back in parts never becomes a whole cancellation.</param>
    public string Status(bool partsStay) => (Account is not null, IsCaptured, IsCanceled, parts.Count) switch
    {
        (_, true, true, > 0) when partsStay => "PART_CANCEL",
        (true, true, true, _) => "REFUND_COMPLETED",
        (_, _, true, _) => "CANCEL",
        (_, _, _, > 0) => "PART_CANCEL",
        (true, true, _, _) => "DEPOSIT_COMPLETED",
        (true, false, _, _) => "NON_DEPOSIT",
        (false, _, _, _) => "APPROVAL",
    };
}
