namespace Onair.Primitives;

/// <summary>Collects what breaks one invariant; keeps the first hundred rows and counts on.</summary>
public sealed class FindingList(string invariant)
{
    private readonly List<Finding> findings = [];

    /// <summary>Rows that were looked at.</summary>
    public long Checked { get; set; }

    public void Add(string row, string detail)
    {
        if (findings.Count < Verification.FindingsMax) findings.Add(new Finding(invariant, row, detail));
    }

    public Verification Done() => new(invariant, Checked, findings);
}
