using Onair.Storage;
using Onair.Tests.Http;

namespace Onair.Tests.Account;

/// <summary>Every wrong field is named beside itself and in the summary, and what was typed stays.</summary>
public sealed class BadAccountFormsTests(BadAccountFormsTests.OneShop one) : IClassFixture<BadAccountFormsTests.OneShop>
{
    [Theory]
    [InlineData("email", "", "입력해 주세요.")]
    [InlineData("email", "nobody", "이메일 주소를 다시")]
    [InlineData("email", "a@b.kr\r\nBcc: c@d.kr", "이메일 주소를 다시")]
    [InlineData("name", "", "입력해 주세요.")]
    [InlineData("phone", "12", "숫자 7~15자리")]
    [InlineData("password", "", "8자 이상")]
    [InlineData("password", "1234567", "8자 이상")]
    [InlineData("password", "qwerty123", "유출됐거나")]
    [InlineData("password", "gildong123", "이름이나 이메일")]
    [InlineData("agree-terms", "", "동의해야")]
    [InlineData("agree-privacy", "no", "동의해야")]
    [InlineData("agree-age", "", "동의해야")]
    public async Task Sign_up(string field, string value, string says)
    {
        var form = Surfer.SignUpForm("gildong@shop.example").Select(f => f.Item1 == field ? (field, value) : f);
        var answer = await one.Shop.Surfer().PostAsync("/account/sign-up", "/account/sign-up", [.. form]);
        Check(answer, field, says);
        if (field != "name") Assert.Contains("value=\"홍길동\"", answer.Text);
        Assert.DoesNotContain(Surfer.Password, answer.Text);
    }

    [Fact]
    public async Task Sign_up_with_nothing_names_everything_and_nothing_is_ticked()
    {
        var page = (await one.Shop.Surfer().GetAsync("/account/sign-up")).Text;
        Assert.DoesNotContain(" checked", page);
        var answer = await one.Shop.Surfer().PostAsync("/account/sign-up", "/account/sign-up");
        foreach (var field in new[] { "email", "name", "password", "agree-age", "agree-terms", "agree-privacy" })
            Assert.Contains($"href=\"#{field}\"", answer.Text);
        Assert.DoesNotContain(" checked", answer.Text);
    }

    [Fact]
    public async Task Name_has_a_hundred_characters()
    {
        var form = Surfer.SignUpForm("gildong@shop.example")
            .Select(f => f.Item1 == "name" ? ("name", new string('가', 101)) : f);
        Check(await one.Shop.Surfer().PostAsync("/account/sign-up", "/account/sign-up", [.. form]), "name", "너무 길어요");
    }

    [Theory]
    [InlineData("recipient", "", "입력해 주세요.")]
    [InlineData("phone", "none", "숫자 7~15자리")]
    [InlineData("postcode", "1234", "숫자 5자리")]
    [InlineData("postcode", "０１２３４", "숫자 5자리")]
    [InlineData("line1", "", "입력해 주세요.")]
    public async Task Address(string field, string value, string says)
    {
        (string, string)[] form =
            [("recipient", "홍길동"), ("phone", "010-1234-5678"), ("postcode", "04524"), ("line1", "세종대로 110")];
        var answer = await one.Member.PostAsync(
            "/account/addresses", "/account/addresses", [.. form.Select(f => f.Item1 == field ? (field, value) : f)]);
        Check(answer, field, says);
        if (field != "line1") Assert.Contains("value=\"세종대로 110\"", answer.Text);
    }

    [Theory]
    [InlineData("/account/profile", "name", "name", "", "입력해 주세요.")]
    [InlineData("/account/profile", "phone", "phone", "1", "숫자 7~15자리")]
    [InlineData("/account/forgot", "email", "email", "x", "이메일 주소를 다시")]
    public async Task Other_forms(string page, string field, string name, string value, string says)
    {
        var others = field == "phone" ? new[] { ("name", "홍길동") } : [];
        Check(await one.Member.PostAsync(page, page, [(name, value), .. others]), field, says);
    }

    [Fact]
    public async Task Files_and_endless_forms_are_no_forms()
    {
        var surfer = one.Shop.Surfer();
        var token = Surfer.TokenIn((await surfer.GetAsync("/account/sign-in")).Text);
        var huge = await surfer.SendFormAsync(
            "/account/sign-in", ("form", token), ("email", new string('x', 20_000)), ("password", "x"));
        Assert.Equal(400, huge.Status);
        var many = Enumerable.Range(0, 100).Select(i => ($"f{i}", "x"));
        Assert.Equal(400, (await surfer.SendFormAsync("/account/sign-in", [("form", token), .. many])).Status);
        var multipart = new HttpRequestMessage(HttpMethod.Post, "/account/sign-in")
        {
            Content = new MultipartFormDataContent { { new StringContent(token), "form" } },
        };
        Assert.Equal(400, (await surfer.SendAsync(multipart)).Status);
    }

    [Theory]
    [InlineData("{}"), InlineData(""), InlineData("not json")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key"}""")]
    public async Task Answer_that_no_passkey_gave_signs_nobody_in(string answer)
    {
        var surfer = one.Shop.Surfer();
        var token = Surfer.TokenIn((await surfer.GetAsync("/account/sign-in")).Text);
        var question = await surfer.SendFormAsync("/account/passkeys/question", ("form", token));
        Assert.Equal(200, question.Status);
        foreach (var state in new[] { (string)question.Json["state"]!, "", "1.2.3" })
        {
            var sent = await surfer.SendFormAsync(
                "/account/sign-in/passkey", ("form", token), ("answer", answer), ("state", state));
            Assert.Equal(400, sent.Status);
            Assert.Contains("패스키를 확인하지 못했어요", sent.Text);
        }
    }

    private static void Check(Answer answer, string field, string says)
    {
        Assert.Equal(400, answer.Status);
        Assert.Contains("role=\"alert\"", answer.Text);
        Assert.Contains($"href=\"#{field}\"", answer.Text);
        Assert.Contains($"id=\"{field}-error\"", answer.Text);
        Assert.Contains(says, answer.Text);
    }

    /// <summary>One shop with one member for all of these: nothing here changes anything.</summary>
    public sealed class OneShop : IAsyncLifetime
    {
        internal AccountShop Shop { get; private set; } = null!;

        internal Surfer Member { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Shop = await AccountShop.OpenAsync(Dialect.Sqlite);
            Member = await Shop.MemberAsync("member@shop.example");
        }

        public ValueTask DisposeAsync() => Shop.DisposeAsync();
    }
}
