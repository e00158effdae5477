using System.Text.Json.Serialization;
using Onair.Sandbox.Notices;

namespace Onair.Sandbox.Inicis;

/// <param name="Url">Null leaves it; an empty text sends nowhere from now on.</param>
internal sealed record InicisNoticesRequest(string? Url = null, NoticeFaults? Faults = null);

internal sealed record InicisNoticesView(string? Url, NoticeFaults Faults, NoticeCounts Counts);

/// <param name="Fields">Null: the browser just goes to <paramref name="ReturnUrl"/>.</param>
internal sealed record InicisVisitView(string ReturnUrl, IReadOnlyDictionary<string, string>? Fields);

internal sealed record InicisPaymentView(
    string Tid, string OrderId, string Door, string Method, long Price, long Remaining, string Status,
    string? Account);

/// <param name="Amount">Null: the right one.</param>
internal sealed record InicisDepositRequest(long? Amount = null);

internal sealed record InicisOutcomeView(string Outcome);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InicisNoticesRequest))]
[JsonSerializable(typeof(InicisNoticesView))]
[JsonSerializable(typeof(InicisVisitView))]
[JsonSerializable(typeof(IReadOnlyList<InicisPaymentView>))]
[JsonSerializable(typeof(InicisDepositRequest))]
[JsonSerializable(typeof(InicisOutcomeView))]
[JsonSerializable(typeof(InicisForgery))]
[JsonSerializable(typeof(InicisSettings))]
[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class InicisControlJson : JsonSerializerContext;
