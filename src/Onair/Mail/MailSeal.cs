using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Mail;

/// <summary>Seals letters that wait: their links open accounts.</summary>
public sealed class MailSeal(SecretStore secrets, IOptions<MailOptions> options, ILogger<MailSeal> logger)
    : Seal(secrets, "mail-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    internal static string PurposeOf(Guid letter) => $"mail:{letter}";

    protected override void KeyIsInDatabase() => MailLog.SealKeyInDatabase(logger);
}
