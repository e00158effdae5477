using Onair.Primitives;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>A message with everything that was answered.</summary>
public sealed record MessageFile(WebhookMessage Message, Webhook? Webhook, IReadOnlyList<WebhookTry> Tries);

/// <summary>Webhooks, and the log of what they were sent.</summary>
public sealed class ListWebhooks(Database database)
{
    public const int LimitMax = 500;

    /// <summary>Rows that a page looks at before its filter.</summary>
    private const int scanMax = 20_000;

    /// <summary>At most <see cref="WebhooksOptions.WebhooksMax"/>, the oldest first.</summary>
    public Task<List<Webhook>> RunAsync(CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<Webhook>(WebhooksStore.List, new { limit = WebhooksOptions.WebhooksMax }, cancel),
        cancel);

    public Task<Webhook?> FindAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        open => open.FirstAsync<Webhook>(WebhooksStore.ById, new { id }, cancel), cancel);

    /// <summary>Messages, the newest first, and where the next page begins: null when that was all.</summary>
    /// <param name="webhook">Of this one; null: of all.</param>
    /// <param name="state">Null: any.</param>
    /// <param name="before">The cursor; null: from the newest on.</param>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    public Task<(List<WebhookMessage> Rows, Guid? Next)> MessagesAsync(
        Guid? webhook, MessageState? state, Guid? before, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        var asked = new
        {
            webhook = webhook ?? Guid.Empty,
            state = (int?)state ?? 0,
            after = TimeIds.Least,
            before = before ?? TimeIds.Most,
            scan = scanMax,
            skip = scanMax - 1,
            limit,
        };
        return database.ReadAsync(
            async open =>
            {
                var rows = await open.QueryAsync<WebhookMessage>(
                    webhook is null ? WebhooksStore.Messages : WebhooksStore.MessagesOf, asked, cancel);
                if (rows.Count == limit) return (rows, (Guid?)rows[^1].Id);
                return webhook is null
                    ? (rows, await open.FirstAsync<Guid?>(WebhooksStore.MessagesReach, asked, cancel))
                    : (rows, null);
            },
            cancel);
    }

    public Task<MessageFile?> MessageAsync(Guid id, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            if (await open.FirstAsync<WebhookMessage>(WebhooksStore.MessageById, new { id }, cancel) is not { } message)
                return null;
            var webhook = await open.FirstAsync<Webhook>(WebhooksStore.ById, new { id = message.WebhookId }, cancel);
            var tries = await open.QueryAsync<WebhookTry>(WebhooksStore.TriesOf, new { id }, cancel);
            return new MessageFile(message, webhook, tries);
        },
        cancel);
}
