using Onair.Inventory;
using Onair.Storage;

namespace Onair.Broadcasts;

/// <summary>Pieces of one offer that moved, perhaps for several orders of one transaction.</summary>
/// <param name="OfferId">Whose.</param>
/// <param name="Held">Pieces more or fewer that wait for payment.</param>
/// <param name="Sold">Pieces more or fewer that paid orders own.</param>
public readonly record struct OfferMove(Guid OfferId, long Held, long Sold)
{
    /// <summary>What a movement of the stock does to the counters of its offer.</summary>
    public static OfferMove Of(Guid offerId, MovementKind kind, long quantity) => kind switch
    {
        MovementKind.Hold => new(offerId, quantity, 0),
        MovementKind.Release => new(offerId, -quantity, 0),
        MovementKind.Sell => new(offerId, -quantity, quantity),
        MovementKind.Return => new(offerId, 0, -quantity),
        MovementKind.Receive or MovementKind.Adjust =>
            throw new ArgumentOutOfRangeException(nameof(kind), kind, "no order moves stock this way"),
    };
}

/// <summary>
/// Counts what orders take of offers, in the order's transaction. Offers are locked after stock, in the order of their
/// ids; a producer's verbs lock the show and then its offers, and no stock.
/// </summary>
public static class MoveOffers
{
    /// <summary>Reads and locks offers; unknown ids are not in the result. No ids: nothing is added.</summary>
    public static void Lock(Round round, IReadOnlyList<Guid> ids, ICollection<Offer> into) =>
        round.Read(BroadcastsStore.LockOffers, ids, BroadcastsStore.MapOffer, into);

    /// <summary>Moves offers that this transaction has locked; each id once.</summary>
    public static void Move(Round round, IReadOnlyList<OfferMove> moves) =>
        round.Write(BroadcastsStore.MoveOffer, moves);

    /// <summary>Locks and moves in one round; movements of the same offer are added up.</summary>
    public static void LockAndMove(Round round, IReadOnlyList<OfferMove> moves)
    {
        if (moves.Count == 0) return;
        var sums = new Dictionary<Guid, OfferMove>(moves.Count);
        foreach (var move in moves)
        {
            var sum = sums.GetValueOrDefault(move.OfferId);
            sums[move.OfferId] = new OfferMove(move.OfferId, sum.Held + move.Held, sum.Sold + move.Sold);
        }

        Lock(round, [.. sums.Keys], new List<Offer>(sums.Count));
        Move(round, [.. sums.Values]);
    }
}
