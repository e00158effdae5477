namespace Onair.Jobs;

/// <summary>
/// News of a room, told after the commit that made it true. Written to the outbox in the same transaction and delivered
/// to every subscriber, in order for each <see cref="Stream"/>.
/// </summary>
/// <param name="Kind">Past tense: <c>OrderPlaced</c>.</param>
/// <param name="Stream">What the order of delivery is kept for: the order's id.</param>
/// <param name="At">When it became true.</param>
/// <param name="Payload">JSON object; ids and numbers, never personal data.</param>
public sealed record Fact(string Kind, Guid Stream, DateTimeOffset At, string Payload);
