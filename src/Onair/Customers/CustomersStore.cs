using Onair.Storage;

namespace Onair.Customers;

/// <summary>Tables <c>customers</c>, <c>customer_codes</c>, <c>customer_passkeys</c> and what hangs on them.</summary>
internal static partial class CustomersStore
{
    private const string columns =
        """
        c.id AS Id, c.email AS Email, c.email_key AS EmailKey, c.email_verified_at AS EmailVerifiedAt, c.name AS Name,
        c.phone AS Phone, c.password_hash AS PasswordHash, c.security_stamp AS SecurityStamp,
        c.sealed_totp AS SealedTotp, c.totp_on AS TotpOn, c.totp_step AS TotpStep, c.is_english AS IsEnglish,
        c.created_at AS CreatedAt, c.version AS Version
        """;

    private const string passkeyColumns =
        """
        p.credential_id AS CredentialId, p.customer_id AS CustomerId, p.id AS Id, p.name AS Name,
        p.public_key AS PublicKey, p.sign_count AS SignCount, p.transports AS Transports,
        p.is_user_verified AS IsUserVerified, p.is_backup_eligible AS IsBackupEligible, p.is_backed_up AS IsBackedUp,
        p.created_at AS CreatedAt
        """;

    public static readonly Sql ById = new($"SELECT {columns} FROM customers c WHERE c.id = @id");

    public static readonly Sql ByEmail = new($"SELECT {columns} FROM customers c WHERE c.email_key = @key");

    private const string rowColumns =
        """
        c.id AS Id, c.name AS Name, c.email AS Email, c.phone AS Phone, c.email_verified_at AS EmailVerifiedAt,
        c.totp_on AS TotpOn, c.created_at AS CreatedAt
        """;

    /// <summary>The newest accounts within a window, and those of them that the text names.</summary>
    public static readonly Sql Rows = new(
        $"""
        SELECT {rowColumns}
        FROM (SELECT * FROM customers WHERE id < @before ORDER BY id DESC LIMIT @scan) c
        WHERE @any = 1 OR (@phone <> '' AND c.phone = @phone) OR c.name = @name
        ORDER BY c.id DESC LIMIT @limit
        """);

    public static readonly Sql RowsReach = new(
        "SELECT id FROM customers WHERE id < @before ORDER BY id DESC LIMIT 1 OFFSET @skip");

    public static readonly Sql RowByEmail = new(
        $"SELECT {rowColumns} FROM customers c WHERE c.email_key = @email AND c.id < @before LIMIT @limit");

    public static readonly Sql RowById = new($"SELECT {rowColumns} FROM customers c WHERE c.id = @id");

    public static readonly Sql Add = new(
        """
        INSERT INTO customers (id, email, email_key, email_verified_at, name, phone, password_hash, security_stamp,
            sealed_totp, totp_on, totp_step, is_english, created_at, version)
        VALUES (@Id, @Email, @EmailKey, NULL, @Name, @Phone, @PasswordHash, @SecurityStamp,
            NULL, 0, 0, @IsEnglish, @CreatedAt, 1)
        ON CONFLICT (email_key) DO NOTHING
        """);

    public static readonly Sql Update = new(
        """
        UPDATE customers SET email = @Email, email_key = @EmailKey, email_verified_at = @EmailVerifiedAt, name = @Name,
            phone = @Phone, password_hash = @PasswordHash, security_stamp = @SecurityStamp, sealed_totp = @SealedTotp,
            totp_on = @TotpOn, totp_step = @TotpStep, is_english = @IsEnglish, version = version + 1
        WHERE id = @Id AND version = @Version
        """);

    public static readonly Sql Codes = new("SELECT code FROM customer_codes WHERE customer_id = @id LIMIT 100");

    public static readonly Sql AddCode = new(
        "INSERT INTO customer_codes (customer_id, code) VALUES (@id, @code) ON CONFLICT DO NOTHING");

    public static readonly Sql TakeCode = new("DELETE FROM customer_codes WHERE customer_id = @id AND code = @code");

    public static readonly Sql ClearCodes = new("DELETE FROM customer_codes WHERE customer_id = @id");

    public static readonly Sql Passkeys = new(
        $"SELECT {passkeyColumns} FROM customer_passkeys p WHERE p.customer_id = @id ORDER BY p.id LIMIT 100");

    public static readonly Sql PasskeyByCredential = new(
        $"SELECT {passkeyColumns} FROM customer_passkeys p WHERE p.credential_id = @credential");

    public static readonly Sql AddPasskey = new(
        """
        INSERT INTO customer_passkeys (credential_id, customer_id, id, name, public_key, sign_count, transports,
            is_user_verified, is_backup_eligible, is_backed_up, created_at)
        VALUES (@CredentialId, @CustomerId, @Id, @Name, @PublicKey, @SignCount, @Transports,
            @IsUserVerified, @IsBackupEligible, @IsBackedUp, @CreatedAt)
        ON CONFLICT (credential_id) DO NOTHING
        """);

    public static readonly Sql UsePasskey = new(
        """
        UPDATE customer_passkeys SET name = @Name, sign_count = @SignCount, is_user_verified = @IsUserVerified,
            is_backed_up = @IsBackedUp
        WHERE credential_id = @CredentialId AND customer_id = @CustomerId
        """);

    public static readonly Sql RemovePasskey = new(
        "DELETE FROM customer_passkeys WHERE customer_id = @customer AND credential_id = @credential");

    public static readonly Sql RemovePasskeyById = new(
        "DELETE FROM customer_passkeys WHERE customer_id = @customer AND id = @id");

    public static readonly Sql Unverified = new(
        """
        SELECT id FROM customers WHERE email_verified_at IS NULL AND created_at < @before
        ORDER BY created_at LIMIT @limit
        """);

    /// <summary>An account goes table by table; the person's own row last.</summary>
    public static readonly IReadOnlyList<Sql> Erase =
    [
        new("DELETE FROM customer_codes WHERE customer_id = @id"),
        new("DELETE FROM customer_passkeys WHERE customer_id = @id"),
        new("DELETE FROM customer_sessions WHERE customer_id = @id"),
        new("DELETE FROM customer_devices WHERE customer_id = @id"),
        new("DELETE FROM customer_addresses WHERE customer_id = @id"),
        new("DELETE FROM customer_consents WHERE customer_id = @id"),
        new("DELETE FROM customer_email_changes WHERE customer_id = @id"),
        new("DELETE FROM customers WHERE id = @id"),
    ];
}
