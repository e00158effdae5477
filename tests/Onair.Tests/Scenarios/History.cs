using System.Numerics;

namespace Onair.Tests.Scenarios;

/// <summary>What a shopper asked about one variant and was told, and when.</summary>
/// <param name="AskedAt">The moment before it was asked: a place in one order of all moments.</param>
/// <param name="AnsweredAt">The moment after the answer.</param>
/// <param name="Took">Pieces that the answer gave (negative: took back); 0 for a refusal.</param>
/// <param name="Wanted">Pieces that were refused; 0 when they were given.</param>
/// <param name="Left">Pieces that the refusal said were left.</param>
internal readonly record struct Told(long AskedAt, long AnsweredAt, long Took, long Wanted, long Left);

/// <summary>
/// Decides whether a concurrent history fits some sequential order: one in which each answer is the one that a shop
/// with one shopper at a time would give, and in which nobody is served before asking. The search remembers which sets
/// of answers it has tried; the stock follows from the set.
/// </summary>
internal static class History
{
    public const int AnswersMax = 64;

    public static bool IsLinearizable(IReadOnlyList<Told> told, long stock)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(told.Count, AnswersMax, nameof(told));
        return Search(told, stock, 0, []);
    }

    private static bool Search(IReadOnlyList<Told> told, long stock, ulong served, HashSet<ulong> tried)
    {
        if (BitOperations.PopCount(served) == told.Count) return true;
        if (!tried.Add(served)) return false;
        // Nobody may be served before somebody whose answer was there before he asked.
        var firstTold = long.MaxValue;
        for (var i = 0; i < told.Count; i++)
        {
            if (!Has(served, i)) firstTold = Math.Min(firstTold, told[i].AnsweredAt);
        }

        for (var i = 0; i < told.Count; i++)
        {
            if (Has(served, i) || told[i].AskedAt > firstTold || !Fits(told[i], stock)) continue;
            if (Search(told, stock - told[i].Took, served | (1UL << i), tried)) return true;
        }

        return false;
    }

    private static bool Fits(Told answer, long stock) => answer.Wanted > 0
        ? answer.Wanted > stock && answer.Left == stock
        : answer.Took <= stock;

    private static bool Has(ulong served, int i) => (served & (1UL << i)) != 0;
}
