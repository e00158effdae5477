using Onair.Storage;

namespace Onair.Broadcasts.Live;

/// <summary>A minute of a show's audience, all nodes together.</summary>
/// <param name="Minute">Its beginning.</param>
/// <param name="Viewers">The most who watched at one time, per node, added up.</param>
/// <param name="Joined">Who came; a page that comes back after a lost connection does not come again.</param>
public readonly record struct AudienceMinute(DateTimeOffset Minute, long Viewers, long Joined);

/// <summary>Writes how many watch at this node, and reads how many watch elsewhere.</summary>
public static class CountAudience
{
    /// <summary>The result: who watches each show at other nodes.</summary>
    internal static async Task<Dictionary<Guid, long>> RunAsync(
        Transaction open,
        IReadOnlyList<AudienceRow> rows,
        string node,
        DateTimeOffset since,
        CancellationToken cancel)
    {
        var heard = new List<AudienceRow>();
        var round = open.Round();
        round.Write(AudienceStore.Add, rows);
        round.Read(
            AudienceStore.Lately,
            rows.Select(row => new AudienceStore.Since(row.BroadcastId, since)).ToList(),
            AudienceStore.Map,
            heard);
        await round.ExecuteAsync(cancel);
        return heard.Where(row => row.Node != node)
            .GroupBy(row => (row.BroadcastId, row.Node))
            .Select(said => said.MaxBy(row => row.SeenAt)!)
            .GroupBy(row => row.BroadcastId)
            .ToDictionary(show => show.Key, show => show.Sum(row => row.Viewers));
    }

    /// <summary>The audience of a show, minute by minute.</summary>
    public static void Into(Round round, Guid broadcast, ICollection<AudienceMinute> into) => round.Read(
        AudienceStore.MinutesOf,
        [broadcast],
        row => new AudienceMinute(row.Instant(0), row.Int64(1), row.Int64(2)),
        into);
}
