using System.Globalization;
using System.Text;
using Onair.Host.Cli.Load;

namespace Onair.Tests.Scenarios.Events;

/// <summary>What a rush came to: the shoppers, the shop's books and the bank's. Held when nothing was found.</summary>
internal sealed class EventReport(EventPlan plan)
{
    private const int findingsMax = 30;

    private readonly List<string> findings = [];

    public SurgeReport? Surge { get; set; }

    /// <summary>From the outage to the first look that found the breaker open, and from its end to closed.</summary>
    public TimeSpan? Opened { get; set; }

    public TimeSpan? Closed { get; set; }

    /// <summary>Approved payments by provider, of the run.</summary>
    public IReadOnlyDictionary<string, int> ApprovedBy { get; set; } = new Dictionary<string, int>();

    /// <summary>New payments while the breaker was open and the gateway down, by whether another gateway had them.
    /// </summary>
    public int TakenOver { get; set; }

    public int Strays { get; set; }

    /// <summary>From the making of a taken-over attempt to its approval.</summary>
    public TimeSpan TakenOverP99 { get; set; }

    /// <summary>Where the time goes, of attempts at the gateway that were approved: half of them and 99 of 100.
    /// </summary>
    public (TimeSpan Half, TimeSpan Most) ToBegun { get; set; }

    public (TimeSpan Half, TimeSpan Most) BegunToApproved { get; set; }

    public TimeSpan Longest { get; set; }

    /// <summary>Attempts whose outcome took longer than a gateway takes.</summary>
    public int OnceUnknown { get; set; }

    public int StillUnknown { get; set; }

    public int ChargedTwice { get; set; }

    public long BankWon { get; set; }

    public long AttemptsWon { get; set; }

    public long LedgerWon { get; set; }

    /// <summary>Movements of the gateway that its books and ours agree on.</summary>
    public int Reconciled { get; set; }

    public int Verify { get; set; } = -1;

    public int Reconcile { get; set; } = -1;

    public bool Held => findings.Count == 0;

    public void Find(string finding)
    {
        if (findings.Count < findingsMax) findings.Add(finding);
    }

    /// <summary>Finds <paramref name="wrong"/> unless it holds.</summary>
    public void Expect(bool holds, FormattableString wrong)
    {
        if (!holds) Find(FormattableString.Invariant(wrong));
    }

    private static string Ms((TimeSpan Half, TimeSpan Most) of) => FormattableString.Invariant(
        $"{of.Half.TotalMilliseconds:N0}, {of.Most.TotalMilliseconds:N0}");

    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(string name, FormattableString value) => text.AppendLine(
            FormattableString.Invariant($"{name,-34}{value.ToString(CultureInfo.InvariantCulture),24}"));
        text.AppendLine(plan.Name);
        if (Surge is { } surge)
        {
            Line("orders placed of intended", $"{surge.Placed:N0} of {surge.Intended:N0}");
            Line("per second", $"{surge.AchievedPerSecond:N1}");
            Line("paid, declined, unanswered", $"{surge.Paid:N0}, {surge.Declined:N0}, {surge.Unanswered:N0}");
            Line("lost, oversold", $"{surge.Lost}, {surge.Oversold}");
            Line("to placed, p99 ms", $"{surge.P99Ms:N0}");
            Line("placed to paid, p50 ms", $"{surge.PaidP50Ms:N0}");
            Line("placed to paid, p99 ms", $"{surge.PaidP99Ms:N0}");
            Line("generator's own lag, p99 ms", $"{surge.SendLagP99Ms:N1}");
        }

        Line("attempt to begun, p50, p99 ms", $"{Ms(ToBegun)}");
        Line("begun to approved, p50, p99 ms", $"{Ms(BegunToApproved)}");
        Line("attempt to approved, longest s", $"{Longest.TotalSeconds:N1}");
        foreach (var (provider, count) in ApprovedBy) Line($"approved by {provider}", $"{count:N0}");
        if (plan.Outage != Outage.None)
        {
            Line("breaker open after s", $"{Opened?.TotalSeconds:N1}");
            Line("closed, after the outage, s", $"{Closed?.TotalSeconds:N1}");
            Line("new payments taken over", $"{TakenOver:N0}");
            Line("of them, to approved, p99 ms", $"{TakenOverP99.TotalMilliseconds:N0}");
            Line("probes at the gateway that is down", $"{Strays:N0}");
        }

        Line("outcome once unknown, still", $"{OnceUnknown:N0}, {StillUnknown:N0}");
        Line("charged twice", $"{ChargedTwice}");
        Line("won: the bank", $"{BankWon:N0}");
        Line("won: attempts", $"{AttemptsWon:N0}");
        Line("won: ledger", $"{LedgerWon:N0}");
        Line("reconciled movements", $"{Reconciled:N0}");
        Line("exit of reconcile, verify", $"{Reconcile}, {Verify}");
        foreach (var finding in findings) text.AppendLine("  " + finding);
        text.AppendLine(Held ? "HELD" : "BROKEN");
        return text.ToString();
    }
}
