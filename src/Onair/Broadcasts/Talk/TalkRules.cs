using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Broadcasts.Talk;

/// <summary>What a producer does with a question. Sent as words; never renumber.</summary>
public enum QuestionStep
{
    /// <summary>Everybody sees it, with the answer that it has.</summary>
    Show = 1,

    Answer = 2,

    /// <summary>Nobody else sees it any more.</summary>
    Hide = 3,
}

/// <summary>How many questions there are already.</summary>
internal sealed record AskCounts(long InShow, long InShowLately, long OfAsker, long OfAskerLately);

/// <summary>
/// The rules of questions and announcements. They change what was loaded; nothing is read or written here.
/// <code>
/// waiting --show--> shown --answer--> answered
///    |  '------------answer--------------^          every state --hide--> hidden --show or answer--> as it was
/// </code>
/// </summary>
internal static class TalkRules
{
    /// <summary>Whether a question is taken; what cannot be mended by waiting is said first.</summary>
    public static AskQuestionStatus Ask(Broadcast? show, DateTimeOffset now, AskCounts counts, TalkOptions options)
    {
        if (show is null) return AskQuestionStatus.UnknownBroadcast;
        if (show.State != BroadcastState.OnAir || show.EndsAt <= now) return AskQuestionStatus.NotOnAir;
        if (counts.InShow >= options.ShowMax || counts.OfAsker >= options.AskerMax) return AskQuestionStatus.Full;
        if (counts.OfAskerLately >= options.AskerPerMinuteMax) return AskQuestionStatus.TooFast;
        return counts.InShowLately >= options.ShowPerMinuteMax ? AskQuestionStatus.Crowded : AskQuestionStatus.Asked;
    }

    /// <summary>Every wrong field of a question.</summary>
    public static List<FieldError> Faults(string text, string language)
    {
        var errors = new List<FieldError>();
        if (TalkText.Fault(text, TalkOptions.QuestionMax) is { } fault) errors.Add(new("text", fault));
        else if (TalkText.IsPersonal(text)) errors.Add(new("text", "has a number or an address of a person"));
        if (language is not ("ko" or "en")) errors.Add(new("language", "must be ko or en"));
        return errors;
    }

    /// <summary>False when it is so already.</summary>
    public static bool Moderate(
        Question question, QuestionStep step, string? answer, DateTimeOffset now, string actor)
    {
        var (state, text) = step switch
        {
            QuestionStep.Show => (question.Answer is null ? QuestionState.Shown : QuestionState.Answered,
                question.Answer),
            QuestionStep.Answer => (QuestionState.Answered, answer),
            QuestionStep.Hide => (QuestionState.Hidden, question.Answer),
        };
        if (state == question.State && text == question.Answer) return false;
        (question.State, question.Answer, question.ChangedAt, question.Actor) = (state, text, now, actor);
        return true;
    }

    /// <summary>Every wrong field of an announcement; empty texts in both languages take one down.</summary>
    public static List<FieldError> Faults(LocalText text)
    {
        var errors = new List<FieldError>();
        if (text == LocalText.Empty) return errors;
        if (TalkText.Fault(text.Ko, TalkOptions.AnnouncementKoMax) is { } ko) errors.Add(new("textKo", ko));
        if (TalkText.Fault(text.En, TalkOptions.AnnouncementEnMax) is { } en) errors.Add(new("textEn", en));
        return errors;
    }
}
