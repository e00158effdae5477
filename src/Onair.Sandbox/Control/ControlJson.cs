using System.Text.Json.Serialization;
using Onair.Sandbox.Bank;
using Onair.Sandbox.Faults;

namespace Onair.Sandbox.Control;

/// <param name="Waiting">Provider calls that wait for the clock right now.</param>
/// <param name="NextDue">When the next wait ends.</param>
internal sealed record ClockView(DateTimeOffset Now, double OffsetSeconds, int Waiting, DateTimeOffset? NextDue);

internal sealed record AdvanceRequest(double Seconds);

/// <param name="Fault">A name of <see cref="FaultKind"/>.</param>
/// <param name="Rate">0 to 1; of a script it is not read.</param>
/// <param name="DelayMilliseconds">Null: the kind's own.</param>
/// <param name="Count">Of a script: for how many calls, 1 when absent.</param>
internal sealed record FaultRequest(
    string Fault, double Rate = 0, long? DelayMilliseconds = null, int? Status = null, string? Code = null,
    int Count = 1);

internal sealed record CallRequest(IReadOnlyList<FaultRequest>? Rates, long LatencyMilliseconds = 0);

internal sealed record DownRequest(bool Down);

internal sealed record FaultsView(
    IReadOnlyList<CallCount> Calls, IReadOnlyList<string> Down, int Waiting, IReadOnlyList<string> Known,
    string Refused, string Unresolvable);

/// <param name="Next">To be given as <c>after</c> for the next page; null: that was the last.</param>
internal sealed record EntriesView(IReadOnlyList<BankEntry> Entries, long? Next);

internal sealed record TotalView(long Captured, long Refunded, long Charged, int Captures, int Refunds);

internal sealed record Refusal(string Error);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    PropertyNameCaseInsensitive = true)]
[JsonSerializable(typeof(ClockView))]
[JsonSerializable(typeof(AdvanceRequest))]
[JsonSerializable(typeof(FaultRequest))]
[JsonSerializable(typeof(CallRequest))]
[JsonSerializable(typeof(DownRequest))]
[JsonSerializable(typeof(FaultsView))]
[JsonSerializable(typeof(EntriesView))]
[JsonSerializable(typeof(TotalView))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class ControlJson : JsonSerializerContext;
