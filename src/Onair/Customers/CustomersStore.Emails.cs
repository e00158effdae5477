using Onair.Storage;

namespace Onair.Customers;

/// <summary>Table <c>customer_email_changes</c>.</summary>
internal static partial class CustomersStore
{
    private const string changeColumns =
        """
        id AS Id, customer_id AS CustomerId, old_email AS OldEmail, new_email AS NewEmail, stamp AS Stamp,
        session_id AS SessionId, totp_on AS TotpOn, asked_at AS AskedAt, changed_at AS ChangedAt, ends_at AS EndsAt
        """;

    public static readonly Sql AddEmailChange = new(
        """
        INSERT INTO customer_email_changes (id, customer_id, old_email, new_email, stamp, session_id, totp_on, asked_at,
            changed_at, ends_at)
        VALUES (@Id, @CustomerId, @OldEmail, @NewEmail, @Stamp, @SessionId, @TotpOn, @AskedAt, NULL, @EndsAt)
        """);

    public static readonly Sql FindEmailChange = new(
        $"SELECT {changeColumns} FROM customer_email_changes WHERE id = @id AND ends_at > @now");

    /// <summary>The newest first.</summary>
    public static readonly Sql EmailChangesOf = new(
        $"""
        SELECT {changeColumns} FROM customer_email_changes
        WHERE customer_id = @customer AND ends_at > @now ORDER BY asked_at DESC, id LIMIT 100
        """);

    /// <summary>One waits at a time: the last that was asked for.</summary>
    public static readonly Sql DropWaitingEmail = new(
        "DELETE FROM customer_email_changes WHERE customer_id = @customer AND changed_at IS NULL");

    public static readonly Sql EndEmailChange = new(
        "UPDATE customer_email_changes SET changed_at = @now, ends_at = @until WHERE id = @id AND changed_at IS NULL");

    /// <summary>The change that is taken back, and those that came after it with their ways back.</summary>
    public static readonly Sql DropEmailChangesSince = new(
        "DELETE FROM customer_email_changes WHERE customer_id = @customer AND asked_at >= @since");

    public static readonly Sql PurgeEmailChanges = new(
        """
        DELETE FROM customer_email_changes WHERE id IN (
            SELECT id FROM customer_email_changes WHERE ends_at <= @now ORDER BY ends_at LIMIT @limit)
        """);

    /// <summary>Goes on under the stamp that is new; its token stays, as its browser is not here.</summary>
    public static readonly Sql KeepSession = new(
        "UPDATE customer_sessions SET stamp = @stamp WHERE id = @id AND customer_id = @customer");

    public static readonly Sql RemovePasskeysSince = new(
        "DELETE FROM customer_passkeys WHERE customer_id = @customer AND created_at >= @since");
}
