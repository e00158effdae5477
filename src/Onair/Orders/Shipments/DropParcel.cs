using Onair.Storage;

namespace Onair.Orders.Shipments;

/// <summary>Never renumber.</summary>
public enum DropParcelStatus
{
    Dropped = 1,

    /// <summary>The order has no such parcel.</summary>
    UnknownParcel = 2,
}

/// <summary>Takes a number back that was typed wrong. The order stays what it is: the goods are on their way.</summary>
public static class DropParcel
{
    public static async Task<DropParcelStatus> RunAsync(Transaction open, Parcel parcel, CancellationToken cancel)
    {
        var row = new
        {
            number = parcel.OrderNumber, carrier = (int)parcel.Carrier, tracking = parcel.TrackingNumber,
        };
        return await open.ExecuteAsync(OrdersStore.RemoveShipment, row, cancel) == 1
            ? DropParcelStatus.Dropped
            : DropParcelStatus.UnknownParcel;
    }
}
