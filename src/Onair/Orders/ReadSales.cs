using Onair.Storage;

namespace Onair.Orders;

/// <summary>What one offer sold in one minute over one channel, as far as facts were delivered.</summary>
public readonly record struct SoldMinute(
    Guid OfferId, DateTimeOffset Minute, Channel Channel, long Orders, long Pieces, long Amount);

/// <summary>The latest minutes of some offers, for pages that look every second.</summary>
public sealed class ReadSales(Database database)
{
    /// <summary>Offers of one reading: a long rundown.</summary>
    public const int OffersMax = 200;

    /// <param name="offers">Whose; at most <see cref="OffersMax"/>.</param>
    /// <param name="since">From this minute on.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<List<SoldMinute>> RunAsync(
        IReadOnlyList<Guid> offers, DateTimeOffset since, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offers.Count, OffersMax, nameof(offers));
        if (offers.Count == 0) return [];
        var found = await database.ReadAsync(
            async open =>
            {
                var rows = new List<OfferMinute>();
                var round = open.Round();
                round.Read(
                    SalesStore.MinutesSince, [.. offers.Select(id => new SalesStore.Since(id, since))],
                    SalesStore.MapMinute, rows);
                await round.ExecuteAsync(cancel);
                return rows;
            },
            cancel);
        return found.ConvertAll(row => new SoldMinute(
            row.OfferId, row.Sales.Minute, (Channel)row.Sales.Channel, row.Orders, row.Sales.Placed,
            row.Sales.PlacedAmount));
    }
}
