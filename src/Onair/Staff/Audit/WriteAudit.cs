using Onair.Storage;

namespace Onair.Staff.Audit;

/// <summary>The end of the chain.</summary>
internal sealed class AuditHead
{
    public long Seq { get; init; }

    public string Digest { get; init; } = "";
}

/// <summary>
/// Adds an entry to the audit log. In the transaction of the deed, so that there is neither a deed without an entry nor
/// an entry without a deed. Deeds of staff are few: they may wait for each other at the end of the chain.
/// </summary>
public sealed class WriteAudit(Database database, TimeProvider time)
{
    /// <summary>For what changes nothing, as looking at something: before it is shown.</summary>
    public Task RunAsync(AuditDraft draft, CancellationToken cancel) => database.WriteAsync(
        open => RunAsync(open, draft, time.GetUtcNow().ToStored(), cancel), cancel);

    /// <summary>In the caller's transaction; as its last statements, as others wait from here on.</summary>
    public static async Task RunAsync(
        Transaction open, AuditDraft draft, DateTimeOffset now, CancellationToken cancel)
    {
        var head = await open.FirstAsync<AuditHead>(AuditStore.Take, null, cancel)
            ?? throw new InvalidOperationException("the audit log has no head");
        var entry = EntryOf(draft, head.Seq, now);
        var digest = entry.DigestAfter(head.Digest);
        var row = new
        {
            entry.Seq,
            entry.At,
            entry.Actor,
            entry.ActorName,
            entry.Sender,
            Deed = (int)entry.Deed,
            entry.Subject,
            entry.Detail,
            entry.Reason,
            Digest = digest,
        };
        await open.ExecuteAsync(AuditStore.Add, row, cancel);
        await open.ExecuteAsync(AuditStore.MoveHead, new { digest }, cancel);
    }

    private static AuditEntry EntryOf(AuditDraft draft, long seq, DateTimeOffset now) => new()
    {
        Seq = seq,
        At = now,
        Actor = draft.Actor.CustomerId,
        ActorName = draft.Actor.Name,
        Sender = draft.Actor.Sender,
        Deed = draft.Deed,
        Subject = Short(draft.Subject, AuditEntry.SubjectCharsMax),
        Detail = Short(draft.Detail, AuditEntry.DetailCharsMax),
        Reason = Short(draft.Reason, AuditEntry.ReasonCharsMax),
    };

    private static string Short(string text, int charsMax) => text.Length <= charsMax ? text : text[..charsMax];
}
