using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Onair.Tests.Storefront;

/// <summary>Buying without a script, as the browser sends it.</summary>
public sealed partial class CheckoutTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private const string sku = "MUG-001";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "결제가 끝났어요"), InlineData("&lang=en", "Paid")]
    public async Task Customer_buys_and_sees_the_order_paid(string language, string says)
    {
        var form = await FormAsync(language);
        using var sent = await SendAsync(form, language);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var page = await FollowAsync(sent.Headers.Location!.OriginalString, "data-state=\"paid\"");
        Assert.Contains(says, page);
        Assert.Contains("79,800", page);
    }

    [Fact]
    public async Task Form_that_is_sent_twice_is_one_order()
    {
        var form = await FormAsync();
        using var first = await SendAsync(form);
        using var second = await SendAsync(form);
        Assert.Equal(NumberIn(first.Headers.Location!), NumberIn(second.Headers.Location!));
    }

    [Fact]
    public async Task Form_that_was_used_for_another_order_is_refused()
    {
        var form = await FormAsync();
        using var first = await SendAsync(form);
        form["quantity"] = "3";
        using var second = await SendAsync(form);
        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Contains("이미 다른 내용으로", await second.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("name", "", "이름을 입력해")]
    [InlineData("phone", "12", "휴대전화 번호를 숫자")]
    [InlineData("phone", "010-abc", "휴대전화 번호를 숫자")]
    [InlineData("email", "nobody", "이메일 주소를")]
    [InlineData("quantity", "0", "수량을 다시")]
    [InlineData("quantity", "x", "수량을 다시")]
    [InlineData("quantity", "-1", "수량을 다시")]
    [InlineData("quantity", "99999999999999999999", "수량을 다시")]
    [InlineData("postcode", "", "우편번호를 숫자"), InlineData("postcode", "1234", "우편번호를 숫자")]
    [InlineData("postcode", "０６２３６", "우편번호를 숫자")]
    [InlineData("line1", "", "도로명 주소를"), InlineData("recipient-phone", "12", "받는 분 연락처를 숫자")]
    [InlineData("pay", "", "결제 방법을 골라")]
    [InlineData("pay", "card@nobody", "결제 방법을 골라")]
    [InlineData("pay", "gold", "결제 방법을 골라")]
    public async Task Wrong_field_is_named_beside_it_and_in_the_summary_and_what_was_typed_stays(
        string field, string value, string says)
    {
        var form = await FormAsync();
        form[field] = value;
        using var sent = await SendAsync(form);
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var page = await sent.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(2, Regex.Count(page, Regex.Escape(says), RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Contains("role=\"alert\"", page);
        Assert.Contains("value=\"공동현관 1234\"", page);
        Assert.Contains("value=\"door\" selected", page);
        if (field != "name") Assert.Contains("value=\"홍길동\"", page);
        if (field is "phone" or "email" or "quantity" or "postcode" or "recipient-phone")
            Assert.Contains($"value=\"{value}\"", page);
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        var form = await FormAsync();
        foreach (var field in new[] { "name", "phone", "quantity", "pay", "postcode", "line1" }) form[field] = "";
        form["line2"] = form["recipient"] = form["memo"] = new string('가', 201);
        using var sent = await SendAsync(form);
        var page = await sent.Content.ReadAsStringAsync(Cancel);
        foreach (var id in new[]
        {
            "#name", "#phone", "#quantity", "#pay", "#postcode", "#line1", "#line2", "#recipient", "#memo",
        })
            Assert.Contains($"href=\"{id}\"", page);
        // A number that is left to who orders is wrong there alone.
        Assert.DoesNotContain("href=\"#recipient-phone\"", page);
    }

    [Fact]
    public async Task Price_that_is_not_the_shops_is_not_taken()
    {
        var form = await FormAsync();
        form["price"] = "1";
        using var sent = await SendAsync(form);
        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        var page = await sent.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("39,900원(으)로 바뀌었어요", page);
        // What comes next is at the price that is shown now.
        Assert.Contains("name=\"price\" value=\"39900\"", page);
    }

    [Fact]
    public async Task More_than_there_is_says_how_many_are_left()
    {
        var form = await FormAsync(item: await RareAsync());
        form["quantity"] = "100000";
        using var sent = await SendAsync(form);
        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.Contains("남은 수량은", await sent.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData("/checkout"), InlineData("/checkout?sku=none"), InlineData("/checkout?sku=%00")]
    [InlineData("/orders/20260101-AAAAAAAA/x")]
    [InlineData("/pay/return/00000000-0000-0000-0000-000000000000/x")]
    [InlineData("/pay/close/00000000-0000-0000-0000-000000000000/x")]
    public async Task What_is_not_there_is_a_page_that_says_so(string address)
    {
        using var response = await shop.Watcher.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Order_opens_for_its_own_token_alone_and_is_kept_by_nobody()
    {
        var form = await FormAsync();
        using var sent = await SendAsync(form);
        var address = OrderIn(sent.Headers.Location!);
        using var own = await shop.Watcher.GetAsync(address, Cancel);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Equal("private, no-store", Sorted(own));
        Assert.Equal("no-referrer", own.Headers.GetValues("Referrer-Policy").Single());
        Assert.StartsWith("default-src 'none'", own.Headers.GetValues("Content-Security-Policy").Single());
        using var strangers = await shop.Watcher.GetAsync(address[..^1] + (address[^1] == 'A' ? 'B' : 'A'), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, strangers.StatusCode);
        foreach (var verb in new[] { "/cancel", "/pay" })
        {
            using var none = new FormUrlEncodedContent([new("pay", "card")]);
            using var forged = await shop.Watcher.PostAsync(address[..^1] + "-" + verb, none, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, forged.StatusCode);
        }
    }

    [Fact]
    public async Task Paid_order_is_cancelled_and_the_money_goes_back()
    {
        var form = await FormAsync();
        using var sent = await SendAsync(form);
        await FollowAsync(sent.Headers.Location!.OriginalString, "data-state=\"paid\"");
        var address = OrderIn(sent.Headers.Location!);
        using var none = new FormUrlEncodedContent([]);
        using var ended = await shop.Watcher.PostAsync(address + "/cancel", none, Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        var page = await FollowAsync(address, "돌려받은 금액");
        Assert.Contains("data-state=\"cancelled\"", page);
    }

    [Fact]
    public async Task What_a_customer_writes_is_never_markup()
    {
        var form = await FormAsync();
        form["name"] = "\"><script>alert(1)</script>";
        form["phone"] = "<b>";
        using var sent = await SendAsync(form);
        var page = await sent.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("<script>", page);
        Assert.DoesNotContain("<b>", page);
    }

    [Theory]
    [InlineData("application/json", "{}"), InlineData("text/plain", "a=b")]
    [InlineData("multipart/form-data; boundary=x", "--y")]
    [InlineData("application/x-www-form-urlencoded", "a=%zz&=&&&")]
    public async Task Body_that_is_no_form_of_ours_is_refused(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        using var response = await shop.Watcher.PostAsync("/checkout", content, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Form_of_many_fields_is_refused()
    {
        using var content = new FormUrlEncodedContent(
            Enumerable.Range(0, 200).Select(i => new KeyValuePair<string, string>($"f{i}", "x")));
        using var response = await shop.Watcher.PostAsync("/checkout", content, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    private async Task<Dictionary<string, string>> FormAsync(string language = "", string item = sku)
    {
        var page = await shop.Watcher.GetStringAsync($"/checkout?sku={item}{language}", Cancel);
        var fields = Hidden().Matches(page).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        fields.Remove("lang");
        return new Dictionary<string, string>(fields)
        {
            ["quantity"] = "2",
            ["name"] = "홍길동",
            ["phone"] = "010-1234-5678",
            ["email"] = "",
            ["postcode"] = "06236",
            ["line1"] = "서울특별시 강남구 테헤란로 1",
            ["line2"] = "101동 1001호",
            ["recipient"] = "",
            ["recipient-phone"] = "",
            ["memo-choice"] = "door",
            ["memo"] = "공동현관 1234",
            ["pay"] = "card",
        };
    }

    /// <summary>Something of which there are not many.</summary>
    private async Task<string> RareAsync()
    {
        var list = JsonNode.Parse(await shop.Watcher.GetStringAsync("/api/v1/products?limit=20", Cancel))!;
        foreach (var product in list["items"]!.AsArray())
        {
            var item = (string)product!["variants"]![0]!["sku"]!;
            var stock = JsonNode.Parse(await shop.Watcher.GetStringAsync("/api/v1/stock/" + item, Cancel))!;
            if ((long)stock["available"]! is > 0 and < 50_000) return item;
        }

        throw new InvalidOperationException("the sample shop has too much of everything");
    }

    private async Task<HttpResponseMessage> SendAsync(Dictionary<string, string> form, string language = "")
    {
        using var content = new FormUrlEncodedContent(form);
        return await shop.Watcher.PostAsync("/checkout?" + language.TrimStart('&'), content, Cancel);
    }

    /// <summary>Loads the page as its refresh says, until it shows what is awaited.</summary>
    private async Task<string> FollowAsync(string address, string awaited)
    {
        var page = "";
        for (var loads = 0; loads < 100; loads++)
        {
            using var response = await shop.Watcher.GetAsync(address, Cancel);
            if (response.StatusCode == HttpStatusCode.SeeOther)
            {
                address = response.Headers.Location!.OriginalString;
                continue;
            }

            page = await response.Content.ReadAsStringAsync(Cancel);
            if (page.Contains(awaited, StringComparison.Ordinal)) return page;
            await Task.Delay(50, Cancel);
        }

        Assert.Contains(awaited, page);
        return page;
    }

    private static string NumberIn(Uri address) => address.OriginalString.Split('/')[2];

    private static string OrderIn(Uri address) => string.Join('/', address.OriginalString.Split('/', '?').Take(4));

    private static string Sorted(HttpResponseMessage response) =>
        string.Join(", ", response.Headers.CacheControl!.ToString().Split(", ").OrderDescending());

    [GeneratedRegex("""type="hidden" name="(?<name>\w+)" value="(?<value>[^"]*)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
