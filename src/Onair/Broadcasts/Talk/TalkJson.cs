using System.Text.Json.Serialization;

namespace Onair.Broadcasts.Talk;

/// <summary>How the API writes states of questions.</summary>
internal static class TalkWords
{
    public static readonly IReadOnlyList<string> States = ["waiting", "hidden", "shown", "answered"];

    public static string Of(QuestionState state) => state switch
    {
        QuestionState.Waiting => "waiting",
        QuestionState.Hidden => "hidden",
        QuestionState.Shown => "shown",
        QuestionState.Answered => "answered",
    };

    /// <summary>Null for a word that is none of them.</summary>
    public static QuestionState? StateOf(string word) => word switch
    {
        "waiting" => QuestionState.Waiting,
        "hidden" => QuestionState.Hidden,
        "shown" => QuestionState.Shown,
        "answered" => QuestionState.Answered,
        _ => null,
    };
}

/// <summary>A question as its asker and the producer see it.</summary>
/// <param name="Language"><c>ko</c> or <c>en</c>: the page on which it was asked.</param>
/// <param name="State"><c>waiting</c>, <c>hidden</c>, <c>shown</c> or <c>answered</c>.</param>
public sealed record QuestionView(
    Guid Id,
    string Language,
    string Text,
    string State,
    string? Answer,
    DateTimeOffset AskedAt,
    DateTimeOffset ChangedAt)
{
    public static QuestionView Of(Question question) => new(
        question.Id,
        question.Language,
        question.Text,
        TalkWords.Of(question.State),
        question.Answer,
        question.AskedAt,
        question.ChangedAt);
}

/// <summary>Questions of one asker in a show, the newest first.</summary>
public sealed record MyQuestions(IReadOnlyList<QuestionView> Questions);

/// <summary>Questions of a show, the oldest first.</summary>
/// <param name="Next">The cursor of the next page; absent on the last one.</param>
public sealed record QuestionList(IReadOnlyList<QuestionView> Questions, string? Next)
{
    /// <param name="found">A page.</param>
    /// <param name="limit">As many as were asked for: a full page may have a next one.</param>
    public static QuestionList Of(List<Question> found, int limit) => new(
        found.ConvertAll(QuestionView.Of), found.Count == limit ? QuestionCursor.Write(found[^1]) : null);
}

/// <param name="Text">1 to 200 characters, one line, no numbers or addresses of people.</param>
/// <param name="Language"><c>ko</c> or <c>en</c>; absent: <c>ko</c>.</param>
public sealed record AskBody(string Text, string? Language);

/// <param name="Text">1 to 300 characters, one line.</param>
public sealed record AnswerBody(string Text);

/// <summary>One line above a show: 1 to 40 characters in Korean and 1 to 80 in English.</summary>
public sealed record AnnouncementBody(string TextKo, string TextEn);

/// <summary>What was said above a show; empty texts took the line before down.</summary>
public sealed record AnnouncementView(int Number, string TextKo, string TextEn, DateTimeOffset SaidAt, string Actor)
{
    public static AnnouncementView Of(Announcement one) =>
        new(one.Number, one.Text.Ko, one.Text.En, one.SaidAt, one.Actor);
}

/// <summary>The newest first.</summary>
public sealed record AnnouncementList(IReadOnlyList<AnnouncementView> Announcements);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(QuestionView))]
[JsonSerializable(typeof(MyQuestions))]
[JsonSerializable(typeof(QuestionList))]
[JsonSerializable(typeof(AskBody))]
[JsonSerializable(typeof(AnswerBody))]
[JsonSerializable(typeof(AnnouncementBody))]
[JsonSerializable(typeof(AnnouncementList))]
internal sealed partial class TalkJson : JsonSerializerContext;
