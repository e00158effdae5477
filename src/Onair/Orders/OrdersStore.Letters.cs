using Onair.Storage;

namespace Onair.Orders;

/// <summary>Table <c>order_letters</c>.</summary>
internal static partial class OrdersStore
{
    public static readonly Sql AddLetter = new(
        """
        INSERT INTO order_letters (order_id, stage, about, at) VALUES (@order, @stage, @about, @at)
        ON CONFLICT (order_id, stage, about) DO NOTHING
        """);

    public static readonly Bulk<Guid> LettersOf = new Bulk<Guid>(
        sqlite: "SELECT order_id, stage, about FROM order_letters WHERE order_id = ?1",
        postgres: "SELECT order_id, stage, about FROM order_letters WHERE order_id = ANY ($1)")
        .Uuid(id => id);
}
