using Onair.Storage;

namespace Onair.Customers;

/// <summary>Tables <c>customer_addresses</c> and <c>customer_consents</c>.</summary>
internal static partial class CustomersStore
{
    private const string addressColumns =
        """
        id AS Id, label AS Label, recipient AS Recipient, phone AS Phone, postcode AS Postcode, line1 AS Line1,
        line2 AS Line2, memo AS Memo, is_default AS IsDefault
        """;

    public static readonly Sql Addresses = new(
        $"""
        SELECT {addressColumns} FROM customer_addresses WHERE customer_id = @customer
        ORDER BY is_default DESC, id LIMIT 100
        """);

    /// <summary>Held while the number of addresses and the default are decided.</summary>
    public static readonly Sql LockCustomer = new(
        sqlite: "SELECT id FROM customers WHERE id = @customer",
        postgres: "SELECT id FROM customers WHERE id = @customer FOR UPDATE");

    public static readonly Sql AddAddress = new(
        """
        INSERT INTO customer_addresses (id, customer_id, label, recipient, phone, postcode, line1, line2, memo,
            is_default)
        VALUES (@Id, @CustomerId, @Label, @Recipient, @Phone, @Postcode, @Line1, @Line2, @Memo, 0)
        """);

    public static readonly Sql ChangeAddress = new(
        """
        UPDATE customer_addresses SET label = @Label, recipient = @Recipient, phone = @Phone, postcode = @Postcode,
            line1 = @Line1, line2 = @Line2, memo = @Memo
        WHERE id = @Id AND customer_id = @CustomerId
        """);

    public static readonly Sql RemoveAddress = new(
        "DELETE FROM customer_addresses WHERE id = @id AND customer_id = @customer");

    public static readonly Sql ClearDefault = new(
        "UPDATE customer_addresses SET is_default = 0 WHERE customer_id = @customer AND is_default = 1");

    public static readonly Sql SetDefault = new(
        "UPDATE customer_addresses SET is_default = 1 WHERE id = @id AND customer_id = @customer");

    public static readonly Sql AddConsent = new(
        """
        INSERT INTO customer_consents (customer_id, purpose, granted, text_version, at)
        VALUES (@customer, @purpose, @granted, @version, @at)
        """);

    /// <summary>The newest first.</summary>
    public static readonly Sql Consents = new(
        """
        SELECT purpose AS Purpose, granted AS Granted, text_version AS TextVersion, at AS At
        FROM customer_consents WHERE customer_id = @customer ORDER BY id DESC LIMIT @limit
        """);

    /// <summary>Consents to marketing that count today and must be asked for again.</summary>
    public static readonly Sql ConsentsToAsk = new(
        """
        SELECT DISTINCT n.customer_id FROM customer_consents n
        WHERE n.asked_at IS NULL AND n.granted = 1 AND n.purpose BETWEEN 3 AND 5 AND n.at < @before
            AND NOT EXISTS (SELECT 1 FROM customer_consents newer
                WHERE newer.customer_id = n.customer_id AND newer.purpose = n.purpose AND newer.id > n.id)
        ORDER BY n.customer_id LIMIT @limit
        """);

    public static readonly Sql ConsentsAsked = new(
        """
        UPDATE customer_consents SET asked_at = @now
        WHERE customer_id = @customer AND asked_at IS NULL AND granted = 1 AND purpose BETWEEN 3 AND 5 AND at < @before
        """);
}
