using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Seals where orders go, and who people who left were. A home with its door and its phone is more than a name: a copy
/// of the database must not show it, and nothing searches by it (docs/adr/0013-delivery-and-letters.md).
/// </summary>
public sealed class DeliverySeal(
    SecretStore secrets, IOptions<OrdersOptions> options, ILogger<DeliverySeal> logger) : Seal(secrets, "orders-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    /// <summary>Bound to the order's request: its id is not known before it is placed.</summary>
    internal Task<string> SealAsync(OrderDelivery to, Guid requestKey, CancellationToken cancel) =>
        SealAsync(JsonSerializer.Serialize(to, OrdersJson.Default.OrderDelivery), DeliveryOf(requestKey), cancel);

    /// <summary>Puts the opened delivery into an order that was read with its sealed one. Not inside a transaction.
    /// </summary>
    internal async Task OpenAsync(Order order, CancellationToken cancel)
    {
        if (order.SealedDelivery is not { } text) return;
        var opened = await OpenAsync(text, DeliveryOf(order.RequestKey), cancel);
        order.Delivery = JsonSerializer.Deserialize(opened, OrdersJson.Default.OrderDelivery);
    }

    internal Task<string> SealAsync(KeptPerson person, Guid orderId, CancellationToken cancel) =>
        SealAsync(JsonSerializer.Serialize(person, OrdersJson.Default.KeptPerson), PersonOf(orderId), cancel);

    internal async Task<KeptPerson> OpenPersonAsync(string text, Guid orderId, CancellationToken cancel) =>
        JsonSerializer.Deserialize(
            await OpenAsync(text, PersonOf(orderId), cancel), OrdersJson.Default.KeptPerson)!;

    protected override void KeyIsInDatabase() => OrdersLog.SealKeyInDatabase(logger);

    private static string DeliveryOf(Guid requestKey) => $"delivery:{requestKey:N}";

    private static string PersonOf(Guid orderId) => $"kept-person:{orderId:N}";
}
