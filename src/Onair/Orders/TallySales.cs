using System.Text.Json;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// Adds facts up to pieces and won per minute, channel and variant: what the control room and the report of a show look
/// at. Its effects commit with the mark "delivered", so that each fact counts once.
/// </summary>
internal sealed class TallySales : IFactSubscriber
{
    public string Name => "orders.tally-sales";

    public bool Hears(string kind) => kind is OrderFacts.Placed or OrderFacts.Paid or OrderFacts.LinesCancelled
        or "OrderExpired" or "OrderCancelled" or "OrderReturned";

    public async Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
    {
        var sums = new SortedDictionary<(long Minute, int Channel, Guid Variant), SalesMinute>();
        foreach (var fact in facts)
        {
            using var payload = JsonDocument.Parse(fact.Payload);
            var channel = payload.RootElement.GetProperty("channel").GetInt32();
            var minute = new DateTimeOffset(fact.At.Ticks - (fact.At.Ticks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
            foreach (var line in payload.RootElement.GetProperty("lines").EnumerateArray())
            {
                var variant = line[0].GetGuid();
                var key = (minute.ToMicroseconds(), channel, variant);
                if (!sums.TryGetValue(key, out var sum)) sum = new SalesMinute(minute, channel, variant, 0, 0, 0, 0, 0);
                sums[key] = sum.Plus(fact.Kind, line[1].GetInt64(), line[2].GetInt64());
            }
        }

        var round = open.Round();
        round.Write(SalesStore.Add, [.. sums.Values]);
        await round.ExecuteAsync(cancel);
    }
}

/// <summary>A row of <c>sales_minutes</c>, or what a chunk of facts adds to it.</summary>
internal sealed record SalesMinute(
    DateTimeOffset Minute, int Channel, Guid VariantId, long Placed, long PlacedAmount, long Paid, long PaidAmount,
    long Undone)
{
    public SalesMinute Plus(string kind, long pieces, long amount) => kind switch
    {
        OrderFacts.Placed => this with { Placed = Placed + pieces, PlacedAmount = PlacedAmount + amount },
        OrderFacts.Paid => this with { Paid = Paid + pieces, PaidAmount = PaidAmount + amount },
        _ => this with { Undone = Undone + pieces },
    };
}
