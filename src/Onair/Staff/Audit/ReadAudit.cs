using Onair.Storage;

namespace Onair.Staff.Audit;

/// <summary>Which entries.</summary>
/// <param name="Before">Only older ones than this; null: from the newest on.</param>
/// <param name="Actor">Only of this member; null: of all.</param>
/// <param name="Subject">Only of this subject, when <paramref name="Actor"/> is null; empty: of all.</param>
/// <param name="Limit">1 to <see cref="ReadAudit.LimitMax"/>.</param>
public sealed record AuditQuestion(long? Before, Guid? Actor, string Subject, int Limit);

/// <summary>Reads the audit log, the newest entry first.</summary>
public sealed class ReadAudit(Database database)
{
    /// <summary>Entries of one reading.</summary>
    public const int LimitMax = 1000;

    public Task<List<AuditEntry>> RunAsync(AuditQuestion asked, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asked.Limit, LimitMax, nameof(asked));
        var sql = asked.Actor is not null ? AuditStore.BeforeOfActor
            : asked.Subject.Length > 0 ? AuditStore.BeforeOfSubject
            : AuditStore.Before;
        var arguments = new
        {
            before = asked.Before ?? long.MaxValue, actor = asked.Actor, subject = asked.Subject, limit = asked.Limit,
        };
        return database.ReadAsync(open => open.QueryAsync<AuditEntry>(sql, arguments, cancel), cancel);
    }
}
