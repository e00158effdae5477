using Onair.Storage;

namespace Onair.Calls.Ars;

/// <summary>Tables <c>calls</c> and <c>call_events</c>.</summary>
internal static class CallsStore
{
    private const string columns =
        """
        c.id AS Id, c.customer_key AS CustomerKey, c.feed AS Feed, c.step AS Step, c.is_english AS IsEnglish,
        c.menu AS Menu, c.offer_id AS OfferId, c.unit_price AS UnitPrice, c.quantity AS Quantity, c.tries AS Tries,
        c.last_seq AS LastSeq, c.started_at AS StartedAt, c.heard_at AS HeardAt, c.placing_since AS PlacingSince,
        c.ended_at AS EndedAt, c.order_id AS OrderId, c.order_number AS OrderNumber
        """;

    public static readonly Sql Lock = new(
        sqlite: $"SELECT {columns} FROM calls c WHERE c.id = @id",
        postgres: $"SELECT {columns} FROM calls c WHERE c.id = @id FOR UPDATE");

    /// <summary>One who comes second with the same call finds it there.</summary>
    public static readonly Sql Add = new(
        """
        INSERT INTO calls (id, customer_key, feed, step, is_english, menu, offer_id, unit_price, quantity, tries,
            last_seq, started_at, heard_at, placing_since, ended_at, order_id, order_number)
        VALUES (@Id, @CustomerKey, @Feed, @Step, @IsEnglish, @Menu, NULL, 0, 0, 0, 0, @StartedAt, @HeardAt, NULL, NULL,
            NULL, NULL)
        ON CONFLICT (id) DO NOTHING
        """);

    public static readonly Sql Change = new(
        """
        UPDATE calls SET step = @Step, is_english = @IsEnglish, menu = @Menu, offer_id = @OfferId,
            unit_price = @UnitPrice, quantity = @Quantity, tries = @Tries, last_seq = @LastSeq, heard_at = @HeardAt,
            placing_since = @PlacingSince, ended_at = @EndedAt, order_id = @OrderId, order_number = @OrderNumber
        WHERE id = @Id
        """);

    public static readonly Sql CountOpen = new(
        "SELECT COUNT(*) FROM (SELECT 1 FROM calls WHERE ended_at IS NULL LIMIT @limit) AS few");

    public static readonly Sql FindEvent = new(
        "SELECT event_digest AS Digest, answer AS Answer FROM call_events WHERE call_id = @call AND seq = @seq");

    public static readonly Sql AddEvent = new(
        "INSERT INTO call_events (call_id, seq, event_digest, answer) VALUES (@call, @seq, @digest, @answer)");

    public static readonly Sql EndSilent = new(
        """
        UPDATE calls SET step = 7, ended_at = @now WHERE id IN (
            SELECT id FROM calls WHERE ended_at IS NULL AND heard_at < @before ORDER BY heard_at LIMIT @limit)
        """);

    public static readonly Sql OldOnes = new(
        "SELECT id FROM calls WHERE ended_at IS NOT NULL AND ended_at < @before ORDER BY ended_at LIMIT @limit");

    public static readonly Bulk<Guid> DropEvents = new Bulk<Guid>(
        sqlite: "DELETE FROM call_events WHERE call_id = ?1",
        postgres: "DELETE FROM call_events WHERE call_id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Guid> Drop = new Bulk<Guid>(
        sqlite: "DELETE FROM calls WHERE id = ?1",
        postgres: "DELETE FROM calls WHERE id = ANY ($1)").Uuid(id => id);
}

/// <summary>A call as the row has it.</summary>
internal sealed class CallRow
{
    public Guid Id { get; init; }

    public Guid CustomerKey { get; init; }

    public string? Feed { get; init; }

    public int Step { get; init; }

    public int IsEnglish { get; init; }

    /// <summary>Ids with a space between.</summary>
    public string Menu { get; init; } = "";

    public Guid? OfferId { get; init; }

    public long UnitPrice { get; init; }

    public int Quantity { get; init; }

    public int Tries { get; init; }

    public int LastSeq { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset HeardAt { get; init; }

    public DateTimeOffset? PlacingSince { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public Guid? OrderId { get; init; }

    public string? OrderNumber { get; init; }

    public static CallRow Of(Call call) => new()
    {
        Id = call.Id,
        CustomerKey = call.CustomerKey,
        Feed = call.Feed,
        Step = (int)call.Step,
        IsEnglish = call.IsEnglish ? 1 : 0,
        Menu = string.Join(' ', call.Menu.Select(id => id.ToString("N"))),
        OfferId = call.OfferId,
        UnitPrice = call.UnitPrice,
        Quantity = call.Quantity,
        Tries = call.Tries,
        LastSeq = call.LastSeq,
        StartedAt = call.StartedAt,
        HeardAt = call.HeardAt,
        PlacingSince = call.PlacingSince,
        EndedAt = call.EndedAt,
        OrderId = call.OrderId,
        OrderNumber = call.OrderNumber,
    };

    public Call Call() => new()
    {
        Id = Id,
        CustomerKey = CustomerKey,
        Feed = Feed,
        Step = (CallStep)Step,
        IsEnglish = IsEnglish == 1,
        Menu = [.. Menu.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse)],
        OfferId = OfferId,
        UnitPrice = UnitPrice,
        Quantity = Quantity,
        Tries = Tries,
        LastSeq = LastSeq,
        StartedAt = StartedAt,
        HeardAt = HeardAt,
        PlacingSince = PlacingSince,
        EndedAt = EndedAt,
        OrderId = OrderId,
        OrderNumber = OrderNumber,
    };
}

/// <summary>What was answered to an event.</summary>
internal sealed class CallEventRow
{
    public Guid Digest { get; init; }

    public string Answer { get; init; } = "";
}
