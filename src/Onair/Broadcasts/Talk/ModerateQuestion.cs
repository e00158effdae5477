using Onair.Broadcasts.Live;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Broadcasts.Talk;

/// <summary>Sent as problem codes; never renumber.</summary>
public enum ModerateQuestionStatus
{
    Moderated = 1,

    /// <summary>It was so already; nothing was done.</summary>
    AlreadySo = 2,

    UnknownQuestion = 3,

    /// <summary>See the errors.</summary>
    Invalid = 4,
}

/// <param name="QuestionId">Which.</param>
/// <param name="Step">What is done with it.</param>
/// <param name="Answer">For <see cref="QuestionStep.Answer"/>; it replaces the one before.</param>
/// <param name="Actor">Who does it.</param>
public readonly record struct QuestionModeration(Guid QuestionId, QuestionStep Step, string? Answer, string Actor);

/// <param name="Status">What became of it.</param>
/// <param name="Question">As it stands now; null when it is unknown.</param>
/// <param name="Errors">Every wrong field.</param>
public sealed record ModeratedQuestion(
    ModerateQuestionStatus Status, Question? Question, IReadOnlyList<FieldError> Errors);

/// <summary>Shows, answers or hides a question, during its show or after it.</summary>
public sealed class ModerateQuestion(Database database, LiveWakes wakes, TimeProvider time)
{
    public async Task<ModeratedQuestion> RunAsync(QuestionModeration asked, CancellationToken cancel)
    {
        var answer = TalkText.Clean(asked.Answer ?? "");
        if (asked.Step == QuestionStep.Answer && TalkText.Fault(answer, TalkOptions.AnswerMax) is { } fault)
            return new(ModerateQuestionStatus.Invalid, null, [new FieldError("text", fault)]);
        var moderated = await database.WriteAsync(
            async open =>
            {
                var found = new List<Question>(1);
                var load = open.Round();
                load.Read(TalkStore.LockById, [asked.QuestionId], TalkStore.Map, found);
                await load.ExecuteAsync(cancel);
                if (found.Count == 0)
                    return new ModeratedQuestion(ModerateQuestionStatus.UnknownQuestion, null, []);
                var now = time.GetUtcNow().ToStored();
                if (!TalkRules.Moderate(found[0], asked.Step, answer, now, asked.Actor))
                    return new ModeratedQuestion(ModerateQuestionStatus.AlreadySo, found[0], []);
                var write = open.Round();
                write.Write(TalkStore.Change, found);
                await write.ExecuteAsync(cancel);
                return new ModeratedQuestion(ModerateQuestionStatus.Moderated, found[0], []);
            },
            cancel);
        if (moderated.Status == ModerateQuestionStatus.Moderated) wakes.Tell();
        return moderated;
    }
}
