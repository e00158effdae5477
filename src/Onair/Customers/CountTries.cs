using Onair.Storage;

namespace Onair.Customers;

/// <summary>
/// Counts tries before they are made, so that a hundred at once are counted as a hundred; who succeeds takes theirs
/// back.
/// </summary>
public sealed class CountTries(Database database, TimeProvider time)
{
    /// <summary>Rows that are kept whatever their age: a flood from many addresses stays some megabytes.</summary>
    internal const int KeptMax = 200_000;

    /// <summary>Null when the try is allowed, and counted; otherwise how long to wait. A refused try counts
    /// nowhere.</summary>
    public Task<TimeSpan?> EnterAsync(IReadOnlyList<TryBucket> buckets, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        return database.WriteAsync(
            async open =>
            {
                var rows = await LockAsync(open, buckets, now, cancel);
                var wait = rows.Values.Max(r => r.OpenAt) - now;
                if (wait > TimeSpan.Zero) return (TimeSpan?)wait;
                await WriteAsync(open, [.. buckets.Select(b => After(rows[b.Id], b.Limit, now))], cancel);
                return null;
            },
            cancel);
    }

    /// <summary>
    /// The try was right. What it was counted by alone is forgotten; what it shares with others gets this try back.
    /// </summary>
    public Task SucceedAsync(IReadOnlyList<TryBucket> buckets, CancellationToken cancel)
    {
        var now = time.GetUtcNow().ToStored();
        return database.WriteAsync(
            async open =>
            {
                var rows = await LockAsync(open, buckets, now, cancel);
                await WriteAsync(
                    open,
                    [.. buckets.Select((b, i) => rows[b.Id] with
                    {
                        Tries = i == 0 ? 0 : Math.Max(0, rows[b.Id].Tries - 1),
                        OpenAt = now,
                    })],
                    cancel);
            },
            cancel);
    }

    /// <summary>Pure: one more try.</summary>
    internal static CustomersStore.TryRow After(CustomersStore.TryRow row, TryLimit limit, DateTimeOffset now)
    {
        var tries = row.LastAt + TryLimit.Forgotten <= now ? 1 : row.Tries + 1;
        return new(row.Bucket, tries, now, now + limit.WaitAfter(tries));
    }

    private static async Task<Dictionary<Guid, CustomersStore.TryRow>> LockAsync(
        Transaction open, IReadOnlyList<TryBucket> buckets, DateTimeOffset now, CancellationToken cancel)
    {
        // In one order everywhere: two that share buckets do not wait for each other in a circle.
        var ids = buckets.Select(b => b.Id).Order().ToList();
        var found = new List<CustomersStore.TryRow>(ids.Count);
        var round = open.Round();
        round.Write(CustomersStore.AddTries, ids.ConvertAll(id => new CustomersStore.TryRow(id, 0, now, now)));
        round.Read(CustomersStore.LockTries, ids, CustomersStore.MapTries, found);
        await round.ExecuteAsync(cancel);
        return found.ToDictionary(row => row.Bucket);
    }

    private static Task WriteAsync(
        Transaction open, IReadOnlyList<CustomersStore.TryRow> rows, CancellationToken cancel)
    {
        var round = open.Round();
        round.Write(CustomersStore.ChangeTries, rows);
        return round.ExecuteAsync(cancel);
    }
}
