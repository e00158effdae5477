using Onair.Orders;
using Onair.Storage;

namespace Onair.Ratings;

/// <summary>Never renumber.</summary>
public enum WithdrawRatingStatus
{
    Withdrawn = 1,

    /// <summary>It was before.</summary>
    AlreadyWithdrawn = 2,

    /// <summary>No such order, not its token, or no rating of this order: not told apart.</summary>
    UnknownRating = 3,
}

/// <summary>
/// An author takes back what they said: at once, whatever state it is in, and what it said is erased.
/// </summary>
public sealed class WithdrawRating(Database database, OrderTokens tokens, TimeProvider time)
{
    public Task<WithdrawRatingStatus> RunAsync(
        string number, string token, Guid id, CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            var order = await ReadPurchases.FindAsync(open, number, cancel);
            if (order is null || !tokens.IsValid(order.Id, token)) return WithdrawRatingStatus.UnknownRating;
            var rating = await open.FirstAsync<Rating>(RatingsStore.LockById, new { id }, cancel);
            if (rating is null || rating.OrderId != order.Id) return WithdrawRatingStatus.UnknownRating;
            if (rating.State == RatingState.Withdrawn) return WithdrawRatingStatus.AlreadyWithdrawn;
            await OpenRating.WithdrawAsync(open, rating, time.GetUtcNow().ToStored(), cancel);
            return WithdrawRatingStatus.Withdrawn;
        },
        cancel);
}
