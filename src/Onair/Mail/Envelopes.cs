using MimeKit;
using MimeKit.Text;

namespace Onair.Mail;

/// <summary>Letters as mail programs write them.</summary>
internal static class Envelopes
{
    /// <param name="id">Makes the Message-Id, so that the same letter twice is known as one.</param>
    /// <param name="letter">What it says.</param>
    /// <param name="from">A mailbox of <see cref="MailOptions.From"/>.</param>
    /// <param name="at">Its date.</param>
    public static MimeMessage Of(Guid id, Letter letter, string from, DateTimeOffset at)
    {
        var sender = MailboxAddress.Parse(from);
        var message = new MimeMessage
        {
            Subject = letter.Subject,
            Date = at,
            MessageId = $"{id:N}@{sender.Domain}",
            Body = new TextPart(TextFormat.Plain) { Text = letter.Text },
        };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress("", letter.To));
        // RFC 3834: out-of-office programs do not answer a machine.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }
}
