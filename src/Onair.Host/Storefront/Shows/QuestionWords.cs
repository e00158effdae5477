using Onair.Broadcasts.Talk;

namespace Onair.Host.Storefront.Shows;

/// <summary>All texts of questions and announcements. A language that lacks one does not compile.</summary>
public sealed record QuestionWords
{
    public static readonly QuestionWords Korean = new()
    {
        Title = "질문과 답변",
        Announcement = "공지",
        Invite = "궁금한 점은 진행자에게 물어보세요.",
        Ask = "질문하기",
        None = "아직 공개된 질문이 없어요. 첫 질문을 남겨 보세요.",
        NoneOver = "공개된 질문이 없어요.",
        OnAirOnly = "질문은 방송 중에 받아요.",
        Label = "진행자에게 질문하기",
        Hint = "진행자가 확인한 질문만 이름 없이 보여 드려요. 전화번호나 주소 같은 개인정보는 적지 말아 주세요. 200자까지 쓸 수 있어요.",
        Send = "질문 보내기",
        Sent = "질문을 보냈어요. 진행자가 확인하면 모두에게 보여요.",
        Question = "질문",
        Answer = "답변",
        Mine = "내 질문",
        MineNone = "이 방송에서 보낸 질문이 없어요.",
        Back = "방송으로 돌아가기",
        Problem = "질문을 보내지 못했어요",
        Waiting = "답변 대기 중",
        Hidden = "방송에서 다루지 않는 질문",
        Shown = "방송에 소개된 질문",
        Answered = "답변 완료",
        Wrong = "질문은 200자까지, 전화번호나 이메일 같은 개인정보 없이 적어 주세요.",
        TooFast = "질문을 너무 자주 보냈어요. 1분 뒤에 다시 보내 주세요.",
        Crowded = "지금은 질문이 많아요. 1분 뒤에 다시 보내 주세요.",
        Full = "이 방송에서는 질문을 더 받을 수 없어요.",
        Trouble = "질문을 보내지 못했어요. 잠시 뒤 다시 보내 주세요.",
    };

    public static readonly QuestionWords English = new()
    {
        Title = "Questions and answers",
        Announcement = "Note",
        Invite = "Is something unclear? Ask the host.",
        Ask = "Ask",
        None = "No questions are shown yet. Ask the first one.",
        NoneOver = "No questions were shown.",
        OnAirOnly = "Questions are taken while the show is on the air.",
        Label = "Ask the host",
        Hint = "The host shows questions after reading them, without a name. Please leave out telephone numbers, "
            + "addresses and the like. Up to 200 characters.",
        Send = "Send question",
        Sent = "Your question was sent. Everybody sees it when the host takes it up.",
        Question = "Question",
        Answer = "Answer",
        Mine = "My questions",
        MineNone = "You have not asked anything in this show.",
        Back = "Back to the show",
        Problem = "The question was not sent",
        Waiting = "Waiting for the host",
        Hidden = "Not taken up in this show",
        Shown = "Shown in this show",
        Answered = "Answered",
        Wrong = "A question has up to 200 characters, and no telephone numbers, e-mail addresses or the like.",
        TooFast = "You have asked a lot in a short time. Please wait a minute.",
        Crowded = "Very many are asking right now. Please try again in a minute.",
        Full = "This show takes no more questions.",
        Trouble = "The question was not sent. Please try again in a moment.",
    };

    public required string Title { get; init; }
    public required string Announcement { get; init; }
    public required string Invite { get; init; }
    public required string Ask { get; init; }
    public required string None { get; init; }
    public required string NoneOver { get; init; }
    public required string OnAirOnly { get; init; }
    public required string Label { get; init; }
    public required string Hint { get; init; }
    public required string Send { get; init; }
    public required string Sent { get; init; }
    public required string Question { get; init; }
    public required string Answer { get; init; }
    public required string Mine { get; init; }
    public required string MineNone { get; init; }
    public required string Back { get; init; }
    public required string Problem { get; init; }
    public required string Waiting { get; init; }
    public required string Hidden { get; init; }
    public required string Shown { get; init; }
    public required string Answered { get; init; }
    public required string Wrong { get; init; }
    public required string TooFast { get; init; }
    public required string Crowded { get; init; }
    public required string Full { get; init; }
    public required string Trouble { get; init; }

    public static QuestionWords Of(Visit visit) => visit.IsEnglish ? English : Korean;

    public string StateOf(QuestionState state) => state switch
    {
        QuestionState.Waiting => Waiting,
        QuestionState.Hidden => Hidden,
        QuestionState.Shown => Shown,
        QuestionState.Answered => Answered,
    };

    /// <summary>What a visitor reads who was refused; null for who was not.</summary>
    public string? Refusal(AskQuestionStatus status) => status switch
    {
        AskQuestionStatus.Asked or AskQuestionStatus.AlreadyAsked => null,
        AskQuestionStatus.UnknownBroadcast or AskQuestionStatus.NotOnAir => OnAirOnly,
        AskQuestionStatus.Invalid => Wrong,
        AskQuestionStatus.TooFast => TooFast,
        AskQuestionStatus.Crowded => Crowded,
        AskQuestionStatus.Full => Full,
    };
}
