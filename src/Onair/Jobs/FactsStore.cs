using Onair.Storage;

namespace Onair.Jobs;

/// <summary>The SQL of the outbox: tables <c>outbox</c> and <c>parked_facts</c>.</summary>
internal static class FactsStore
{
    public static readonly Bulk<NewEnvelope> Insert = Bulk<NewEnvelope>
        .InsertInto("outbox")
        .Instant(envelope => envelope.At, "at")
        .Int32(envelope => envelope.FactCount, "fact_count")
        .Text(envelope => envelope.Payload, "payload");
}

/// <summary>A row of <see cref="FactsStore.Insert"/>.</summary>
internal readonly record struct NewEnvelope(DateTimeOffset At, int FactCount, string Payload);
