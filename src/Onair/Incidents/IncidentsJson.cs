using System.Text.Json.Serialization;

namespace Onair.Incidents;

/// <summary>A message of Alertmanager's webhook, version 4; of the rest nothing is read.</summary>
internal sealed record AlertmanagerMessage(string? Version, List<AlertmanagerAlert>? Alerts);

/// <summary>One of its alerts.</summary>
internal sealed record AlertmanagerAlert(
    string? Status, Dictionary<string, string>? Labels, Dictionary<string, string>? Annotations, string? Fingerprint,
    DateTimeOffset? StartsAt, string? GeneratorUrl);

/// <summary>What became of a message.</summary>
internal sealed record AlertmanagerAnswer(int Opened, int Known, int Ended);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ContactCard))]
[JsonSerializable(typeof(AlertmanagerMessage))]
[JsonSerializable(typeof(AlertmanagerAnswer))]
internal sealed partial class IncidentsJson : JsonSerializerContext;
