using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Broadcasts.Talk;
using Onair.Catalog;

namespace Onair.Tests.Broadcasts;

/// <summary>Which texts are taken, who may ask, and what a producer's step does.</summary>
public sealed class TalkRulesTests
{
    private static readonly DateTimeOffset now = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("세탁기에 돌려도 되나요?"), InlineData("Is it 100% cotton?"), InlineData("가격이 39,900원 맞나요?")]
    [InlineData("2026년 3월 2일 이후 배송되나요? 12개월 할부도 되나요?"), InlineData("👨‍👩‍👧 다 같이 쓸 수 있나요?")]
    [InlineData("<script>alert(1)</script>"), InlineData("1억 2,345만 원짜리도 있나요?"), InlineData("@온에어 최고")]
    public void Questions_of_every_kind_are_taken(string text) => Assert.Empty(TalkRules.Faults(text, "ko"));

    [Theory]
    [InlineData("", "is empty"), InlineData("a\u202Eb", "U+202E"), InlineData("a\u2066b", "U+2066")]
    [InlineData("a\u200Bb", "U+200B"), InlineData("a\u0007b", "U+0007"), InlineData("a\uFFFD", "is not UTF-8")]
    [InlineData("010-1234-5678로 연락 주세요", "of a person"), InlineData("제 번호는 01012345678", "of a person")]
    [InlineData("+82 10 1234 5678", "of a person"), InlineData("국민 123456-04-123456", "of a person")]
    [InlineData("900101-1234567", "of a person"), InlineData("gildong@shop.example 로 보내 주세요", "of a person")]
    [InlineData("전화 ０１０１２３４５６７８", "of a person")]
    public void What_is_no_question_or_names_a_person_is_refused(string text, string fault) =>
        Assert.Contains(fault, Assert.Single(TalkRules.Faults(text, "ko")).Message);

    [Fact]
    public void Text_is_one_line_of_bounded_length()
    {
        Assert.Equal("a b c d", TalkText.Clean("  a\r\n b\tc\u00a0\u00a0d \n"));
        Assert.Empty(TalkRules.Faults(new string('가', TalkOptions.QuestionMax), "en"));
        Assert.Single(TalkRules.Faults(new string('가', TalkOptions.QuestionMax + 1), "en"));
        Assert.Equal(["text", "language"], TalkRules.Faults("", "fr").Select(error => error.Field));
        Assert.Empty(TalkRules.Faults(LocalText.Empty));
        Assert.Equal(["textEn"], TalkRules.Faults(new LocalText("가", "")).Select(error => error.Field));
        Assert.Equal(
            ["textKo", "textEn"],
            TalkRules.Faults(new LocalText(new string('가', 41), new string('a', 81))).Select(error => error.Field));
    }

    [Theory]
    [InlineData(0, 0, 0, 0, AskQuestionStatus.Asked), InlineData(1999, 59, 19, 2, AskQuestionStatus.Asked)]
    [InlineData(5, 5, 5, 3, AskQuestionStatus.TooFast), InlineData(99, 60, 0, 0, AskQuestionStatus.Crowded)]
    [InlineData(99, 60, 5, 3, AskQuestionStatus.TooFast), InlineData(2000, 0, 0, 0, AskQuestionStatus.Full)]
    [InlineData(99, 60, 20, 3, AskQuestionStatus.Full)]
    public void Limits_are_of_the_asker_and_of_the_show(
        long inShow, long lately, long mine, long mineLately, AskQuestionStatus expected) => Assert.Equal(
        expected,
        TalkRules.Ask(
            Show(BroadcastState.OnAir), now, new AskCounts(inShow, lately, mine, mineLately), new TalkOptions()));

    [Theory]
    [InlineData(BroadcastState.Scheduled, 0), InlineData(BroadcastState.Ended, 0)]
    [InlineData(BroadcastState.OnAir, 60)]
    public void Questions_are_taken_while_the_show_is_on(BroadcastState state, int minutesLater) => Assert.Equal(
        AskQuestionStatus.NotOnAir,
        TalkRules.Ask(Show(state), now.AddMinutes(minutesLater), new AskCounts(0, 0, 0, 0), new TalkOptions()));

    [Theory]
    [InlineData(QuestionState.Waiting, null, QuestionStep.Show, QuestionState.Shown)]
    [InlineData(QuestionState.Waiting, null, QuestionStep.Answer, QuestionState.Answered)]
    [InlineData(QuestionState.Waiting, null, QuestionStep.Hide, QuestionState.Hidden)]
    [InlineData(QuestionState.Hidden, null, QuestionStep.Show, QuestionState.Shown)]
    [InlineData(QuestionState.Hidden, "네", QuestionStep.Show, QuestionState.Answered)]
    [InlineData(QuestionState.Hidden, null, QuestionStep.Hide, null)]
    [InlineData(QuestionState.Shown, null, QuestionStep.Show, null)]
    [InlineData(QuestionState.Shown, null, QuestionStep.Answer, QuestionState.Answered)]
    [InlineData(QuestionState.Shown, null, QuestionStep.Hide, QuestionState.Hidden)]
    [InlineData(QuestionState.Answered, "네", QuestionStep.Show, null)]
    [InlineData(QuestionState.Answered, "네", QuestionStep.Answer, null)]
    [InlineData(QuestionState.Answered, "아니요", QuestionStep.Answer, QuestionState.Answered)]
    [InlineData(QuestionState.Answered, "네", QuestionStep.Hide, QuestionState.Hidden)]
    public void Step_of_a_producer_does_what_it_says_once(
        QuestionState from, string? answer, QuestionStep step, QuestionState? expected)
    {
        var question = new Question
        {
            Id = Guid.Empty, BroadcastId = Guid.Empty, Asker = Guid.Empty, Language = "ko", Text = "?", AskedAt = now,
            ChangedAt = now, State = from, Answer = answer,
        };
        Assert.Equal(expected is not null, TalkRules.Moderate(question, step, "네", now.AddMinutes(1), "kim"));
        Assert.Equal(expected ?? from, question.State);
        Assert.Equal(expected is null ? now : now.AddMinutes(1), question.ChangedAt);
        Assert.Equal(expected is null ? null : "kim", question.Actor);
        if (expected == QuestionState.Hidden) Assert.Equal(answer, question.Answer);
    }

    [Fact]
    public void Cursor_is_read_back_and_no_other_text_is_one()
    {
        var question = new Question
        {
            Id = Guid.CreateVersion7(), BroadcastId = Guid.Empty, Asker = Guid.Empty, Language = "ko", Text = "?",
            AskedAt = now, ChangedAt = now,
        };
        Assert.Equal(new QuestionPlace(now, question.Id), QuestionCursor.Read(QuestionCursor.Write(question)));
        foreach (var text in new[]
        {
            "", "-", "1-", "-1", "x-y", $"1-{question.Id}", $"123456789abcdef-{question.Id:N}",
        })
            Assert.Null(QuestionCursor.Read(text));
    }

    [Theory]
    [InlineData(0, 100, 9, false), InlineData(9, 100, 0, true), InlineData(10, 100, 0, false)]
    [InlineData(90, 100, 0.5, false), InlineData(89, 100, 0.5, true), InlineData(4000, 5000, 100, true)]
    public void Almost_gone_is_a_tenth_or_three_minutes(long left, long allotment, double perSecond, bool expected) =>
        Assert.Equal(expected, SalesPace.IsAlmostGone(left, allotment, perSecond));

    [Fact]
    public void Pace_is_what_was_ordered_in_the_last_minute()
    {
        var pace = new SalesPace();
        var id = Guid.CreateVersion7();
        Assert.Equal(0, pace.PerSecond(Offer(5), now));
        pace.Look([Offer(0)], now);
        pace.Look([Offer(50)], now.AddSeconds(10));
        // Ten seconds are chance.
        Assert.Equal(0, pace.PerSecond(Offer(50), now.AddSeconds(10)));
        Assert.Equal(5, pace.PerSecond(Offer(100), now.AddSeconds(20)));
        for (var second = 20; second <= 120; second++) pace.Look([Offer(100)], now.AddSeconds(second));
        Assert.Equal(0, pace.PerSecond(Offer(100), now.AddSeconds(120)));
        // More was given back than ordered.
        Assert.Equal(0, pace.PerSecond(Offer(90), now.AddSeconds(120)));

        Offer Offer(long ordered) => new()
        {
            Id = id, Allotment = 1000, Held = ordered / 2, Sold = ordered - (ordered / 2),
        };
    }

    private static Broadcast Show(BroadcastState state) => new()
    {
        State = state, StartsAt = now.AddHours(-1), EndsAt = now.AddHours(1),
    };
}
