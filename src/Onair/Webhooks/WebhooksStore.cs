using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>Tables <c>webhooks</c>, <c>webhook_messages</c> and <c>webhook_tries</c>.</summary>
internal static class WebhooksStore
{
    private const string columns =
        """
        w.id AS Id, w.name AS Name, w.url AS Url, w.events AS Events, w.state AS State,
        w.sealed_secret AS SealedSecret, w.sealed_before AS SealedBefore, w.before_until AS BeforeUntil,
        w.failing_since AS FailingSince, w.created_at AS CreatedAt, w.created_by AS CreatedBy, w.version AS Version
        """;

    private const string messageColumns =
        """
        m.id AS Id, m.webhook_id AS WebhookId, m.event AS Event, m.body AS Body, m.state AS State, m.tries AS Tries,
        m.created_at AS CreatedAt, m.ended_at AS EndedAt
        """;

    private const string messageWindow = "m.id > @after AND m.id < @before";

    public static readonly Sql List = new($"SELECT {columns} FROM webhooks w ORDER BY w.id LIMIT @limit");

    public static readonly Sql Active = new(
        $"SELECT {columns} FROM webhooks w WHERE w.state = 1 ORDER BY w.id LIMIT @limit");

    public static readonly Sql ById = new($"SELECT {columns} FROM webhooks w WHERE w.id = @id");

    public static readonly Sql Count = new("SELECT COUNT(*) FROM webhooks");

    public static readonly Sql Add = new(
        """
        INSERT INTO webhooks (id, name, url, events, state, sealed_secret, created_at, created_by, version)
        VALUES (@Id, @Name, @Url, @Events, @State, @SealedSecret, @CreatedAt, @CreatedBy, 1)
        """);

    public static readonly Sql Change = new(
        """
        UPDATE webhooks SET name = @name, url = @url, events = @events, version = version + 1
        WHERE id = @id AND version = @version
        """);

    /// <summary>Going on begins anew: what failed before is forgotten.</summary>
    public static readonly Sql SetState = new(
        """
        UPDATE webhooks SET state = @state, version = version + 1,
            failing_since = CASE WHEN @state = 1 THEN NULL ELSE failing_since END
        WHERE id = @id AND version = @version
        """);

    public static readonly Sql SetSecret = new(
        """
        UPDATE webhooks SET sealed_before = sealed_secret, before_until = @until, sealed_secret = @secret,
            version = version + 1
        WHERE id = @id AND version = @version
        """);

    public static readonly Sql Remove = new("DELETE FROM webhooks WHERE id = @id AND version = @version");

    /// <summary>Only from active: whoever stopped it meanwhile is right.</summary>
    public static readonly Sql Disable = new(
        "UPDATE webhooks SET state = 3, version = version + 1 WHERE id = @id AND state = 1");

    public static readonly Sql MarkFailing = new(
        "UPDATE webhooks SET failing_since = @at WHERE id = @id AND failing_since IS NULL");

    public static readonly Sql MarkWell = new(
        "UPDATE webhooks SET failing_since = NULL WHERE id = @id AND failing_since IS NOT NULL");

    public static readonly Bulk<WebhookMessage> AddMessage = Bulk<WebhookMessage>
        .InsertInto("webhook_messages")
        .Uuid(m => m.Id, "id")
        .Uuid(m => m.WebhookId, "webhook_id")
        .Text(m => m.Event, "event")
        .Text(m => m.Body, "body")
        .Int32(m => (int)m.State, "state")
        .Int32(m => m.Tries, "tries")
        .Instant(m => m.CreatedAt, "created_at");

    public static readonly Sql MessageById = new(
        $"SELECT {messageColumns} FROM webhook_messages m WHERE m.id = @id");

    public static readonly Sql MessagesOf = new(
        $"""
        SELECT {messageColumns} FROM webhook_messages m
        WHERE m.webhook_id = @webhook AND {messageWindow} AND (@state = 0 OR m.state = @state)
        ORDER BY m.id DESC LIMIT @limit
        """);

    public static readonly Sql Messages = new(
        $"""
        SELECT {messageColumns}
        FROM (SELECT * FROM webhook_messages m WHERE {messageWindow} ORDER BY m.id DESC LIMIT @scan) m
        WHERE (@state = 0 OR m.state = @state) ORDER BY m.id DESC LIMIT @limit
        """);

    public static readonly Sql MessagesReach = new(
        $"SELECT m.id FROM webhook_messages m WHERE {messageWindow} ORDER BY m.id DESC LIMIT 1 OFFSET @skip");

    public static readonly Sql EndMessage = new(
        "UPDATE webhook_messages SET state = @state, tries = @tries, ended_at = @at WHERE id = @id AND state = 1");

    public static readonly Sql CountTry = new(
        "UPDATE webhook_messages SET tries = @tries WHERE id = @id AND state = 1");

    /// <summary>Sent anew: the tries that were made stay in the log.</summary>
    public static readonly Sql Reopen = new(
        "UPDATE webhook_messages SET state = 1, ended_at = NULL WHERE id = @id AND state <> 1");

    public static readonly Sql AddTry = new(
        """
        INSERT INTO webhook_tries (message_id, number, at, status, note, took_ms)
        VALUES (@MessageId, @Number, @At, @Status, @Note, @TookMs) ON CONFLICT (message_id, number) DO NOTHING
        """);

    public static readonly Sql TriesOf = new(
        """
        SELECT message_id AS MessageId, number AS Number, at AS At, status AS Status, note AS Note, took_ms AS TookMs
        FROM webhook_tries WHERE message_id = @id ORDER BY number LIMIT 1000
        """);

    public static readonly Sql Ended = new(
        """
        SELECT id FROM webhook_messages WHERE ended_at IS NOT NULL AND ended_at < @before
        ORDER BY ended_at LIMIT @limit
        """);

    public static readonly Bulk<Guid> RemoveTries = new Bulk<Guid>(
        sqlite: "DELETE FROM webhook_tries WHERE message_id = ?1",
        postgres: "DELETE FROM webhook_tries WHERE message_id = ANY ($1)").Uuid(id => id);

    public static readonly Bulk<Guid> RemoveMessages = new Bulk<Guid>(
        sqlite: "DELETE FROM webhook_messages WHERE id = ?1",
        postgres: "DELETE FROM webhook_messages WHERE id = ANY ($1)").Uuid(id => id);
}
