using System.Net.Http.Headers;
using System.Text;
using Onair.Broadcasts.Talk;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>Viewers ask, the producer answers, and everybody who watches hears it.</summary>
public sealed class TalkTests
{
    private const string hostile = "\"><img src=x onerror=alert(1)></script><script>alert(2)</script>";

    private static readonly HttpMethod get = HttpMethod.Get;
    private static readonly HttpMethod put = HttpMethod.Put;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Question_is_the_askers_alone_until_the_producer_answers_it_before_everybody(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (show, offer) = await ShowDesk.GoOnAirAsync(shop);
        await using var viewer = await Watcher.OpenAsync(shop, $"broadcast={show}");
        Assert.Empty((await viewer.TalkAsync()).Content["questions"]!.AsArray());

        var asked = await ShowDesk.AskAsync(shop, show, "세탁기에 돌려도 되나요?");
        Assert.Equal((201, "waiting"), (asked.Status, (string)asked.Json["state"]!));
        var (id, token) = ((string)asked.Json["id"]!, asked.Header("Asker-Token"));
        Assert.Contains("__Host-onair-asker=", asked.Header("Set-Cookie"));
        foreach (var flag in new[] { "httponly", "secure", "samesite=lax" })
            Assert.Contains(flag, asked.Header("Set-Cookie"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("no-store", asked.Header("Cache-Control"));
        Assert.Equal(200, (await ShowDesk.AskAsync(shop, show, " 세탁기에  돌려도 되나요?", token)).Status);
        Assert.Single(await MineAsync(shop, show, token));
        Assert.Empty(await MineAsync(shop, show, AskerTokens.New()));
        Assert.Empty(await MineAsync(shop, show, "no-token"));
        foreach (var address in new[] { $"/api/v1/live/now?broadcast={show}", $"/broadcasts/{show}" })
            Assert.DoesNotContain("세탁기", (await shop.SendAsync(get, address)).Text);

        var listed = await shop.SendAsync(
            get, $"/api/v1/broadcasts/{show}/questions?state=waiting&limit=1", null, ShowDesk.Right);
        Assert.Equal(id, (string)listed.Json["questions"]![0]!["id"]!);
        Assert.Empty((await shop.SendAsync(
            get, $"/api/v1/broadcasts/{show}/questions?limit=1&cursor={listed.Json["next"]}", null, ShowDesk.Right))
            .Json["questions"]!.AsArray());
        await ShowDesk.StepAsync(shop, id, "answer", "네, 찬물에 돌려 주세요.");
        var (tag, talk) = await viewer.TalkAsync();
        Assert.Equal(
            (id, "네, 찬물에 돌려 주세요."),
            ((string)talk["questions"]![0]!["id"]!, (string)talk["questions"]![0]!["answer"]!));
        Assert.Null(talk["questions"]![0]!["asker"]);
        Assert.Equal("answered", (string)(await MineAsync(shop, show, token))[0]!["state"]!);
        var now = await shop.SendAsync(get, $"/api/v1/live/now?broadcast={show}");
        Assert.Equal($"\"{tag}\"", now.Header("ETag"));
        Assert.Equal(talk.ToJsonString(), now.Json["talk"]!.ToJsonString());
        Assert.Contains("찬물에", await shop.PageAsync($"/broadcasts/{show}", page => page.Contains("찬물에")));

        // Who watches the stock fall does not get the questions with every piece, nor who comes back.
        await ShowDesk.BuysAsync(shop, offer, "one");
        var (name, sold, _) = await viewer.AnyAsync();
        Assert.Equal(("", tag[17..]), (name, sold[17..]));
        await using var back = await Watcher.OpenAsync(shop, $"broadcast={show}", tag);
        Assert.Equal("", (await back.AnyAsync()).Name);
        await using var late = await Watcher.OpenAsync(shop, $"broadcast={show}", $"{sold[..16]}-0123456789abcdef");
        Assert.Equal("talk", (await late.AnyAsync()).Name);
        await using var stranger = await Watcher.OpenAsync(shop, $"broadcast={show}", "' OR 1=1 --");
        Assert.Equal("talk", (await stranger.AnyAsync()).Name);
        Assert.Equal("", (await stranger.AnyAsync()).Name);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Line_of_the_host_reaches_who_watches_in_both_languages(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var (show, _) = await ShowDesk.GoOnAirAsync(shop);
        await using var viewer = await Watcher.OpenAsync(shop, $"broadcast={show}");
        Assert.Null((await viewer.TalkAsync()).Content["announcement"]);
        const string line = """{"textKo":"오늘만 <b>무료배송</b>","textEn":"Free shipping & more"}""";
        Assert.Equal(200, (await SayAsync(put, line)).Status);
        Assert.Equal("오늘만 <b>무료배송</b>", (string)(await viewer.TalkAsync()).Content["announcement"]!["ko"]!);
        Assert.Contains("오늘만 &lt;b&gt;무료배송", (await shop.SendAsync(get, $"/broadcasts/{show}")).Text);
        Assert.Contains("Free shipping &amp; more", (await shop.SendAsync(get, $"/broadcasts/{show}?lang=en")).Text);
        Assert.Equal(200, (await SayAsync(put, line)).Status);
        var history = await SayAsync(HttpMethod.Delete, null);
        Assert.Equal([2, 1], history.Json["announcements"]!.AsArray().Select(one => (int)one!["number"]!));
        Assert.Null((await viewer.TalkAsync()).Content["announcement"]);
        Assert.Equal(200, (await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/broadcasts/{show}/end", null, ShowDesk.Right)).Status);
        var late = await SayAsync(put, line);
        Assert.Equal((409, "broadcast-ended"), (late.Status, late.Code));
        var asked = await ShowDesk.AskAsync(shop, show, "끝났나요?");
        Assert.Equal((409, "not-on-air"), (asked.Status, asked.Code));

        Task<Answer> SayAsync(HttpMethod method, string? body) =>
            shop.SendAsync(method, $"/api/v1/broadcasts/{show}/announcement", body, ShowDesk.Right);
    }

    [Fact]
    public async Task Who_asks_too_fast_or_from_too_many_tokens_is_told_to_wait()
    {
        await using var shop = await OpenAsync(Dialect.Sqlite, "Broadcasts:Talk:NetworkPerMinuteMax=6");
        var (show, _) = await ShowDesk.GoOnAirAsync(shop);
        var token = (await ShowDesk.AskAsync(shop, show, "하나")).Header("Asker-Token");
        foreach (var text in new[] { "둘", "셋" })
            Assert.Equal(201, (await ShowDesk.AskAsync(shop, show, text, token)).Status);
        var fast = await ShowDesk.AskAsync(shop, show, "넷", token);
        Assert.Equal((429, "too-fast", "60"), (fast.Status, fast.Code, fast.Header("Retry-After")));
        Assert.Equal(3, (await MineAsync(shop, show, token)).Count);
        // Another token from the same network: twice more, and no token helps after that. A forged header does not.
        Assert.Equal(201, (await ShowDesk.AskAsync(shop, show, "다섯")).Status);
        Assert.Equal(201, (await ShowDesk.AskAsync(shop, show, "여섯")).Status);
        Assert.Equal(429, (await ShowDesk.AskAsync(shop, show, "일곱")).Status);
        var forged = await shop.SendAsync(
            HttpMethod.Post, $"/api/v1/broadcasts/{show}/questions", """{"text":"여덟"}""",
            ("X-Forwarded-For", "203.0.113.9"));
        Assert.Equal(429, forged.Status);
        Assert.DoesNotContain(shop.Log, line => line.Contains("하나", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Person_without_script_asks_by_the_form_and_finds_the_question_again()
    {
        await using var shop = await OpenAsync(Dialect.Sqlite);
        var (show, _) = await ShowDesk.GoOnAirAsync(shop);
        var address = $"/broadcasts/{show.Replace("-", "", StringComparison.Ordinal)}/questions";
        Assert.Contains($"action=\"{address}\"", (await shop.SendAsync(get, $"/broadcasts/{show}")).Text);
        var sent = await PostAsync(shop, address, hostile);
        Assert.Equal((303, address + "?sent=1"), (sent.Status, sent.Header("Location")));
        var cookie = sent.Header("Set-Cookie").Split(';')[0];
        var mine = await shop.SendAsync(get, address + "?sent=1", null, ("Cookie", cookie));
        Assert.Contains("no-store", mine.Header("Cache-Control"));
        Assert.Contains("답변 대기 중", mine.Text);
        Assert.DoesNotContain("aria-invalid", mine.Text);
        Assert.DoesNotContain("<img src=x", mine.Text);
        Assert.DoesNotContain("<script>alert", mine.Text);
        Assert.DoesNotContain("onerror", (await shop.SendAsync(get, address)).Text);
        Assert.Contains("Waiting for the host",
            (await shop.SendAsync(get, address + "?lang=en", null, ("Cookie", cookie))).Text);
        // The same again is harmless.
        Assert.Equal(303, (await PostAsync(shop, address, hostile, ("Cookie", cookie))).Status);

        // What is wrong is said beside the field, in the summary, and stays typed.
        var wrong = await PostAsync(shop, address, "010-1234-5678 <b>", ("Cookie", cookie));
        Assert.Equal(400, wrong.Status);
        foreach (var says in new[] { "role=\"alert\"", "aria-invalid=\"true\"", "010-1234-5678 &lt;b&gt;</textarea>" })
            Assert.Contains(says, wrong.Text);
        Assert.Equal(400, (await PostAsync(shop, address, " ")).Status);
        Assert.Equal(400, (await PostAsync(shop, address, new string('x', 201))).Status);

        // Another site's form asks in nobody's place.
        foreach (var (name, value) in new[]
        {
            ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site"), ("Origin", "https://evil.example"),
        })
            Assert.Equal(404, (await PostAsync(shop, address, "몰래", (name, value), ("Cookie", cookie))).Status);
        var fit = await shop.SendAsync(get, $"/api/v1/broadcasts/{show}/questions", null, ShowDesk.Right);
        var question = Assert.Single(fit.Json["questions"]!.AsArray())!;
        await ShowDesk.StepAsync(shop, (string)question["id"]!, "answer", hostile);
        const string harmless = "&lt;script&gt;alert(2)";
        var page = await shop.PageAsync($"/broadcasts/{show}", text => text.Contains(harmless));
        Assert.DoesNotContain("<img src=x", page);
        Assert.DoesNotContain("<script>alert", page);
        Assert.Contains(harmless, page);
        Assert.Equal(404, (await shop.SendAsync(get, $"/broadcasts/{Guid.Empty}/questions")).Status);
    }

    [Fact]
    public async Task Page_with_the_longest_talk_stays_within_forty_kilobytes_and_shows_a_portrait()
    {
        await using var shop = await OpenAsync(
            Dialect.Sqlite, "Broadcasts:Talk:NetworkPerMinuteMax=100", "Broadcasts:Talk:AskerPerMinuteMax=100");
        var (show, _) = await ShowDesk.GoOnAirAsync(shop, ShowDesk.Show(isPortrait: true));
        for (var i = 0; i < TalkOptions.SeenMax + 1; i++)
        {
            var asked = await ShowDesk.AskAsync(shop, show, i + new string('뷁', TalkOptions.QuestionMax - 1));
            await ShowDesk.StepAsync(
                shop, (string)asked.Json["id"]!, "answer", new string('뷁', TalkOptions.AnswerMax));
        }

        foreach (var language in new[] { "", "?lang=en" })
        {
            var page = (await shop.SendAsync(get, $"/broadcasts/{show}{language}")).Text;
            Assert.InRange(Encoding.UTF8.GetByteCount(page), 20_000, 40 * 1024);
            Assert.Contains("class=\"tall\" width=\"360\" height=\"640\"", page);
        }

        await using var viewer = await Watcher.OpenAsync(shop, $"broadcast={show}");
        var (_, talk) = await viewer.TalkAsync();
        Assert.Equal(TalkOptions.SeenMax, talk["questions"]!.AsArray().Count);
        Assert.InRange(Encoding.UTF8.GetByteCount(talk.ToJsonString()), 1, 60_000);
    }

    [Fact]
    public async Task Page_of_the_longest_rundown_stays_small_and_has_the_offer_that_is_shown()
    {
        await using var shop = await OpenAsync(Dialect.Sqlite);
        var offers = new List<string>();
        for (var i = 0; i < Onair.Broadcasts.BroadcastsOptions.OffersMax; i++)
        {
            await shop.SellsAsync($"thing-{i}", 12_000, 50);
            offers.Add($$"""{"sku":"thing-{{i}}","price":9900,"allotment":20}""");
        }

        var (show, _) = await ShowDesk.GoOnAirAsync(shop, ShowDesk.Show().Replace(
            """{"sku":"mug","price":9900,"allotment":20}""", string.Join(',', offers), StringComparison.Ordinal));
        var rundown = (await shop.SendAsync(get, $"/api/v1/broadcasts/{show}")).Json["offers"]!.AsArray();
        foreach (var place in new[] { 0, 20, 49 })
        {
            var id = (string)rundown[place]!["id"]!;
            Assert.Equal(200, (await shop.SendAsync(
                HttpMethod.Post, $"/api/v1/broadcasts/{show}/on-air", $$"""{"offer":"{{id}}"}""", ShowDesk.Right))
                .Status);
            var page = await shop.PageAsync($"/broadcasts/{show}", text => text.Contains($"data-offer=\"{id}\""));
            Assert.InRange(Encoding.UTF8.GetByteCount(page), 20_000, 40 * 1024);
            Assert.Matches($"<article class=\"offer\" data-offer=\"{id}\"[^>]*data-price=\"9900\">", page);
            Assert.Equal(50, page.Split("data-row=").Length - 1);
        }
    }

    private static async Task<LiveShop> OpenAsync(Dialect dialect, params string[] settings)
    {
        var shop = await LiveShop.OpenAsync(dialect, ["Operator:Token=" + ShowDesk.Token, .. settings]);
        await shop.SellsAsync("mug", 12_000, 50);
        return shop;
    }

    private static async Task<System.Text.Json.Nodes.JsonArray> MineAsync(LiveShop shop, string show, string token) =>
        (await shop.SendAsync(get, $"/api/v1/broadcasts/{show}/questions/mine", null, ("Asker-Token", token)))
        .Json["questions"]!.AsArray();

    private static Task<Answer> PostAsync(
        LiveShop shop, string address, string text, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent("text=" + Uri.EscapeDataString(text)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return shop.SendAsync(request);
    }
}
