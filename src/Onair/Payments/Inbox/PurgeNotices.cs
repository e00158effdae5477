using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Payments.Inbox;

/// <summary>
/// Forgets ended notices after <see cref="InboxOptions.Kept"/>, and earlier when there are too many of them.
/// </summary>
internal sealed class PurgeNotices(Database database, IOptions<InboxOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "payments.purge-notices";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var limit = options.Value.PurgeMax;
        var old = time.GetUtcNow() - options.Value.Kept;
        var purged = await database.WriteAsync(
            async open =>
            {
                var surplus = await open.FirstAsync<long?>(
                    NoticesStore.EndOfSurplus, new { kept = options.Value.KeptMax }, cancel);
                var before = surplus is { } end && Instants.FromMicroseconds(end) > old
                    ? Instants.FromMicroseconds(end)
                    : old;
                return await open.ExecuteAsync(NoticesStore.Purge, new { before, limit }, cancel);
            },
            cancel);
        return purged == limit;
    }
}
