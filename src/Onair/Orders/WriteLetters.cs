using System.Security.Cryptography;
using Onair.Jobs;
using Onair.Mail;
using Onair.Orders.Intake;
using Onair.Storage;

namespace Onair.Orders;

/// <summary>
/// The job that writes letters about orders (전자상거래법 arts. 8(3), 13(2), 14(1)). A row per letter is written with it,
/// so that it is written once, however often the job runs. Letters wait while buyers wait.
/// </summary>
internal sealed class WriteLetters(
    Database database,
    ShowOrders show,
    SendMail mail,
    ComposeOrderLetter compose,
    OrderIntake intake,
    TimeProvider time) : IJobHandler
{
    public const string JobKind = "orders.write-letters";

    private static readonly TimeSpan pause = TimeSpan.FromSeconds(5);

    public string Kind => JobKind;

    // One worker a node: letters are a trickle beside orders, and nobody waits for them. Forty tries with waits of up
    // to 15 minutes: longer than a database is away.
    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 1,
        WorkersMax = 1,
        Lease = TimeSpan.FromMinutes(2),
        AttemptsMax = 40,
        Backoff = TimeSpan.FromSeconds(5),
    };

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel)
    {
        var results = new List<JobResult>(jobs.Count);
        foreach (var job in jobs)
        {
            if (intake.IsOverloaded)
            {
                results.Add(new JobResult(JobOutcome.Snooze, "buyers wait", time.GetUtcNow() + pause));
                continue;
            }

            var isWhole = await WriteAsync(OrderLetters.Read(job.Payload), cancel);
            results.Add(isWhole ? JobResult.Done : new JobResult(JobOutcome.Retry, "a delivery does not open"));
        }

        return results;
    }

    /// <summary>False when an order could not be read; it keeps the others of its job from nothing.</summary>
    private async Task<bool> WriteAsync(List<DueLetter> due, CancellationToken cancel)
    {
        var isWhole = true;
        var told = await database.ReadAsync(open => ReadToldAsync(open, due, cancel), cancel);
        var written = new List<(DueLetter Due, SealedLetter Letter)>(due.Count);
        foreach (var one in due)
        {
            try
            {
                if (await ComposeAsync(one, told, cancel) is { } letter) written.Add((one, letter));
            }
            catch (CryptographicException)
            {
                // Sealed under a key that is gone; what is lost is named by the job's reason.
                isWhole = false;
            }
        }

        if (written.Count == 0) return isWhole;
        await database.WriteAsync(
            async open =>
            {
                var first = new List<SealedLetter>(written.Count);
                foreach (var (one, letter) in written)
                {
                    var row = new { order = one.OrderId, stage = (int)one.Stage, about = one.About, at = letter.At };
                    if (await open.ExecuteAsync(OrdersStore.AddLetter, row, cancel) == 1) first.Add(letter);
                }

                await mail.AddAsync(open, first, cancel);
            },
            cancel);
        mail.Wake();
        return isWhole;
    }

    /// <summary>Sealed before the transaction, as the key may be read here; null: it is not due.</summary>
    private async Task<SealedLetter?> ComposeAsync(
        DueLetter one, HashSet<DueLetter> told, CancellationToken cancel)
    {
        if (told.Contains(one)) return null;
        if (await show.ByIdAsync(one.OrderId, cancel) is not { } shown) return null;
        if (!OrderLetters.Reach(shown.Order)) return null;
        var wasReceived = told.Any(t => t.OrderId == one.OrderId && t.Stage == OrderLetterStage.Received);
        return OrderLetters.IsWorth(one.Stage, shown.Order.Status, wasReceived)
            ? await mail.SealAsync(compose(shown, one), cancel)
            : null;
    }

    private static async Task<HashSet<DueLetter>> ReadToldAsync(
        Transaction open, List<DueLetter> due, CancellationToken cancel)
    {
        var told = new HashSet<DueLetter>();
        var round = open.Round();
        round.Read(
            OrdersStore.LettersOf,
            [.. due.Select(one => one.OrderId).Distinct()],
            row => new DueLetter(row.Uuid(0), (OrderLetterStage)row.Int32(1), row.Text(2)),
            told);
        await round.ExecuteAsync(cancel);
        return told;
    }
}
