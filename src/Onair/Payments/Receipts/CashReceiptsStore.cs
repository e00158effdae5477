using Onair.Storage;

namespace Onair.Payments.Receipts;

/// <summary>A receipt as it shall be, if it is still at the version it was read at.</summary>
internal readonly record struct ReceiptUpdate(CashReceipt Receipt, int ReadVersion);

/// <summary>A page of receipts that are late, the oldest first.</summary>
internal readonly record struct DuePage(DateTimeOffset Before, Guid After, int Limit);

/// <summary>
/// Table <c>cash_receipts</c>. Rows change under the lock of their attempt, and each is guarded by its version.
/// </summary>
internal static class CashReceiptsStore
{
    private const string columns = """
        id, attempt_id, place, order_number, order_name, purpose, self_issued, sealed_number, masked_number,
        captured_vat, captured_tax_free, amount, vat, tax_free, state, asked_at, due_at, called_at, cancel_id,
        provider_key, issue_number, url, failure_code, changed_at, version
        """;

    // Asked for again before the money came: the last word counts.
    private static readonly Bulk<CashReceipt> insert = Bulk<CashReceipt>
        .InsertInto("cash_receipts", """
            ON CONFLICT (attempt_id, place) DO UPDATE SET purpose = excluded.purpose,
                sealed_number = excluded.sealed_number, masked_number = excluded.masked_number,
                changed_at = excluded.changed_at, version = cash_receipts.version + 1
            WHERE cash_receipts.state = 1 AND excluded.state = 1
            """)
        .Uuid(r => r.Id, "id")
        .Uuid(r => r.AttemptId, "attempt_id")
        .Int32(r => r.Place, "place")
        .Text(r => r.OrderNumber, "order_number")
        .Text(r => r.OrderName, "order_name")
        .Int32(r => (int)r.Purpose, "purpose")
        .Int32(r => r.IsSelfIssued ? 1 : 0, "self_issued")
        .Text(r => r.SealedNumber, "sealed_number")
        .Text(r => r.MaskedNumber, "masked_number")
        .Int64(r => r.CapturedVat, "captured_vat")
        .Int64(r => r.CapturedTaxFree, "captured_tax_free")
        .Int64(r => r.Amounts.Amount, "amount")
        .Int64(r => r.Amounts.Vat, "vat")
        .Int64(r => r.Amounts.TaxFree, "tax_free")
        .Int32(r => (int)r.State, "state")
        .Instant(r => r.AskedAt, "asked_at")
        .NullableInt64(r => r.DueAt?.ToMicroseconds(), "due_at")
        .Text(r => r.ProviderKey, "provider_key")
        .Text(r => r.IssueNumber, "issue_number")
        .Text(r => r.Url?.AbsoluteUri, "url")
        .Instant(r => r.ChangedAt, "changed_at")
        .Int32(r => r.Version, "version");

    private static readonly Bulk<ReceiptUpdate> update = new Bulk<ReceiptUpdate>(
        """
        UPDATE cash_receipts SET version = ?3, purpose = ?4, self_issued = ?5, sealed_number = ?6, masked_number = ?7,
            captured_vat = ?8, captured_tax_free = ?9, amount = ?10, vat = ?11, tax_free = ?12, state = ?13,
            due_at = ?14, called_at = ?15, cancel_id = ?16, provider_key = ?17, issue_number = ?18, url = ?19,
            failure_code = ?20, changed_at = ?21
        WHERE id = ?1 AND version = ?2
        """,
        """
        UPDATE cash_receipts SET version = u.version, purpose = u.purpose, self_issued = u.self_issued,
            sealed_number = u.sealed_number, masked_number = u.masked_number, captured_vat = u.captured_vat,
            captured_tax_free = u.captured_tax_free, amount = u.amount, vat = u.vat, tax_free = u.tax_free,
            state = u.state, due_at = u.due_at, called_at = u.called_at, cancel_id = u.cancel_id,
            provider_key = u.provider_key, issue_number = u.issue_number, url = u.url, failure_code = u.failure_code,
            changed_at = u.changed_at
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
            AS u (id, read_version, version, purpose, self_issued, sealed_number, masked_number, captured_vat,
            captured_tax_free, amount, vat, tax_free, state, due_at, called_at, cancel_id, provider_key, issue_number,
            url, failure_code, changed_at)
        WHERE cash_receipts.id = u.id AND cash_receipts.version = u.read_version
        """)
        .Uuid(u => u.Receipt.Id)
        .Int32(u => u.ReadVersion)
        .Int32(u => u.Receipt.Version)
        .Int32(u => (int)u.Receipt.Purpose)
        .Int32(u => u.Receipt.IsSelfIssued ? 1 : 0)
        .Text(u => u.Receipt.SealedNumber)
        .Text(u => u.Receipt.MaskedNumber)
        .Int64(u => u.Receipt.CapturedVat)
        .Int64(u => u.Receipt.CapturedTaxFree)
        .Int64(u => u.Receipt.Amounts.Amount)
        .Int64(u => u.Receipt.Amounts.Vat)
        .Int64(u => u.Receipt.Amounts.TaxFree)
        .Int32(u => (int)u.Receipt.State)
        .NullableInt64(u => u.Receipt.DueAt?.ToMicroseconds())
        .NullableInt64(u => u.Receipt.CalledAt?.ToMicroseconds())
        .NullableUuid(u => u.Receipt.CancelId)
        .Text(u => u.Receipt.ProviderKey)
        .Text(u => u.Receipt.IssueNumber)
        .Text(u => u.Receipt.Url?.AbsoluteUri)
        .Text(u => u.Receipt.FailureCode)
        .Instant(u => u.Receipt.ChangedAt);

    private static readonly Bulk<Guid> ofAttempts = new Bulk<Guid>(
        $"SELECT {columns} FROM cash_receipts WHERE attempt_id = ?1 ORDER BY place",
        $"SELECT {columns} FROM cash_receipts WHERE attempt_id = ANY($1) ORDER BY attempt_id, place").Uuid(id => id);

    private static readonly Bulk<Guid> byId = new Bulk<Guid>(
        $"SELECT {columns} FROM cash_receipts WHERE id = ?1",
        $"SELECT {columns} FROM cash_receipts WHERE id = ANY($1)").Uuid(id => id);

    private static readonly Bulk<Guid> dropAsked = new Bulk<Guid>(
        "DELETE FROM cash_receipts WHERE attempt_id = ?1 AND state = 1",
        "DELETE FROM cash_receipts WHERE attempt_id = ANY($1) AND state = 1").Uuid(id => id);

    private static readonly Bulk<DuePage> due = new Bulk<DuePage>(
        $"""
        SELECT {columns} FROM cash_receipts
        WHERE state IN (2, 4) AND due_at <= ?1 AND id > ?2 ORDER BY id LIMIT ?3
        """,
        $"""
        SELECT {columns} FROM cash_receipts
        WHERE state IN (2, 4) AND due_at <= ($1)[1] AND id > ($2)[1] ORDER BY id LIMIT ($3)[1]
        """)
        .Instant(p => p.Before)
        .Uuid(p => p.After)
        .Int32(p => p.Limit);

    // One that is on its way keeps its number; one whose money never came ends with it.
    private static readonly Sql forget = new(
        """
        UPDATE cash_receipts SET sealed_number = NULL, state = CASE WHEN state = 1 THEN 7 ELSE state END
        WHERE id IN (
            SELECT id FROM cash_receipts
            WHERE sealed_number IS NOT NULL AND asked_at < @unpaid AND (state = 1 OR asked_at < @ended)
                AND state NOT IN (2, 4)
            ORDER BY asked_at LIMIT @limit)
        """);

    public static void Insert(Round round, IReadOnlyList<CashReceipt> receipts) => round.Write(insert, receipts);

    public static void Update(Round round, IReadOnlyList<ReceiptUpdate> updates) => round.Write(update, updates);

    public static void DropAsked(Round round, IReadOnlyList<Guid> attemptIds) => round.Write(dropAsked, attemptIds);

    public static void ReadOf(Round round, IReadOnlyList<Guid> attemptIds, List<CashReceipt> into) =>
        round.Read(ofAttempts, attemptIds, Map, into);

    public static void Read(Round round, IReadOnlyList<Guid> ids, List<CashReceipt> into) =>
        round.Read(byId, ids, Map, into);

    public static void ReadDue(Round round, DuePage page, List<CashReceipt> into) =>
        round.Read(due, [page], Map, into);

    /// <summary>How many numbers were emptied.</summary>
    /// <param name="open">The transaction.</param>
    /// <param name="unpaid">Of payments that never came, asked for before this; later than <paramref name="ended"/>.
    /// </param>
    /// <param name="ended">Of the others.</param>
    /// <param name="limit">Rows at most.</param>
    /// <param name="cancel">Gives up.</param>
    public static Task<int> ForgetAsync(
        Transaction open, DateTimeOffset unpaid, DateTimeOffset ended, int limit, CancellationToken cancel) =>
        open.ExecuteAsync(forget, new { unpaid, ended, limit }, cancel);

    private static CashReceipt Map(Row row) => new()
    {
        Id = row.Uuid(0),
        AttemptId = row.Uuid(1),
        Place = row.Int32(2),
        OrderNumber = row.Text(3),
        OrderName = row.Text(4),
        Purpose = (CashReceiptPurpose)row.Int32(5),
        IsSelfIssued = row.Int32(6) == 1,
        SealedNumber = row.NullableText(7),
        MaskedNumber = row.NullableText(8),
        CapturedVat = row.Int64(9),
        CapturedTaxFree = row.Int64(10),
        Amounts = new ReceiptAmounts(row.Int64(11), row.Int64(12), row.Int64(13)),
        State = (CashReceiptState)row.Int32(14),
        AskedAt = row.Instant(15),
        DueAt = row.IsNull(16) ? null : row.Instant(16),
        CalledAt = row.IsNull(17) ? null : row.Instant(17),
        CancelId = row.IsNull(18) ? null : row.Uuid(18),
        ProviderKey = row.NullableText(19),
        IssueNumber = row.NullableText(20),
        Url = row.NullableText(21) is { } url ? new Uri(url) : null,
        FailureCode = row.NullableText(22),
        ChangedAt = row.Instant(23),
        Version = row.Int32(24),
    };
}
