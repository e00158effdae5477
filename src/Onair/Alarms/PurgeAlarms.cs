using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Alarms;

/// <summary>The timed verb that forgets changes and silences whose time is over.</summary>
internal sealed class PurgeAlarms(Database database, IOptions<AlarmsOptions> options, TimeProvider time) : ITimedVerb
{
    private const int batchMax = 1000;

    public string Name => "alarms.purge";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<bool> RunAsync(CancellationToken cancel)
    {
        var ended = time.GetUtcNow() - options.Value.HistoryKept;
        var asked = new { before = TimeIds.First(ended), ended, limit = batchMax };
        return await database.WriteAsync(
            async open =>
            {
                var changes = await open.ExecuteAsync(AlarmsStore.PurgeTransitions, asked, cancel);
                var silences = await open.ExecuteAsync(AlarmsStore.PurgeSilences, asked, cancel);
                return changes == batchMax || silences == batchMax;
            },
            cancel);
    }
}
