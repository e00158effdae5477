using Onair.Storage;

namespace Onair.Mail;

/// <summary>Table <c>mail_letters</c>.</summary>
internal static class MailStore
{
    public static readonly Bulk<SealedLetter> Add = Bulk<SealedLetter>
        .InsertInto("mail_letters")
        .Uuid(l => l.Id, "id")
        .Text(l => l.Sealed, "sealed")
        .Instant(l => l.At, "created_at");

    public static readonly Sql Find = new("SELECT sealed FROM mail_letters WHERE id = @id");

    public static readonly Sql Remove = new("DELETE FROM mail_letters WHERE id = @id");

    public static readonly Sql Purge = new(
        """
        DELETE FROM mail_letters WHERE id IN (
            SELECT id FROM mail_letters WHERE created_at < @before ORDER BY created_at LIMIT @limit)
        """);
}
