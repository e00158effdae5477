using System.Text.Json;
using Microsoft.Extensions.Logging;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Mail;

/// <summary>
/// The job that hands letters over. At least once: after a crash between the two a letter comes twice, under the same
/// Message-Id.
/// </summary>
internal sealed class DeliverMail(
    Database database, MailSeal seal, IMailCarrier carrier, ILogger<DeliverMail> logger) : IJobHandler
{
    public const string JobKind = "mail.deliver";

    public string Kind => JobKind;

    // One connection a letter, a second each at worst; servers slow down who opens many at a time. 20 tries with waits
    // of up to 15 minutes are some four hours: longer than a mail server is away, and its links still open.
    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 1,
        WorkersMax = 4,
        Lease = TimeSpan.FromMinutes(2),
        AttemptsMax = 20,
        Backoff = TimeSpan.FromSeconds(5),
    };

    public static NewJob JobOf(SealedLetter letter) =>
        new(JobKind, letter.Id.ToString(), letter.Id.ToString(), letter.At);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel)
    {
        var results = new List<JobResult>(jobs.Count);
        foreach (var job in jobs) results.Add(await RunAsync(Guid.Parse(job.Payload), cancel));
        return results;
    }

    private async Task<JobResult> RunAsync(Guid id, CancellationToken cancel)
    {
        var text = await database.ReadAsync(
            open => open.FirstAsync<string>(MailStore.Find, new { id }, cancel), cancel);
        // Sent before a crash, or too old.
        if (text is null) return JobResult.Done;
        var opened = await seal.OpenAsync(text, MailSeal.PurposeOf(id), cancel);
        var letter = JsonSerializer.Deserialize(opened, MailJson.Default.Letter)!;
        var carried = await carrier.CarryAsync(id, letter, cancel);
        if (carried is { IsTaken: false, IsForGood: false })
        {
            MailLog.Delayed(logger, id, carried.Reason!);
            return new JobResult(JobOutcome.Retry, carried.Reason);
        }

        await database.WriteAsync(open => open.ExecuteAsync(MailStore.Remove, new { id }, cancel), cancel);
        if (carried.IsTaken) return JobResult.Done;
        MailLog.Refused(logger, id, carried.Reason!);
        return new JobResult(JobOutcome.Dead, carried.Reason);
    }
}
