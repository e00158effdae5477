using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Payments;

/// <summary>Seals personal data that the shop must hand on once, such as the account a deposit goes back to.</summary>
public sealed class SealedTexts(SecretStore secrets, IOptions<PaymentsOptions> options, ILogger<SealedTexts> logger)
    : Seal(secrets, "payments-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    protected override void KeyIsInDatabase() => PaymentsLog.SealKeyInDatabase(logger);
}
