using System.Text;
using Onair.Orders;
using Onair.Orders.Shipments;

namespace Onair.Tests.Orders;

/// <summary>Files of parcels, and who may be shipped.</summary>
public sealed class ParcelFileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task File_is_read_in_any_order_of_columns_with_any_name_of_a_carrier()
    {
        var (parcels, faults) = await ReadAsync(
            "tracking,order,carrier\n6012-3456-7890,20261128-0M3K7QXW2V9AT,CJ대한통운\n"
            + "RR123456789KR,20261128-AAAAAA,Korea Post\n");
        Assert.Empty(faults);
        Assert.Equal(
            [
                new Parcel("20261128-0M3K7QXW2V9AT", Carrier.Cj, "601234567890"),
                new Parcel("20261128-AAAAAA", Carrier.KoreaPost, "RR123456789KR"),
            ],
            parcels);
    }

    [Theory]
    [InlineData("", "1:")]
    [InlineData("order,carrier\n", "1:")]
    [InlineData("order,carrier,tracking\n", "2:")]
    [InlineData("order,carrier,tracking,more\n", "1:")]
    [InlineData(
        "order,carrier,tracking\n20261128-AAAAAA,cj,601234567890\n20261128-AAAAAA,ufo,6\n", "3:carrier 3:tracking")]
    [InlineData("order,carrier,tracking\n20261128-AAAAAA,cj\n!,cj,601234567890\n", "2: 3:order")]
    public async Task File_with_a_fault_ships_nothing_and_says_which_lines(string text, string expected)
    {
        var (parcels, faults) = await ReadAsync(text);
        Assert.Empty(parcels);
        Assert.Equal(expected, string.Join(' ', faults.Select(fault => $"{fault.Line}:{fault.Field}")));
    }

    [Fact]
    public async Task File_that_is_too_long_is_refused()
    {
        var line = "20261128-AAAAAA,cj,601234567890\n";
        var lines = await ReadAsync("order,carrier,tracking\n" + string.Concat(Enumerable.Repeat(line, 5_001)));
        Assert.Empty(lines.Parcels);
        Assert.Equal(5_002, lines.Faults[0].Line);
        var bytes = await ReadAsync("order,carrier,tracking\n" + new string('\n', ReadParcels.FileBytesMax));
        Assert.Empty(bytes.Parcels);
        Assert.NotEmpty(bytes.Faults);
    }

    [Theory]
    [InlineData(null, "601234567890", ShipOrderStatus.UnknownOrder)]
    [InlineData(OrderStatus.Placed, "601234567890", ShipOrderStatus.WrongState)]
    [InlineData(OrderStatus.Paid, "601234567890", ShipOrderStatus.Shipped)]
    [InlineData(OrderStatus.Preparing, "601234567890", ShipOrderStatus.Shipped)]
    [InlineData(OrderStatus.Shipped, "601234567890", ShipOrderStatus.Shipped)]
    [InlineData(OrderStatus.Shipped, "111111111111", ShipOrderStatus.AlreadyShipped)]
    [InlineData(OrderStatus.Delivered, "601234567890", ShipOrderStatus.WrongState)]
    [InlineData(OrderStatus.Cancelled, "601234567890", ShipOrderStatus.WrongState)]
    [InlineData(OrderStatus.Paid, null, ShipOrderStatus.Invalid)]
    public void Order_is_shipped_when_it_is_paid_and_here(OrderStatus? order, string? tracking, ShipOrderStatus told)
    {
        Shipment[] own = [new() { Carrier = Carrier.Cj, TrackingNumber = "111111111111" }];
        Assert.Equal(told, ShipOrders.Decide(order, tracking, Carrier.Cj, own));
        var full = Enumerable.Range(0, ShipOrders.ParcelsMax)
            .Select(i => new Shipment { Carrier = Carrier.Hanjin, TrackingNumber = $"{i}" }).ToList();
        if (told == ShipOrderStatus.Shipped)
            Assert.Equal(ShipOrderStatus.TooMany, ShipOrders.Decide(order, tracking, Carrier.Cj, full));
    }

    [Theory]
    [InlineData("6012-3456-7890", "601234567890")]
    [InlineData(" rr 123456789 kr", "RR123456789KR")]
    [InlineData("1234567", null)]
    [InlineData("ABCDEFGH", null)]
    [InlineData("6012_3456_7890", null)]
    public void Number_of_a_parcel_is_letters_and_digits(string typed, string? expected) =>
        Assert.Equal(expected, TrackingNumber.Of(typed));

    private static async Task<(List<Parcel> Parcels, List<ParcelFault> Faults)> ReadAsync(string text)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await ReadParcels.RunAsync(file, Cancel);
    }
}
