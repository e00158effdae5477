using System.Text.RegularExpressions;
using Onair.Storage;

namespace Onair.Tests.Account;

/// <summary>The checkout of who is signed in: their addresses, and nobody else's.</summary>
public sealed partial class CheckoutAddressTests
{
    [Theory, ClassData(typeof(Fixtures.BothDatabases))]
    public async Task Customer_chooses_an_address_or_types_one_and_saves_it_once(Dialect dialect)
    {
        await using var shop = await AccountShop.OpenAsync(dialect);
        await shop.Live.SellsAsync("mug", 12_000, 100);
        var member = await shop.MemberAsync("gildong@shop.example");
        await AddAsync(member, "04524", "세종대로 110");
        await AddAsync(member, "06236", "테헤란로 1");

        // The default is chosen; the other one is a tap away.
        var page = (await member.GetAsync("/checkout?sku=mug")).Text;
        var ids = Ids().Matches(page).Select(m => m.Groups["id"].Value).ToList();
        Assert.Equal(["04524", "06236"], [.. Places().Matches(page).Select(m => m.Groups["code"].Value)]);
        Assert.Contains($"value=\"{ids[0]}\" checked", page);
        Assert.DoesNotContain("name=\"save-address\" type=\"checkbox\" value=\"yes\" checked", page);
        Assert.Contains("(06236) 테헤란로 1", await BuyAsync(member, page, ("ship", ids[1])));

        // A new one goes with this order, and into the account when the box is ticked; however often it is sent.
        (string, string)[] typed = [("ship", "new"), ("postcode", "13579"), ("line1", "새길 1"), ("save-address", "yes")];
        page = (await member.GetAsync("/checkout?sku=mug")).Text;
        Assert.Contains("(13579) 새길 1", await BuyAsync(member, page, typed));
        Assert.Contains("(13579) 새길 1", await BuyAsync(member, page, typed));
        Assert.Single(Regex.Matches((await member.GetAsync("/account/addresses")).Text, "13579"));
        page = (await member.GetAsync("/checkout?sku=mug")).Text;
        await BuyAsync(member, page, ("ship", "new"), ("postcode", "54321"), ("line1", "헌길 1"));
        Assert.DoesNotContain("54321", (await member.GetAsync("/account/addresses")).Text);
    }

    [Fact]
    public async Task Address_of_another_is_not_there_and_a_form_of_another_site_orders_nothing()
    {
        await using var shop = await AccountShop.OpenAsync(Dialect.Sqlite);
        await shop.Live.SellsAsync("mug", 12_000, 100);
        var (member, other) = (await shop.MemberAsync("a@shop.example"), await shop.MemberAsync("b@shop.example"));
        await AddAsync(member, "04524", "세종대로 110");
        await AddAsync(other, "06236", "테헤란로 1");
        var others = Ids().Match((await other.GetAsync("/checkout?sku=mug")).Text).Groups["id"].Value;
        var page = (await member.GetAsync("/checkout?sku=mug")).Text;
        foreach (var ship in new[] { others, "", "x", Guid.Empty.ToString() })
        {
            var answer = await SendAsync(member, page, Surfer.TokenIn(page), ("ship", ship));
            Assert.Equal(400, answer.Status);
            Assert.Contains("배송지를 다시 골라 주세요.", answer.Text);
            Assert.DoesNotContain("06236", answer.Text);
        }

        foreach (var token in new[] { "", "forged", Surfer.TokenIn((await other.GetAsync("/checkout?sku=mug")).Text) })
        {
            var answer = await SendAsync(member, page, token, ("ship", Ids().Match(page).Groups["id"].Value));
            Assert.Equal(400, answer.Status);
            Assert.Contains("로그인 상태가 바뀌었어요", answer.Text);
        }

        Assert.DoesNotContain("/orders/2", (await member.GetAsync("/account/orders")).Text);
    }

    private static async Task AddAsync(Surfer member, string postcode, string line1) => Assert.Equal(
        303,
        (await member.PostAsync(
            "/account/addresses", "/account/addresses", ("recipient", "김받는"), ("phone", "010-9999-8888"),
            ("postcode", postcode), ("line1", line1))).Status);

    /// <summary>The order's page.</summary>
    private static async Task<string> BuyAsync(Surfer member, string page, params (string, string)[] fields)
    {
        var sent = await SendAsync(member, page, Surfer.TokenIn(page), fields);
        Assert.Equal(303, sent.Status);
        var order = string.Join('/', sent.Header("Location").Split('/', '?').Take(4));
        return (await member.GetAsync(order)).Text;
    }

    private static Task<Http.Answer> SendAsync(
        Surfer member, string page, string token, params (string, string)[] fields) =>
        member.SendFormAsync(
            "/checkout",
            [
                ("form", token), ("key", Key().Match(page).Groups["key"].Value), ("sku", "mug"), ("price", "12000"),
                ("quantity", "1"), ("name", "홍길동"), ("phone", "010-1234-5678"), ("email", ""), ("pay", "card"),
                .. fields,
            ]);

    [GeneratedRegex("name=\"ship\" value=\"(?<id>[0-9a-f-]{36})\"", RegexOptions.None, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex(@"<br>\((?<code>\d{5})\)", RegexOptions.None, 1000)]
    private static partial Regex Places();

    [GeneratedRegex("name=\"key\" value=\"(?<key>[^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Key();
}
