using Onair.Storage;

namespace Onair.Broadcasts.Codes;

/// <summary>
/// Which word leads to which offer. A word is made when it is first asked for, so that offers of older versions of
/// this program have one too; there are never more words than offers.
/// </summary>
public sealed class OfferCodes(Database database, TimeProvider time)
{
    /// <summary>The offer of a word as it was typed; null when there is none.</summary>
    public async Task<Guid?> FindAsync(string typed, CancellationToken cancel)
    {
        if (OfferCode.Read(typed) is not { } code) return null;
        var found = await database.ReadAsync(
            open => open.QueryAsync<Guid>(OfferCodesStore.OfferOf, new { code }, cancel), cancel);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The words of these offers, which exist.</summary>
    /// <param name="offers">At most <see cref="BroadcastsOptions.OffersMax"/>: of one show.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="InvalidOperationException">Eight words of an offer are taken by others.</exception>
    public async Task<IReadOnlyDictionary<Guid, string>> OfAsync(IReadOnlyList<Guid> offers, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offers.Count, BroadcastsOptions.OffersMax, nameof(offers));
        var known = await database.ReadAsync(open => ReadAsync(open, offers, cancel), cancel);
        if (known.Count == offers.Count) return known;
        var now = time.GetUtcNow().ToStored();
        return await database.WriteAsync(open => MakeAsync(open, offers, now, cancel), cancel);
    }

    private static async Task<Dictionary<Guid, string>> MakeAsync(
        Transaction open, IReadOnlyList<Guid> offers, DateTimeOffset now, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < OfferCode.TriesMax; attempt++)
        {
            var known = await ReadAsync(open, offers, cancel);
            var missing = offers.Where(id => !known.ContainsKey(id)).Order().ToList();
            if (missing.Count == 0) return known;
            var round = open.Round();
            round.Write(
                OfferCodesStore.Add,
                missing.ConvertAll(id => new OfferCodesStore.CodeRow(OfferCode.Of(id, attempt), id, now)));
            await round.ExecuteAsync(cancel);
        }

        var made = await ReadAsync(open, offers, cancel);
        return made.Count == offers.Count
            ? made
            : throw new InvalidOperationException("an offer found no word of its own");
    }

    private static async Task<Dictionary<Guid, string>> ReadAsync(
        Transaction open, IReadOnlyList<Guid> offers, CancellationToken cancel)
    {
        var found = new List<(Guid Offer, string Code)>(offers.Count);
        var round = open.Round();
        round.Read(OfferCodesStore.OfOffers, offers, row => (row.Uuid(0), row.Text(1)), found);
        await round.ExecuteAsync(cancel);
        return found.ToDictionary(row => row.Offer, row => row.Code);
    }
}
