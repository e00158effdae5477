using System.Globalization;
using System.Text;

namespace Onair.Tests.Simulation.Storm;

/// <summary>What a storm came to. Held when both ledgers say the same and nothing is left open.</summary>
internal sealed class StormReport
{
    /// <summary>Findings that are kept; one is enough to fail.</summary>
    private const int findingsMax = 50;

    private readonly List<string> findings = [];

    public int Seed { get; init; }

    public int Payments { get; set; }

    public int Crashes { get; set; }

    public int Paid { get; set; }

    public int Refunds { get; set; }

    public int Unknowns { get; set; }

    /// <summary>Won by provider.</summary>
    public SortedDictionary<string, StormTotals> Totals { get; } = new(StringComparer.Ordinal);

    /// <summary>The longest way from the beginning of an approval to its outcome.</summary>
    public TimeSpan LongestUnknown { get; set; }

    public TimeSpan VirtualTime { get; set; }

    public IReadOnlyDictionary<string, (long Calls, long Faults)> Calls { get; set; } =
        new Dictionary<string, (long, long)>();

    public bool Held => findings.Count == 0 && Totals.Values.All(totals => totals.AreEqual);

    public StormTotals Of(string provider)
    {
        if (!Totals.TryGetValue(provider, out var totals)) Totals[provider] = totals = new StormTotals();
        return totals;
    }

    public void Find(string finding)
    {
        if (findings.Count < findingsMax) findings.Add(finding);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        void Line(string name, FormattableString value) => text.AppendLine(
            FormattableString.Invariant($"{name,-22}{value.ToString(CultureInfo.InvariantCulture),24}"));
        Line("seed", $"{Seed}");
        Line("payments", $"{Payments:N0}");
        Line("paid", $"{Paid:N0}");
        Line("refunds", $"{Refunds:N0}");
        Line("outcome once unknown", $"{Unknowns:N0}");
        Line("longest unknown", $"{LongestUnknown:c}");
        Line("worker crashes", $"{Crashes:N0}");
        Line("virtual time", $"{VirtualTime:c}");
        foreach (var (name, (calls, faults)) in Calls) Line(name, $"{calls:N0} calls, {faults:N0} faults");
        foreach (var (provider, totals) in Totals)
        {
            text.AppendLine(provider);
            Line("  captured: the bank", $"{totals.BankCaptured:N0}");
            Line("  captured: ours", $"{totals.OursCaptured:N0}");
            Line("  taken back unseen", $"{totals.TakenBackUnseen:N0}");
            Line("  refunded: the bank", $"{totals.BankRefunded:N0}");
            Line("  refunded: ours", $"{totals.OursRefunded:N0}");
        }

        foreach (var finding in findings) text.AppendLine(finding);
        text.Append(Held ? "HELD: the ledgers are equal." : "BROKEN");
        return text.ToString();
    }
}

/// <summary>Both ledgers of one provider, in won.</summary>
internal sealed class StormTotals
{
    public long BankCaptured { get; set; }

    public long BankRefunded { get; set; }

    public long OursCaptured { get; set; }

    public long OursRefunded { get; set; }

    /// <summary>Captured by the bank, and taken back by a net cancel before we ever counted it.</summary>
    public long TakenBackUnseen { get; set; }

    public bool AreEqual => BankCaptured == OursCaptured + TakenBackUnseen
        && BankRefunded == OursRefunded + TakenBackUnseen;
}
