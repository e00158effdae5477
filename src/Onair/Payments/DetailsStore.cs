using Onair.Storage;

namespace Onair.Payments;

/// <summary>The rows of what providers said beside the outcome.</summary>
internal static class DetailsStore
{
    private const string columns = """
        attempt_id, method, card_number, approval_number, receipt_url, deposit_bank, deposit_account, deposit_holder,
        deposit_until, secret_digest, raw, changed_at
        """;

    // A later answer replaces an earlier one, but does not forget what it does not mention.
    private const string keep = """
        ON CONFLICT (attempt_id) DO UPDATE SET
            method = COALESCE(excluded.method, attempt_details.method),
            card_number = COALESCE(excluded.card_number, attempt_details.card_number),
            approval_number = COALESCE(excluded.approval_number, attempt_details.approval_number),
            receipt_url = COALESCE(excluded.receipt_url, attempt_details.receipt_url),
            deposit_bank = COALESCE(excluded.deposit_bank, attempt_details.deposit_bank),
            deposit_account = COALESCE(excluded.deposit_account, attempt_details.deposit_account),
            deposit_holder = COALESCE(excluded.deposit_holder, attempt_details.deposit_holder),
            deposit_until = COALESCE(excluded.deposit_until, attempt_details.deposit_until),
            secret_digest = COALESCE(excluded.secret_digest, attempt_details.secret_digest),
            raw = COALESCE(excluded.raw, attempt_details.raw),
            changed_at = excluded.changed_at
        """;

    private static readonly Bulk<AttemptDetail> save = new Bulk<AttemptDetail>(
        $"""
        INSERT INTO attempt_details ({columns})
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        {keep}
        """,
        $"""
        INSERT INTO attempt_details ({columns})
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        {keep}
        """)
        .Uuid(d => d.AttemptId)
        .NullableInt64(d => (long?)d.Answer.Method)
        .Text(d => d.Answer.CardNumber)
        .Text(d => d.Answer.ApprovalNumber)
        .Text(d => d.Answer.Receipt?.AbsoluteUri)
        .Text(d => d.Answer.Deposit?.Bank)
        .Text(d => d.Answer.Deposit?.Number)
        .Text(d => d.Answer.Deposit?.Holder)
        .NullableInt64(d => d.Answer.Deposit?.Until.ToMicroseconds())
        .Text(d => d.SecretDigest)
        .Text(d => d.Answer.Raw)
        .Instant(d => d.ChangedAt);

    private static readonly Bulk<Guid> byAttempt = new Bulk<Guid>(
        $"SELECT {columns} FROM attempt_details WHERE attempt_id = ?1",
        $"SELECT {columns} FROM attempt_details WHERE attempt_id = ANY($1)").Uuid(id => id);

    private static readonly Bulk<Guid> forget = new Bulk<Guid>(
        "DELETE FROM attempt_details WHERE attempt_id = ?1",
        "DELETE FROM attempt_details WHERE attempt_id = ANY ($1)").Uuid(id => id);

    public static void Forget(Round round, IReadOnlyList<Guid> attemptIds) => round.Write(forget, attemptIds);

    public static void Save(Round round, IReadOnlyList<AttemptDetail> details) => round.Write(save, details);

    public static void Read(Round round, IReadOnlyList<Guid> attemptIds, List<AttemptDetail> into) =>
        round.Read(byAttempt, attemptIds, Map, into);

    private static AttemptDetail Map(Row row) => new()
    {
        AttemptId = row.Uuid(0),
        Answer = new AnswerDetail
        {
            Method = row.IsNull(1) ? null : (PaymentMethod)row.Int64(1),
            CardNumber = row.NullableText(2),
            ApprovalNumber = row.NullableText(3),
            Receipt = row.NullableText(4) is { } url ? new Uri(url) : null,
            Deposit = row.NullableText(6) is { } account
                ? new DepositAccount(row.Text(5), account, row.NullableText(7), row.Instant(8))
                : null,
            Raw = row.NullableText(10),
        },
        SecretDigest = row.NullableText(9),
        ChangedAt = row.Instant(11),
    };
}
