namespace Onair.Catalog;

/// <summary>
/// Which version of the catalog pages are made of, asked at most five times a second and node, by one asker at a time:
/// the others go on with what was known.
/// </summary>
public sealed class CatalogVersions(ListProducts list, TimeProvider time)
{
    /// <summary>What a page may be behind a price.</summary>
    private static readonly TimeSpan every = TimeSpan.FromMilliseconds(200);

    private volatile Known? known;
    private int asking;

    public ValueTask<long> NowAsync(CancellationToken cancel) =>
        known is { } last && (!IsOld(last) || Interlocked.CompareExchange(ref asking, 1, 0) == 1) && !IsStale(last)
            ? ValueTask.FromResult(last.Version)
            : AskAsync();

    private bool IsOld(Known last) => time.GetElapsedTime(last.At) >= every;

    /// <summary>One whom the database keeps waiting does not let the others go on with it for ever.</summary>
    private bool IsStale(Known last) => time.GetElapsedTime(last.At) >= 5 * every;

    private async ValueTask<long> AskAsync()
    {
        try
        {
            var now = time.GetTimestamp();
            // Before the page is made: a change in between makes the version too old for it, never too new. Nobody's
            // leaving ends it, as others go on with the answer.
            var version = await list.VersionAsync(CancellationToken.None);
            known = new Known(version, now);
            return version;
        }
        finally
        {
            Volatile.Write(ref asking, 0);
        }
    }

    private sealed record Known(long Version, long At);
}
