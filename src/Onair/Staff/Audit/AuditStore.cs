using Onair.Storage;

namespace Onair.Staff.Audit;

/// <summary>Tables <c>audit_entries</c> and <c>audit_heads</c>.</summary>
internal static class AuditStore
{
    private const string columns =
        """
        SELECT seq AS Seq, at AS At, actor AS Actor, actor_name AS ActorName, sender AS Sender, deed AS Deed,
            subject AS Subject, detail AS Detail, reason AS Reason, digest AS Digest
        FROM audit_entries
        """;

    /// <summary>Takes the next place; whoever comes next waits for the commit.</summary>
    public static readonly Sql Take = new(
        "UPDATE audit_heads SET seq = seq + 1 WHERE one = 1 RETURNING seq AS Seq, digest AS Digest");

    public static readonly Sql Head = new("SELECT seq AS Seq, digest AS Digest FROM audit_heads WHERE one = 1");

    public static readonly Sql Add = new(
        """
        INSERT INTO audit_entries (seq, at, actor, actor_name, sender, deed, subject, detail, reason, digest)
        VALUES (@Seq, @At, @Actor, @ActorName, @Sender, @Deed, @Subject, @Detail, @Reason, @Digest)
        """);

    public static readonly Sql MoveHead = new("UPDATE audit_heads SET digest = @digest WHERE one = 1");

    public static readonly Sql Before = new(columns + " WHERE seq < @before ORDER BY seq DESC LIMIT @limit");

    public static readonly Sql BeforeOfActor = new(
        columns + " WHERE actor = @actor AND seq < @before ORDER BY seq DESC LIMIT @limit");

    public static readonly Sql BeforeOfSubject = new(
        columns + " WHERE subject = @subject AND seq < @before ORDER BY seq DESC LIMIT @limit");

    public static readonly Sql After = new(columns + " WHERE seq > @after ORDER BY seq LIMIT @limit");
}
