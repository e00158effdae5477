using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Storage;

namespace Onair.Incidents;

/// <summary>Seals what is personal about contacts.</summary>
public sealed class IncidentsSeal(
    SecretStore secrets, IOptions<IncidentsOptions> options, ILogger<IncidentsSeal> logger)
    : Seal(secrets, "incidents-seal")
{
    protected override IEnumerable<string> GivenKeys => options.Value.SealKeys;

    protected override void KeyIsInDatabase() => IncidentsLog.SealKeyInDatabase(logger);

    internal static string PurposeOf(Guid contact) => $"contact:{contact:N}";
}
