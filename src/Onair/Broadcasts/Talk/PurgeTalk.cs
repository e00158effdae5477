using Microsoft.Extensions.Options;
using Onair.Jobs;
using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>
/// Forgets what was asked and said when its time is over (<see cref="TalkOptions.SeenKept"/>,
/// <see cref="TalkOptions.UnseenKept"/>). A show lasts a day at most, so the time runs from the words themselves.
/// </summary>
internal sealed class PurgeTalk(Database database, IOptions<TalkOptions> options, TimeProvider time) : ITimedVerb
{
    public string Name => "broadcasts.purge-talk";

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public Task<bool> RunAsync(CancellationToken cancel) => database.WriteAsync(
        async open =>
        {
            var now = time.GetUtcNow();
            var seen = now - options.Value.SeenKept;
            const int limit = TalkOptions.PurgeMax;
            var questions = await open.ExecuteAsync(
                TalkStore.PurgeQuestions, new { seen, unseen = now - options.Value.UnseenKept, limit }, cancel);
            var said = await open.ExecuteAsync(TalkStore.PurgeAnnouncements, new { seen, limit }, cancel);
            return questions == limit || said == limit;
        },
        cancel);
}
