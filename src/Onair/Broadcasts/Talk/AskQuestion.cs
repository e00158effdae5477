using Microsoft.Extensions.Options;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum AskQuestionStatus
{
    Asked = 1,

    /// <summary>The same visitor has asked the same in this show; nothing was done.</summary>
    AlreadyAsked = 2,

    UnknownBroadcast = 3,

    /// <summary>The show has not begun, or has ended.</summary>
    NotOnAir = 4,

    /// <summary>See the errors.</summary>
    Invalid = 5,

    /// <summary>This visitor asks faster than anybody means it.</summary>
    TooFast = 6,

    /// <summary>So many ask that the show takes no more in this minute.</summary>
    Crowded = 7,

    /// <summary>The show, or this visitor in it, has as many as are taken; waiting does not help.</summary>
    Full = 8,
}

/// <param name="BroadcastId">The show.</param>
/// <param name="Asker">Of <see cref="AskerTokens"/>.</param>
/// <param name="Text">As it was typed.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>.</param>
public readonly record struct Asking(Guid BroadcastId, Guid Asker, string Text, string Language);

/// <param name="Status">What became of it.</param>
/// <param name="Question">As it is kept; null when it is not.</param>
/// <param name="Errors">Every wrong field.</param>
public sealed record AskedQuestion(AskQuestionStatus Status, Question? Question, IReadOnlyList<FieldError> Errors);

/// <summary>Takes a viewer's question to the producer.</summary>
public sealed class AskQuestion(Database database, IOptions<TalkOptions> options, TimeProvider time)
{
    public async Task<AskedQuestion> RunAsync(Asking asking, CancellationToken cancel)
    {
        var text = TalkText.Clean(asking.Text);
        var errors = TalkRules.Faults(text, asking.Language);
        if (errors.Count > 0) return new(AskQuestionStatus.Invalid, null, errors);
        return await database.WriteAsync(open => RunAsync(open, asking with { Text = text }, cancel), cancel);
    }

    private async Task<AskedQuestion> RunAsync(Transaction open, Asking asking, CancellationToken cancel)
    {
        // :: load
        var show = asking.BroadcastId;
        await open.QueryAsync<string>(TalkStore.LockAsking, new { show = LockOf(show) }, cancel);
        var now = time.GetUtcNow().ToStored();
        var id = Digest.Of("question", show.ToString("N"), asking.Asker.ToString("N"), asking.Text);
        var shows = new List<Broadcast>(1);
        var known = new List<Question>(1);
        var round = open.Round();
        round.Read(BroadcastsStore.ById, [show], BroadcastsStore.Map, shows);
        round.Read(TalkStore.ById, [id], TalkStore.Map, known);
        await round.ExecuteAsync(cancel);
        if (known.Count > 0) return new(AskQuestionStatus.AlreadyAsked, known[0], []);
        var counts = await open.FirstAsync<AskCounts>(
            TalkStore.Counts, new { show, asker = asking.Asker, since = now - TalkOptions.Window }, cancel);

        // :: decide
        var status = TalkRules.Ask(shows.FirstOrDefault(), now, counts!, options.Value);
        if (status != AskQuestionStatus.Asked) return new(status, null, []);

        // :: write
        var question = new Question
        {
            Id = id,
            BroadcastId = show,
            Asker = asking.Asker,
            Language = asking.Language,
            Text = asking.Text,
            AskedAt = now,
            ChangedAt = now,
        };
        var write = open.Round();
        write.Write(TalkStore.Add, [question]);
        await write.ExecuteAsync(cancel);
        return new(status, question, []);
    }

    /// <summary>Two shows that share a lock wait a moment for each other, no more.</summary>
    private static int LockOf(Guid show) => BitConverter.ToInt32(show.ToByteArray(), 12);
}
