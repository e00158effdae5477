using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The result of a show: sell-through by minute, conversion, revenue by channel. It is as complete as the facts that
/// were delivered, which is a second behind while the show runs.
/// </summary>
public sealed class ShowResults(Database database, ReadBroadcasts broadcasts)
{
    /// <summary>Null when there is no such show.</summary>
    public async Task<BroadcastResult?> RunAsync(Guid id, CancellationToken cancel)
    {
        if (await broadcasts.ByIdAsync(id, cancel) is not { } show) return null;
        var sales = new List<OfferMinute>();
        var audience = new List<AudienceMinute>();
        await database.ReadAsync(
            async open =>
            {
                // The function may run again.
                sales.Clear();
                audience.Clear();
                var round = open.Round();
                round.Read(
                    SalesStore.MinutesOf, show.Offers.ConvertAll(offer => offer.Id), SalesStore.MapMinute, sales);
                CountAudience.Into(round, id, audience);
                return await round.ExecuteAsync(cancel);
            },
            cancel);
        return BroadcastResult.Of(show, sales, audience);
    }
}
