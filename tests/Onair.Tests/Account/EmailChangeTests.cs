using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Account;

/// <summary>Another e-mail address, through pages and letters.</summary>
public sealed class EmailChangeTests
{
    private const string old = "gildong@shop.example";
    private const string wanted = "new@shop.example";
    private const string page = "/account/email";

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Person_moves_to_another_mailbox_and_the_old_one_takes_it_back(Dialect dialect)
    {
        await using var shop = await AccountShop.OpenAsync(dialect);
        var member = await shop.MemberAsync(old);
        Assert.Contains(page, (await member.GetAsync("/account/profile")).Text);
        var asked = await member.PostAsync(page, page, ("email", wanted), ("current", Surfer.Password));
        Assert.Equal((303, page + "?sent=1"), (asked.Status, asked.Header("Location")));
        var waiting = (await member.GetAsync(page + "?sent=1")).Text;
        Assert.Contains("새 주소로 메일을 보냈어요", waiting);
        Assert.Contains($"<strong>{wanted}</strong>", waiting);
        Assert.Contains("Waiting for confirmation", (await member.GetAsync(page + "?lang=en")).Text);

        // The letter is read at another device.
        var desk = shop.Surfer();
        var confirm = await desk.LinkAsync(wanted, "email/confirm");
        Assert.Contains("이 주소로 바꾸기", (await desk.GetAsync(confirm)).Text);
        Assert.Contains("Use this address", (await desk.GetAsync(confirm + "?lang=en")).Text);
        Assert.Equal(200, (await desk.PostAsync(confirm, confirm)).Status);
        Assert.Equal(410, (await desk.GetAsync(confirm)).Status);
        Assert.Contains(wanted, (await member.GetAsync("/account")).Text);
        await desk.SignInAsync(wanted);

        var owner = shop.Surfer();
        var back = await owner.LinkAsync(old, "email/back");
        Assert.Contains("막고 비밀번호 새로 정하기", (await owner.GetAsync(back)).Text);
        Assert.Contains("Stop it", (await owner.GetAsync(back + "?lang=en")).Text);
        var taken = await owner.PostAsync(back, back);
        Assert.Equal(303, taken.Status);
        var reset = taken.Header("Location");
        Assert.StartsWith("/account/reset/", reset);
        Assert.Equal(303, (await member.GetAsync("/account")).Status);
        Assert.Equal(200, (await owner.PostAsync(reset, reset, ("password", "another sentence"))).Status);
        await owner.SignInAsync(old, "another sentence");
        Assert.DoesNotContain(shop.Live.Log, line => line.Contains(wanted) && !line.Contains("Dapper"));
    }

    [Fact]
    public async Task Change_is_cancelled_by_who_asked_for_it()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync(old);
        await member.PostAsync(page, page, ("email", wanted), ("current", Surfer.Password));
        var confirm = await member.LinkAsync(wanted, "email/confirm");
        Assert.Equal(303, (await member.PostAsync(page, page + "/stop")).Status);
        Assert.DoesNotContain(wanted, (await member.GetAsync(page)).Text);
        Assert.Equal(410, (await member.PostAsync(page, confirm)).Status);
    }

    [Theory]
    [InlineData("", Surfer.Password, "email", "입력해 주세요.")]
    [InlineData("x", Surfer.Password, "email", "이메일 주소를 다시")]
    [InlineData("GILDONG@shop.example", Surfer.Password, "email", "지금 쓰고 있는 주소")]
    [InlineData(wanted, "", "current", "입력해 주세요.")]
    [InlineData(wanted, "not the sentence", "current", "지금 비밀번호가 맞지")]
    public async Task Wrong_field_is_named_beside_it_and_in_the_summary(
        string email, string password, string field, string says)
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        var member = await shop.MemberAsync(old);
        var answer = await member.PostAsync(page, page, ("email", email), ("current", password));
        Assert.Equal(400, answer.Status);
        Assert.Contains($"href=\"#{field}\"", answer.Text);
        Assert.Contains($"id=\"{field}-error\"", answer.Text);
        Assert.Contains(says, answer.Text);
        if (email.Length > 0) Assert.Contains($"value=\"{email}\"", answer.Text);
        Assert.DoesNotContain(Surfer.Password, answer.Text);
    }

    [Fact]
    public async Task Nothing_tells_whether_the_new_mailbox_has_an_account()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        await shop.MemberAsync("other@shop.example");
        var member = await shop.MemberAsync(old);
        var seen = new List<string>();
        foreach (var email in new[] { "other@shop.example", "never@shop.example" })
        {
            var asked = await member.PostAsync(page, page, ("email", email), ("current", Surfer.Password));
            Assert.Equal((303, page + "?sent=1"), (asked.Status, asked.Header("Location")));
            var text = (await member.GetAsync(page + "?sent=1")).Text.Replace(email, "?", StringComparison.Ordinal);
            seen.Add(text.Replace(Surfer.TokenIn(text), "", StringComparison.Ordinal));
        }

        Assert.Equal(seen[0], seen[1]);
    }
}
