using Onair.Orders;
using Onair.Primitives;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Orders;

/// <summary>Orders for tests of pure rules.</summary>
internal static class Made
{
    public static Order Order(OrderStatus status, params IReadOnlyList<(long Price, int Pieces)> lines)
    {
        var id = Guid.CreateVersion7(TestDatabase.Start);
        var total = lines.Sum(line => line.Price * line.Pieces);
        return new Order
        {
            Id = id,
            Number = OrderNumber.Create(TestDatabase.Start),
            Channel = Channel.Web,
            Status = status,
            Version = 1,
            Total = total,
            Vat = lines.Sum(line => Vat.Included(line.Price * line.Pieces, taxFree: false)),
            Remaining = total,
            PlacedAt = TestDatabase.Start,
            PayBefore = TestDatabase.Start.AddMinutes(10),
            ChangedAt = TestDatabase.Start,
            Lines =
            [
                .. lines.Select((line, i) => new OrderLine
                {
                    OrderId = id,
                    Line = i + 1,
                    VariantId = Guid.CreateVersion7(TestDatabase.Start),
                    Sku = $"SKU-{i}",
                    Quantity = line.Pieces,
                    UnitPrice = line.Price,
                    PriceVersion = 1,
                    Vat = Vat.Included(line.Price * line.Pieces, taxFree: false),
                }),
            ],
        };
    }
}
