namespace Onair.Primitives;

/// <summary>A row that breaks an invariant.</summary>
/// <param name="Invariant">Stable word of the rule: <c>jobs.live-key</c>.</param>
/// <param name="Row">Which row, as its table names it: an id or a key, never personal data.</param>
/// <param name="Detail">What is wrong with it, for an operator.</param>
public sealed record Finding(string Invariant, string Row, string Detail);

/// <summary>The outcome of checking one invariant over all rows it speaks of.</summary>
/// <param name="Invariant">Stable word of the rule.</param>
/// <param name="Checked">Rows that were looked at.</param>
/// <param name="Findings">The first offending rows, at most <see cref="FindingsMax"/>; none when the invariant
/// holds.</param>
public sealed record Verification(string Invariant, long Checked, IReadOnlyList<Finding> Findings)
{
    /// <summary>
    /// Findings listed per invariant. A broken rule often breaks everywhere; a hundred rows show the pattern.
    /// </summary>
    public const int FindingsMax = 100;

    public bool Holds => Findings.Count == 0;
}
