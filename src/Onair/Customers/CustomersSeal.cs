using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Seals TOTP secrets, links, and what a browser carries for us between two steps.</summary>
public sealed class CustomersSeal(
    SecretStore secrets, IOptions<CustomersOptions> options, ILogger<CustomersSeal> logger)
    : Seal(secrets, "customers-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    protected override void KeyIsInDatabase() => CustomersLog.SealKeyInDatabase(logger);
}

/// <summary>Keys the fingerprints that forms and recovery codes are checked by.</summary>
public sealed class CustomerKeys(SecretStore secrets) : IdTokens(secrets, "customer-keys");
