using System.ComponentModel.DataAnnotations;

namespace Onair.Payments.Reconciliation;

/// <summary>When and how our books are held against a provider's.</summary>
public sealed class ReconciliationOptions
{
    /// <summary>Off only where nobody may ask the providers: a copy of a shop.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>
    /// The hour in Korea at which yesterday is reconciled. Gateways close a day's books in the night; six is before
    /// finance begins.
    /// </summary>
    [Range(0, 23)]
    public int Hour { get; set; } = 6;

    /// <summary>
    /// Days that are made up for when passes were missed, or looked at again while cases of them are open. A long
    /// holiday and what comes after it.
    /// </summary>
    [Range(1, 31)]
    public int DaysBack { get; set; } = 7;

    /// <summary>Between sliding passes (30-payments, E: ten minutes).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "06:00:00")]
    public TimeSpan SlideEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// What a sliding pass looks back on: three passes and the grace, so that one that was missed leaves no hole.
    /// </summary>
    [Range(typeof(TimeSpan), "00:10:00", "1.00:00:00")]
    public TimeSpan SlideWindow { get; set; } = TimeSpan.FromMinutes(45);

    /// <summary>
    /// A difference younger than this is in flight and opens no case: the longest session of a gateway is ten minutes,
    /// the last question about it and a lagging listing take a few more.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How far back unknown attempts are looked for. One that is older has had its case for days; a case is looked at
    /// in every pass.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "31.00:00:00")]
    public TimeSpan UnknownLookback { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// How long one statement may take. A gateway says that a page takes up to a minute, and a day has several pages.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan StatementTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Days after the sale within which a gateway must have listed what it pays out; then a capture without a line is
    /// a case. Contracts pay out after two to seven business days (unverified); the listing is earlier than the money,
    /// and a week holds at least four business days of most weeks.
    /// </summary>
    [Range(1, 31)]
    public int SettledWithinDays { get; set; } = 7;

    /// <summary>
    /// How long a sale that was not settled is looked for in later settlements, so that its case can close itself.
    /// </summary>
    [Range(7, 92)]
    public int SettledLookbackDays { get; set; } = 31;

    /// <summary>How often what is owed is looked through for what is late.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan OverdueEvery { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a provider's movements are kept. Records of payment are to be kept for five years (E-Commerce Act,
    /// article 6, and its decree, article 6), and two leap days may be among them; shorter is refused. The ledger
    /// itself is kept for ever.
    /// </summary>
    [Range(typeof(TimeSpan), "1827.00:00:00", "7305.00:00:00")]
    public TimeSpan MovementsKept { get; set; } = TimeSpan.FromDays(1827);

    /// <summary>Movements that a purge deletes per transaction: some 20 ms of the single writer.</summary>
    [Range(1, 100_000)]
    public int PurgeMax { get; set; } = 2000;

    /// <summary>The role that new cases belong to.</summary>
    [Required, StringLength(32, MinimumLength = 1)]
    public string Owner { get; set; } = "finance";
}
