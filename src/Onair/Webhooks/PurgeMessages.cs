using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>The timed verb that forgets messages whose time is over.</summary>
internal sealed class PurgeMessages(Database database, IOptions<WebhooksOptions> options, TimeProvider time)
    : ITimedVerb
{
    private const int batchMax = 500;

    public string Name => "webhooks.purge";

    public TimeSpan Every => TimeSpan.FromMinutes(10);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var asked = new { before = time.GetUtcNow() - options.Value.MessagesKept, limit = batchMax };
        var gone = await database.WriteAsync(
            async open =>
            {
                var old = await open.QueryAsync<Guid>(WebhooksStore.Ended, asked, cancel);
                var round = open.Round();
                round.Write(WebhooksStore.RemoveTries, old);
                round.Write(WebhooksStore.RemoveMessages, old);
                await round.ExecuteAsync(cancel);
                return old.Count;
            },
            cancel);
        return gone == batchMax;
    }
}
