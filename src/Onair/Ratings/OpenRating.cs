using Onair.Storage;

namespace Onair.Ratings;

/// <summary>
/// How every step of a rating is written: the row, its line in the log and the product's counters, together. Ratings
/// are locked before sums, everywhere.
/// </summary>
internal static class OpenRating
{
    /// <returns>False: the order has rated this product before, and nothing is written.</returns>
    public static async Task<bool> TryAddAsync(Transaction open, Rating rating, CancellationToken cancel)
    {
        if (await open.ExecuteAsync(RatingsStore.Add, Arguments(rating), cancel) == 0) return false;
        await LogAsync(open, null, rating, RatingRules.Buyer, null, cancel);
        return true;
    }

    public static async Task ChangeAsync(
        Transaction open, Rating before, Rating after, string actor, string? note, CancellationToken cancel)
    {
        await open.ExecuteAsync(RatingsStore.Change, Arguments(after), cancel);
        await LogAsync(open, before, after, actor, note, cancel);
    }

    /// <summary>What it says is erased, with its pictures and what readers said of it.</summary>
    public static async Task WithdrawAsync(
        Transaction open, Rating rating, DateTimeOffset now, CancellationToken cancel)
    {
        var after = rating with
        {
            State = RatingState.Withdrawn,
            Version = rating.Version + 1,
            Stars = null,
            Body = "",
            Author = "",
            Reason = null,
            ChangedAt = now,
        };
        await open.ExecuteAsync(RatingsStore.ForgetPictures, new { id = rating.Id }, cancel);
        await open.ExecuteAsync(RatingsStore.ForgetReports, new { id = rating.Id }, cancel);
        await ChangeAsync(open, rating, after, RatingRules.Buyer, null, cancel);
    }

    private static async Task LogAsync(
        Transaction open, Rating? before, Rating after, string actor, string? note, CancellationToken cancel)
    {
        await open.ExecuteAsync(
            RatingsStore.AddStep,
            new
            {
                RatingId = after.Id,
                after.Version,
                From = (int?)before?.State,
                To = (int)after.State,
                At = after.ChangedAt,
                Actor = actor,
                Reason = (int?)after.Reason,
                Note = note,
            },
            cancel);
        var change = SumChange.Of(before, after);
        if (change.IsNone) return;
        await open.ExecuteAsync(RatingsStore.StartSum, new { product = after.ProductId }, cancel);
        await open.ExecuteAsync(RatingsStore.ChangeSum, change, cancel);
    }

    private static object Arguments(Rating rating) => new
    {
        rating.Id,
        rating.ProductId,
        rating.OrderId,
        rating.Sku,
        State = (int)rating.State,
        rating.Version,
        rating.Stars,
        rating.Body,
        rating.Author,
        rating.Language,
        Reason = (int?)rating.Reason,
        rating.WrittenAt,
        rating.ChangedAt,
    };
}
