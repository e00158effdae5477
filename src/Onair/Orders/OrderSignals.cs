using Onair.Orders.Intake;
using Onair.Signals;

namespace Onair.Orders;

/// <summary>Labels of this room's signals: few, bounded, and made once.</summary>
internal static class OrderSignals
{
    private static readonly KeyValuePair<string, object?>[] statuses = Labels<PlaceOrderStatus>("status");
    private static readonly KeyValuePair<string, object?>[] channels = Labels<Channel>("channel");

    private static readonly KeyValuePair<string, object?> failed = new("status", "failed");
    private static readonly KeyValuePair<string, object?> unknown = new("channel", "unknown");

    /// <param name="status">Null when an exception is the answer.</param>
    /// <param name="channel">Where it came from.</param>
    /// <param name="took">From the request to the answer.</param>
    public static void Asked(PlaceOrderStatus? status, Channel channel, TimeSpan took)
    {
        ShopSignals.OrdersAsked.Add(1, status is { } known ? statuses[(int)known] : failed, channels[(int)channel]);
        ShopSignals.OrderDuration.Record(took.TotalSeconds, channels[(int)channel]);
    }

    /// <summary>What a new order is worth.</summary>
    public static void Placed(Order order) => ShopSignals.OrdersWon.Add(order.Total, channels[(int)order.Channel]);

    /// <summary>Refused at the door, before anybody read what it was.</summary>
    public static void TurnedAway() => ShopSignals.OrdersAsked.Add(1, statuses[(int)PlaceOrderStatus.Busy], unknown);

    private static KeyValuePair<string, object?>[] Labels<T>(string name)
        where T : struct, Enum
    {
        var values = Enum.GetValues<T>();
        var labels = new KeyValuePair<string, object?>[values.Length + 1];
        for (var i = 0; i < values.Length; i++)
        {
            labels[i + 1] = new(name, OrderWords.Of(values[i]));
        }

        return labels;
    }
}
