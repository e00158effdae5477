using Microsoft.Extensions.DependencyInjection;
using Onair.Broadcasts;
using Onair.Broadcasts.Talk;
using Onair.Catalog;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Conformance;

/// <summary>Questions and announcements on both databases.</summary>
public sealed class TalkConformance
{
    private static readonly Guid kim = Guid.CreateVersion7();
    private static readonly Guid lee = Guid.CreateVersion7();

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Question_waits_for_the_producer_and_then_everybody_sees_it(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var show = await OnAirAsync(shop);
        var (status, asked) = await AskAsync(shop, show, kim, "  세탁기에   돌려도\n되나요? ");
        Assert.Equal((AskQuestionStatus.Asked, "세탁기에 돌려도 되나요?"), (status, asked!.Text));
        var (again, same) = await AskAsync(shop, show, kim, "세탁기에 돌려도 되나요?");
        Assert.Equal((AskQuestionStatus.AlreadyAsked, asked.Id), (again, same!.Id));
        Assert.Empty((await TalkAsync(shop, show)).Questions);
        Assert.Equivalent(asked, Assert.Single(await shop.Get<ReadTalk>().MineAsync(show, kim, Shop.Cancel)));
        Assert.Empty(await shop.Get<ReadTalk>().MineAsync(show, lee, Shop.Cancel));

        Assert.Equal(ModerateQuestionStatus.Moderated, await ModerateAsync(shop, asked.Id, QuestionStep.Show));
        Assert.Equal(ModerateQuestionStatus.AlreadySo, await ModerateAsync(shop, asked.Id, QuestionStep.Show));
        Assert.Null(Assert.Single((await TalkAsync(shop, show)).Questions).Answer);
        Assert.Equal(
            ModerateQuestionStatus.Moderated, await ModerateAsync(shop, asked.Id, QuestionStep.Answer, " 네,  돼요. "));
        var seen = Assert.Single((await TalkAsync(shop, show)).Questions);
        Assert.Equal((QuestionState.Answered, "네, 돼요."), (seen.State, seen.Answer));
        Assert.Equal(ModerateQuestionStatus.Moderated, await ModerateAsync(shop, asked.Id, QuestionStep.Hide));
        Assert.Empty((await TalkAsync(shop, show)).Questions);
        // Shown again, it has its answer; and after the show a producer can still mend what was said.
        await shop.Get<EndBroadcast>().RunAsync(show, Shop.Cancel);
        Assert.Equal(ModerateQuestionStatus.Moderated, await ModerateAsync(shop, asked.Id, QuestionStep.Show));
        Assert.Equal("네, 돼요.", Assert.Single((await TalkAsync(shop, show)).Questions).Answer);
        Assert.Equal(AskQuestionStatus.NotOnAir, (await AskAsync(shop, show, lee, "아직 되나요?")).Status);
        Assert.Equal(
            ModerateQuestionStatus.UnknownQuestion,
            await ModerateAsync(shop, Guid.CreateVersion7(), QuestionStep.Hide));
        Assert.Equal(ModerateQuestionStatus.Invalid, await ModerateAsync(shop, asked.Id, QuestionStep.Answer, " "));
        Assert.Equal(
            AskQuestionStatus.UnknownBroadcast, (await AskAsync(shop, Guid.CreateVersion7(), kim, "?")).Status);
        await shop.VerifyAsync();
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pages_show_the_newest_and_a_producer_turns_all_pages(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect, services => services.Configure<TalkOptions>(
            options => (options.AskerMax, options.AskerPerMinuteMax) = (1000, 1000)));
        var show = await OnAirAsync(shop);
        var ids = new List<Guid>();
        for (var i = 0; i < TalkOptions.SeenMax + 3; i++)
        {
            ids.Add((await AskAsync(shop, show, kim, $"질문 {i}")).Question!.Id);
            shop.Forward(TimeSpan.FromSeconds(1));
            await ModerateAsync(shop, ids[i], QuestionStep.Show);
        }

        Assert.Equal(ids.TakeLast(TalkOptions.SeenMax), Ids((await TalkAsync(shop, show)).Questions));
        // An answer brings an old one back to the end.
        shop.Forward(TimeSpan.FromSeconds(1));
        await ModerateAsync(shop, ids[0], QuestionStep.Answer, "네");
        Assert.Equal(
            [.. ids.TakeLast(TalkOptions.SeenMax - 1), ids[0]], Ids((await TalkAsync(shop, show)).Questions));

        var turned = new List<Guid>();
        QuestionPlace? after = null;
        do
        {
            var page = await shop.Get<ReadTalk>().ListAsync(show, null, after, 4, Shop.Cancel);
            turned.AddRange(Ids(page));
            after = page.Count == 4 ? QuestionCursor.Read(QuestionCursor.Write(page[^1])) : null;
        }
        while (after is not null);
        Assert.Equal(ids, turned);
        Assert.Equal(
            [ids[0]],
            Ids(await shop.Get<ReadTalk>().ListAsync(show, QuestionState.Answered, null, 200, Shop.Cancel)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Hundred_at_once_are_counted_as_a_hundred(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect, services => services.Configure<TalkOptions>(
            options => options.ShowPerMinuteMax = 10));
        var show = await OnAirAsync(shop);
        var fast = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskAsync(shop, show, kim, $"질문 {i}")));
        Assert.Equal(3, fast.Count(asked => asked.Status == AskQuestionStatus.Asked));
        Assert.Equal(17, fast.Count(asked => asked.Status == AskQuestionStatus.TooFast));
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => AskAsync(shop, show, Guid.CreateVersion7(), "같은 질문")));
        Assert.Equal(7, many.Count(asked => asked.Status == AskQuestionStatus.Asked));
        Assert.Equal(13, many.Count(asked => asked.Status == AskQuestionStatus.Crowded));
        // Twice at once is once.
        shop.Forward(TimeSpan.FromMinutes(2));
        var twice = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(shop, show, lee, "두 번")));
        Assert.Equal(1, twice.Count(asked => asked.Status == AskQuestionStatus.Asked));
        Assert.Equal(3, twice.Count(asked => asked.Status == AskQuestionStatus.AlreadyAsked));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Line_of_the_host_stands_until_the_next_and_its_history_stays(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var show = await OnAirAsync(shop);
        var announce = shop.Get<Announce>();
        var first = new LocalText("오늘은 무료배송이에요", "Free shipping today");
        foreach (var (line, expected) in new[]
        {
            (LocalText.Empty, AnnounceStatus.AlreadySo), (first, AnnounceStatus.Announced),
            (new LocalText(" 오늘은  무료배송이에요 ", "Free shipping today"), AnnounceStatus.AlreadySo),
            (new LocalText("색이 하나 더 있어요", "One more colour"), AnnounceStatus.Announced),
            (LocalText.Empty, AnnounceStatus.Announced), (LocalText.Empty, AnnounceStatus.AlreadySo),
            (new LocalText("가", ""), AnnounceStatus.Invalid), (first, AnnounceStatus.Announced),
        })
        {
            Assert.Equal(expected, (await announce.RunAsync(show, line, "kim", Shop.Cancel)).Status);
        }

        Assert.Equal(first, (await TalkAsync(shop, show)).Announcement);
        var history = await shop.Get<ReadTalk>().AnnouncementsAsync(show, Shop.Cancel);
        Assert.Equal([4, 3, 2, 1], history.Select(one => one.Number));
        Assert.Equal([false, true, false, false], history.Select(one => one.IsDown));
        Assert.Equal(
            AnnounceStatus.UnknownBroadcast,
            (await announce.RunAsync(Guid.CreateVersion7(), first, "kim", Shop.Cancel)).Status);
        await shop.Get<EndBroadcast>().RunAsync(show, Shop.Cancel);
        Assert.Equal(
            AnnounceStatus.Ended, (await announce.RunAsync(show, LocalText.Empty, "kim", Shop.Cancel)).Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_nobody_saw_is_forgotten_after_a_week_and_the_rest_after_half_a_year(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var show = await OnAirAsync(shop);
        var waiting = (await AskAsync(shop, show, kim, "기다리는 질문")).Question!.Id;
        var hidden = (await AskAsync(shop, show, kim, "숨긴 질문")).Question!.Id;
        var seen = (await AskAsync(shop, show, kim, "보이는 질문")).Question!.Id;
        await ModerateAsync(shop, hidden, QuestionStep.Hide);
        await ModerateAsync(shop, seen, QuestionStep.Answer, "네");
        await shop.Get<Announce>().RunAsync(show, new LocalText("공지", "Note"), "kim", Shop.Cancel);
        await ForgottenAsync(TimeSpan.FromDays(6), [waiting, hidden, seen], 1);
        await ForgottenAsync(TimeSpan.FromDays(2), [seen], 1);
        await ForgottenAsync(TimeSpan.FromDays(175), [seen], 1);
        await ForgottenAsync(TimeSpan.FromDays(2), [], 0);

        async Task ForgottenAsync(TimeSpan later, Guid[] left, int said)
        {
            shop.Forward(later);
            await shop.TickAsync();
            var read = shop.Get<ReadTalk>();
            Assert.Equal(left.Order(), Ids(await read.ListAsync(show, null, null, 200, Shop.Cancel)).Order());
            Assert.Equal(said, (await read.AnnouncementsAsync(show, Shop.Cancel)).Count);
        }
    }

    private static IEnumerable<Guid> Ids(IEnumerable<Question> questions) => questions.Select(question => question.Id);

    private static Task<ShowTalk> TalkAsync(Shop shop, Guid show) => shop.Get<ReadTalk>().OfAsync(show, Shop.Cancel);

    private static async Task<Guid> OnAirAsync(Shop shop)
    {
        await shop.SellsAsync("mug", 12_000, 50);
        return (await shop.GoesOnAirAsync(("mug", 9_900, 20, null))).Show;
    }

    private static async Task<(AskQuestionStatus Status, Question? Question)> AskAsync(
        Shop shop, Guid show, Guid asker, string text)
    {
        var asked = await shop.Get<AskQuestion>().RunAsync(new Asking(show, asker, text, "ko"), Shop.Cancel);
        return (asked.Status, asked.Question);
    }

    private static async Task<ModerateQuestionStatus> ModerateAsync(
        Shop shop, Guid question, QuestionStep step, string? answer = null) =>
        (await shop.Get<ModerateQuestion>().RunAsync(
            new QuestionModeration(question, step, answer, "kim"), Shop.Cancel)).Status;
}
