using Onair.Jobs;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>Never renumber.</summary>
public enum ResendMessageStatus
{
    /// <summary>It is sent again, with the same id and body.</summary>
    Asked = 1,

    UnknownMessage = 2,

    /// <summary>It is on its way already.</summary>
    StillWaiting = 3,

    /// <summary>Its webhook is paused, disabled or gone.</summary>
    NotActive = 4,
}

/// <summary>Sends a message again that was taken or given up.</summary>
public sealed class ResendMessages(JobQueue jobs, TimeProvider time)
{
    /// <summary>Call <see cref="Wake"/> after the commit.</summary>
    public async Task<ResendMessageStatus> RunAsync(Transaction open, Guid id, CancellationToken cancel)
    {
        if (await open.FirstAsync<WebhookMessage>(WebhooksStore.MessageById, new { id }, cancel) is not { } message)
            return ResendMessageStatus.UnknownMessage;
        if (message.State == MessageState.Waiting) return ResendMessageStatus.StillWaiting;
        var webhook = await open.FirstAsync<Webhook>(WebhooksStore.ById, new { id = message.WebhookId }, cancel);
        if (webhook is not { State: WebhookState.Active }) return ResendMessageStatus.NotActive;
        await open.ExecuteAsync(WebhooksStore.Reopen, new { id }, cancel);
        await jobs.EnqueueAsync(open, [SendMessages.JobOf(message) with { RunAt = time.GetUtcNow() }], cancel);
        return ResendMessageStatus.Asked;
    }

    public void Wake() => jobs.Wake(SendMessages.JobKind);
}
