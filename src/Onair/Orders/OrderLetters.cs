using System.Globalization;
using Onair.Jobs;
using Onair.Mail;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>What a letter about an order tells. Stored; never renumber.</summary>
public enum OrderLetterStage
{
    /// <summary>It is placed and waits for its payment.</summary>
    Received = 1,

    /// <summary>It is paid: the receipt of the order, the payment and the contract in one.</summary>
    Paid = 2,

    Shipped = 3,

    /// <summary>Nobody paid in time; only for who was told that it waits.</summary>
    Expired = 4,

    Cancelled = 5,

    Returned = 6,

    /// <summary>Some pieces were cancelled or came back.</summary>
    PartlyEnded = 7,

    /// <summary>Money went back.</summary>
    Refunded = 8,
}

/// <summary>A letter that is due.</summary>
/// <param name="OrderId">About which order.</param>
/// <param name="Stage">What it tells.</param>
/// <param name="About">What makes it one of a kind: the order's version, or the refund's id.</param>
public readonly record struct DueLetter(Guid OrderId, OrderLetterStage Stage, string About);

/// <summary>Writes the letter's text: the pages' words and the seller's name are the host's.</summary>
/// <param name="shown">The order as it stands; somebody can be reached.</param>
/// <param name="due">What is told.</param>
public delegate Letter ComposeOrderLetter(ShownOrder shown, DueLetter due);

/// <summary>
/// Which letters an order has, and the jobs that write them. Many letters are one job, as many facts are one outbox row
/// (docs/adr/0005-one-outbox-row-per-transaction.md).
/// </summary>
public sealed class OrderLetters(JobQueue jobs)
{
    /// <summary>Letters of one job, and so of one transaction; some 100 ms of the writer.</summary>
    internal const int JobLettersMax = 50;

    /// <summary>
    /// True when a letter can reach somebody. Addresses under <c>.invalid</c> never can (RFC 6761, 6.4): what load
    /// generators use, so that no server is asked to deliver a million of them.
    /// </summary>
    public static bool Reach(Order order) =>
        order.CustomerEmail is { } to && !to.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a fact is told by; null for one that no letter tells.</summary>
    internal static OrderLetterStage? StageOf(string fact) => fact switch
    {
        OrderFacts.Placed => OrderLetterStage.Received,
        OrderFacts.Paid => OrderLetterStage.Paid,
        OrderFacts.Shipped => OrderLetterStage.Shipped,
        OrderFacts.Expired => OrderLetterStage.Expired,
        OrderFacts.Cancelled => OrderLetterStage.Cancelled,
        OrderFacts.Returned => OrderLetterStage.Returned,
        OrderFacts.LinesCancelled => OrderLetterStage.PartlyEnded,
        _ => null,
    };

    /// <summary>
    /// Whether it is still worth telling: who has paid meanwhile hears of that, and who never heard that an order waits
    /// need not hear that it waited in vain.
    /// </summary>
    internal static bool IsWorth(OrderLetterStage stage, OrderStatus now, bool wasReceivedTold) => stage switch
    {
        OrderLetterStage.Received => now == OrderStatus.Placed,
        OrderLetterStage.Expired => wasReceivedTold,
        OrderLetterStage.Paid or OrderLetterStage.Shipped or OrderLetterStage.Cancelled or OrderLetterStage.Returned
            or OrderLetterStage.PartlyEnded or OrderLetterStage.Refunded => true,
    };

    /// <summary>Adds the jobs of these letters. Call <see cref="Wake"/> after the commit.</summary>
    internal void Ask(Round round, IReadOnlyList<DueLetter> due, DateTimeOffset runAt) => jobs.Enqueue(
        round,
        [.. due.Chunk(JobLettersMax).Select(part => new NewJob(
            WriteLetters.JobKind, Write(part[0]), string.Join(',', part.Select(Write)), runAt))]);

    internal void Wake() => jobs.Wake(WriteLetters.JobKind);

    internal static List<DueLetter> Read(string payload) => [.. payload.Split(',').Select(text =>
    {
        var parts = text.Split(':');
        return new DueLetter(
            Guid.ParseExact(parts[0], "N"),
            (OrderLetterStage)int.Parse(parts[1], CultureInfo.InvariantCulture),
            parts[2]);
    })];

    private static string Write(DueLetter due) =>
        string.Create(CultureInfo.InvariantCulture, $"{due.OrderId:N}:{(int)due.Stage}:{due.About}");
}
