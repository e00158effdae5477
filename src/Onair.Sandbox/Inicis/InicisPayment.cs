namespace Onair.Sandbox.Inicis;

/// <summary>One part of a payment that went back.</summary>
/// <param name="Tid">Of the cancellation, not of the payment.</param>
internal sealed record InicisPart(string Tid, long Amount, DateTimeOffset At);

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

    /// <summary>As an inquiry tells it.</summary>
    public string Status => (IsCanceled, IsCaptured, parts.Count) switch
    {
        (true, _, _) => "CANCEL",
        (false, false, _) => "READY",
        (false, true, > 0) => "PART_CANCEL",
        (false, true, _) => "APPROVAL",
    };
}
