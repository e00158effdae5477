using Onair.Storage;

namespace Onair.Payments;

/// <summary>
/// Forgets what providers said beside the outcome: whose account it was, how a card ends. Amounts, approvals and the
/// ledger stay.
/// </summary>
public static class ForgetDetails
{
    /// <summary>Adds it to a round. Orders are locked by the caller; they have some attempts each.</summary>
    public static void OfAttempts(Round round, IReadOnlyList<Guid> attemptIds)
    {
        foreach (var part in attemptIds.Chunk(PaymentsOptions.BatchMax)) DetailsStore.Forget(round, part);
    }
}
