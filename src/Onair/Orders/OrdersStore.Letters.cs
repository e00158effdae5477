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

    public static readonly Sql SentLetters = new(
        """
        SELECT l.stage AS Stage, l.about AS About, l.at AS At
        FROM order_letters l JOIN orders o ON o.id = l.order_id WHERE o.number = @number ORDER BY l.at LIMIT @limit
        """);

    public static readonly Sql ForgetLetter = new(
        "DELETE FROM order_letters WHERE order_id = @order AND stage = @stage AND about = @about");

    public static readonly Bulk<Guid> LettersOf = new Bulk<Guid>(
        sqlite: "SELECT order_id, stage, about FROM order_letters WHERE order_id = ?1",
        postgres: "SELECT order_id, stage, about FROM order_letters WHERE order_id = ANY ($1)")
        .Uuid(id => id);
}
