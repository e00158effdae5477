using Onair.Jobs;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>
/// Turns facts into messages, one per webhook that wants them, in the transaction that marks the facts delivered: each
/// fact is one message, however often it is tried.
/// </summary>
internal sealed class TellWebhooks(JobQueue jobs) : IFactSubscriber
{
    public string Name => "webhooks.tell";

    public bool Hears(string kind) => WebhookEvents.TypeOf(kind) is not null;

    public async Task DeliverAsync(IReadOnlyList<Fact> facts, Transaction open, CancellationToken cancel)
    {
        var active = await open.QueryAsync<Webhook>(
            WebhooksStore.Active, new { limit = WebhooksOptions.WebhooksMax }, cancel);
        if (active.Count == 0) return;
        var messages = new List<WebhookMessage>();
        foreach (var fact in facts)
        {
            var type = WebhookEvents.TypeOf(fact.Kind)!;
            var wanting = active.Where(webhook => webhook.EventList.Contains(type)).ToList();
            if (wanting.Count == 0) continue;
            var body = WebhookEvents.BodyOf(fact);
            messages.AddRange(wanting.Select(webhook => new WebhookMessage
            {
                Id = Guid.CreateVersion7(fact.At),
                WebhookId = webhook.Id,
                Event = type,
                Body = body,
                State = MessageState.Waiting,
                CreatedAt = fact.At,
            }));
        }

        if (messages.Count == 0) return;
        var round = open.Round();
        round.Write(WebhooksStore.AddMessage, messages);
        foreach (var some in messages.Chunk(JobQueue.JobsMax))
            jobs.Enqueue(round, [.. some.Select(SendMessages.JobOf)]);
        await round.ExecuteAsync(cancel);
        jobs.Wake(SendMessages.JobKind);
    }
}
