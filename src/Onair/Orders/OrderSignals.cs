using Onair.Orders.Intake;
using Onair.Signals;

namespace Onair.Orders;

/// <summary>Labels of this room's signals: few, bounded, and made once.</summary>
internal static class OrderSignals
{
    private static readonly KeyValuePair<string, object?>[] statuses = Labels<PlaceOrderStatus>("status");
    private static readonly KeyValuePair<string, object?>[] channels = Labels<Channel>("channel");

    public static void Asked(PlaceOrderStatus status, Channel channel) =>
        ShopSignals.OrdersAsked.Add(1, statuses[(int)status], channels[(int)channel]);

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
