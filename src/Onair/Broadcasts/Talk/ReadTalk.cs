using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>Reads of questions and announcements; they may be a moment old.</summary>
public sealed class ReadTalk(Database database)
{
    /// <summary>What everybody reads beside a show.</summary>
    public async Task<ShowTalk> OfAsync(Guid broadcast, CancellationToken cancel) =>
        (await database.ReadAsync(
            async open =>
            {
                var questions = new List<Question>(TalkOptions.SeenMax);
                var said = new List<Announcement>(1);
                var round = open.Round();
                Into(round, [broadcast], questions, said);
                await round.ExecuteAsync(cancel);
                return Join([broadcast], questions, said);
            },
            cancel))[broadcast];

    /// <summary>The questions of one asker in a show, the newest first; at most so many as one may ask.</summary>
    public Task<List<Question>> MineAsync(Guid broadcast, Guid asker, CancellationToken cancel) =>
        ListAsync(TalkStore.OfAsker, [new(broadcast, asker)], cancel);

    /// <summary>The questions of a show, the oldest first, for its producer.</summary>
    /// <param name="broadcast">The show.</param>
    /// <param name="state">Only these; null for all.</param>
    /// <param name="after">The last one that the asker has; null for the first page.</param>
    /// <param name="limit">1 to <see cref="TalkOptions.PageMax"/>.</param>
    /// <param name="cancel">Ends the read.</param>
    public Task<List<Question>> ListAsync(
        Guid broadcast, QuestionState? state, QuestionPlace? after, int limit, CancellationToken cancel) => ListAsync(
        TalkStore.Page,
        [
            new(broadcast, (int?)state ?? 0, after?.AskedAt ?? DateTimeOffset.UnixEpoch, after?.Id ?? Guid.Empty,
                Math.Clamp(limit, 1, TalkOptions.PageMax)),
        ],
        cancel);

    /// <summary>All that was said above a show, the newest first.</summary>
    public Task<List<Announcement>> AnnouncementsAsync(Guid broadcast, CancellationToken cancel) =>
        database.ReadAsync(
            async open =>
            {
                var found = new List<Announcement>();
                var round = open.Round();
                round.Read(TalkStore.AnnouncementsOf, [broadcast], TalkStore.MapAnnouncement, found);
                await round.ExecuteAsync(cancel);
                return found;
            },
            cancel);

    /// <summary>Adds the reads of what everybody sees of some shows.</summary>
    internal static void Into(
        Round round, IReadOnlyList<Guid> broadcasts, ICollection<Question> questions, ICollection<Announcement> said)
    {
        round.Read(TalkStore.Seen, broadcasts, TalkStore.Map, questions);
        round.Read(TalkStore.NewestAnnouncements, broadcasts, TalkStore.MapAnnouncement, said);
    }

    internal static Dictionary<Guid, ShowTalk> Join(
        IReadOnlyList<Guid> broadcasts, List<Question> questions, List<Announcement> said)
    {
        var byShow = questions.ToLookup(question => question.BroadcastId);
        var lines = said.Where(one => !one.IsDown).ToDictionary(one => one.BroadcastId, one => one.Text);
        return broadcasts.Distinct().ToDictionary(
            id => id,
            id => new ShowTalk(
                lines.GetValueOrDefault(id),
                [.. byShow[id].OrderBy(question => question.ChangedAt).ThenBy(question => question.Id)]));
    }

    private Task<List<Question>> ListAsync<TKey>(
        Bulk<TKey> bulk, IReadOnlyList<TKey> keys, CancellationToken cancel) => database.ReadAsync(
        async open =>
        {
            var found = new List<Question>();
            var round = open.Round();
            round.Read(bulk, keys, TalkStore.Map, found);
            await round.ExecuteAsync(cancel);
            return found;
        },
        cancel);
}

/// <summary>A place in the list of a show's questions.</summary>
public readonly record struct QuestionPlace(DateTimeOffset AskedAt, Guid Id);
