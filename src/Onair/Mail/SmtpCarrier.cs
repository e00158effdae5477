using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;

namespace Onair.Mail;

/// <summary>Hands letters to a mail server, one connection each.</summary>
internal sealed class SmtpCarrier(IOptions<MailOptions> options, TimeProvider time) : IMailCarrier
{
    /// <summary>RFC 5321, 4.2.1: from here on the answer is for good.</summary>
    private const int permanentMin = 500;

    public async Task<CarriedLetter> CarryAsync(Guid id, Letter letter, CancellationToken cancel)
    {
        var o = options.Value;
        var message = Envelopes.Of(id, letter, o.From, time.GetUtcNow());
        using var client = new SmtpClient();
        client.Timeout = (int)o.Timeout.TotalMilliseconds;
        try
        {
            await client.ConnectAsync(o.Host, o.Port, SecurityOf(o.Security), cancel);
            if (o.User.Length > 0) await client.AuthenticateAsync(o.User, PasswordOf(o), cancel);
            await client.SendAsync(message, cancel);
        }
        catch (SmtpCommandException error) when (error.ErrorCode == SmtpErrorCode.RecipientNotAccepted)
        {
            // What the server wrote may name the person: the code alone is kept, here and below.
            return new(false, IsForGood: (int)error.StatusCode >= permanentMin, $"smtp {(int)error.StatusCode}");
        }
        catch (SmtpCommandException error)
        {
            return new(false, IsForGood: false, $"smtp {(int)error.StatusCode}");
        }
        catch (Exception error) when (error is ProtocolException or AuthenticationException or SslHandshakeException)
        {
            return new(false, IsForGood: false, error.GetType().Name);
        }

        await client.DisconnectAsync(quit: true, CancellationToken.None);
        return CarriedLetter.Taken;
    }

    private static SecureSocketOptions SecurityOf(MailSecurity security) => security switch
    {
        MailSecurity.StartTls => SecureSocketOptions.StartTls,
        MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
        MailSecurity.None => SecureSocketOptions.None,
    };

    private static string PasswordOf(MailOptions o) =>
        o.PasswordFile.Length > 0 ? File.ReadAllText(o.PasswordFile).Trim() : o.Password;
}
