using Microsoft.Extensions.Logging;
using Onair.Jobs;
using Onair.Mail;
using Onair.Staff;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>
/// The job that sends a message. The plan of tries is the message's own: the job sleeps between them. A receiver may
/// get a message twice, with the same id.
/// </summary>
internal sealed class SendMessages(
    Database database,
    WebhooksSeal seal,
    WebhookCalls calls,
    ReadStaff staff,
    SendMail mail,
    TimeProvider time,
    ILogger<SendMessages> logger) : IJobHandler
{
    public const string JobKind = "webhooks.send";

    private const int gone = 410;

    public string Kind => JobKind;

    // A slow receiver holds one of eight workers for 15 seconds; the lease is longer than that by far.
    public JobKindOptions Options { get; } = new()
    {
        BatchMax = 1,
        WorkersMax = 8,
        Lease = TimeSpan.FromMinutes(2),
        AttemptsMax = 40,
        Backoff = TimeSpan.FromSeconds(5),
    };

    public static NewJob JobOf(WebhookMessage message) =>
        new(JobKind, message.Id.ToString("N"), message.Id.ToString("N"), message.CreatedAt);

    public async Task<IReadOnlyList<JobResult>> RunAsync(IReadOnlyList<Job> jobs, CancellationToken cancel)
    {
        var results = new List<JobResult>(jobs.Count);
        foreach (var job in jobs) results.Add(await SendAsync(Guid.ParseExact(job.Payload, "N"), cancel));
        return results;
    }

    private async Task<JobResult> SendAsync(Guid id, CancellationToken cancel)
    {
        var (message, webhook) = await database.ReadAsync(
            async open =>
            {
                var found = await open.FirstAsync<WebhookMessage>(WebhooksStore.MessageById, new { id }, cancel);
                return (found, found is null
                    ? null
                    : await open.FirstAsync<Webhook>(WebhooksStore.ById, new { id = found.WebhookId }, cancel));
            },
            cancel);
        if (message is not { State: MessageState.Waiting }) return JobResult.Done;
        if (webhook is not { State: WebhookState.Active })
        {
            await EndAsync(message, MessageState.GivenUp, message.Tries, null, cancel);
            return JobResult.Done;
        }

        var secrets = await SecretsAsync(webhook, cancel);
        var at = time.GetUtcNow().ToStored();
        var answer = await calls.PostAsync(webhook.Url, secrets, message, at, cancel);
        var tried = new WebhookTry
        {
            MessageId = message.Id,
            Number = message.Tries + 1,
            At = at,
            Status = answer.Status,
            Note = answer.Note,
            TookMs = answer.TookMs,
        };
        return answer.IsTaken
            ? await TakenAsync(message, tried, cancel)
            : await FailedAsync(webhook, message, tried, cancel);
    }

    private async Task<List<string>> SecretsAsync(Webhook webhook, CancellationToken cancel)
    {
        var purpose = WebhooksSeal.PurposeOf(webhook.Id);
        var secrets = new List<string>(2) { await seal.OpenAsync(webhook.SealedSecret, purpose, cancel) };
        if (webhook.SealedBefore is { } before && webhook.BeforeUntil > time.GetUtcNow())
            secrets.Add(await seal.OpenAsync(before, purpose, cancel));
        return secrets;
    }

    private async Task<JobResult> TakenAsync(WebhookMessage message, WebhookTry tried, CancellationToken cancel)
    {
        await EndAsync(message, MessageState.Taken, tried.Number, tried, cancel);
        return JobResult.Done;
    }

    private async Task<JobResult> FailedAsync(
        Webhook webhook, WebhookMessage message, WebhookTry tried, CancellationToken cancel)
    {
        var wait = RetryPlan.After(tried.Number, ShareOf(message.Id));
        var why = tried.Status == gone ? "it says that it is gone"
            : RetryPlan.IsOver(webhook.FailingSince ?? tried.At, tried.At) ? "it took nothing for three days"
            : null;
        if (why is not null) await DisableAsync(webhook, why, cancel);
        if (why is not null || wait is not { } pause)
        {
            await EndAsync(message, MessageState.GivenUp, tried.Number, tried, cancel);
            return JobResult.Done;
        }

        await database.WriteAsync(
            async open =>
            {
                await open.ExecuteAsync(WebhooksStore.AddTry, tried, cancel);
                await open.ExecuteAsync(
                    WebhooksStore.CountTry, new { id = message.Id, tries = tried.Number }, cancel);
                await open.ExecuteAsync(WebhooksStore.MarkFailing, new { id = webhook.Id, at = tried.At }, cancel);
            },
            cancel);
        return new JobResult(JobOutcome.Snooze, "not taken yet", tried.At + pause);
    }

    /// <summary>The random end of its id: messages of one moment do not come back at one moment.</summary>
    private static double ShareOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return bytes[15] / (double)byte.MaxValue;
    }

    private Task EndAsync(
        WebhookMessage message, MessageState state, int tries, WebhookTry? tried, CancellationToken cancel)
    {
        var at = time.GetUtcNow();
        return database.WriteAsync(
            async open =>
            {
                if (tried is not null) await open.ExecuteAsync(WebhooksStore.AddTry, tried, cancel);
                await open.ExecuteAsync(
                    WebhooksStore.EndMessage, new { id = message.Id, state = (int)state, tries, at }, cancel);
                if (state == MessageState.Taken)
                    await open.ExecuteAsync(WebhooksStore.MarkWell, new { id = message.WebhookId }, cancel);
            },
            cancel);
    }

    /// <summary>Whoever runs the shop hears of it once.</summary>
    private async Task DisableAsync(Webhook webhook, string why, CancellationToken cancel)
    {
        var letters = new List<SealedLetter>();
        foreach (var member in await staff.MembersAsync(cancel))
        {
            if (member.Member.Roles.HasFlag(StaffRoles.Operator) && member.Email.Length > 0)
                letters.Add(await mail.SealAsync(WebhookLetters.Disabled(member.Email, webhook), cancel));
        }

        var isNews = await database.WriteAsync(
            async open =>
            {
                if (await open.ExecuteAsync(WebhooksStore.Disable, new { id = webhook.Id }, cancel) == 0) return false;
                await mail.AddAsync(open, letters, cancel);
                return true;
            },
            cancel);
        if (!isNews) return;
        WebhooksLog.Disabled(logger, webhook.Id, why);
        mail.Wake();
    }
}
