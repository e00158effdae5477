using Microsoft.Extensions.Logging;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>Whom an order was for, apart from the order. Personal data: it never stands in a log.</summary>
public sealed record KeptPerson(string Name, string Phone, string? Email, OrderDelivery? Delivery)
{
    public override string ToString() => "(kept person)";
}

/// <summary>
/// Opens what is kept of people who left, for the cases that the law keeps it for: a dispute, an authority that asks
/// (전자상거래법 art. 6). Who looked is for the caller to write down; that somebody looked is logged.
/// </summary>
public sealed class ShowKeptPersons(Database database, DeliverySeal seal, ILogger<ShowKeptPersons> logger)
{
    /// <summary>Null when nothing is kept apart of this order.</summary>
    public async Task<KeptPerson?> RunAsync(string number, CancellationToken cancel)
    {
        if (!OrderNumber.IsValid(number)) return null;
        var kept = await database.ReadAsync(
            open => open.FirstAsync<KeptRow>(OrdersStore.PersonOf, new { number }, cancel), cancel);
        if (kept is null) return null;
        OrdersLog.PersonShown(logger, kept.OrderId);
        return await seal.OpenPersonAsync(kept.Sealed, kept.OrderId, cancel);
    }
}
