using System.Net;
using System.Text.RegularExpressions;
using Onair.Carts;

namespace Onair.Tests.Storefront;

/// <summary>The cart and its checkout without a script, as the browser sends them.</summary>
public sealed partial class CartPageTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "장바구니에 담기", "결제할 금액"), InlineData("lang=en", "Add to cart", "To pay")]
    public async Task Visitor_fills_a_cart_and_orders_all_of_it_once(string language, string add, string pay)
    {
        Assert.Contains(add, await shop.Client.GetStringAsync("/products/ondam-mug-set?" + language, Cancel));
        var token = await AddAsync("MUG-001", "2", null);
        Assert.Equal(token, await AddAsync("PAN-028", "1", token));
        var cart = await PageAsync("/cart?" + language, token);
        Assert.Contains("114,700", cart);

        var checkout = await PageAsync("/checkout?cart=1&" + language, token);
        Assert.Contains(pay, checkout);
        Assert.Contains("114,700", checkout);
        var form = Hidden().Matches(checkout)
            .Select(m => KeyValuePair.Create(m.Groups["name"].Value, m.Groups["value"].Value))
            .Where(f => f.Key is "key" or "line").ToList();
        Assert.Equal(
            ["MUG-001*2*39900", "PAN-028*1*34900"], form.Where(f => f.Key == "line").Select(f => f.Value));
        form.AddRange([new("name", "홍길동"), new("phone", "010-1234-5678"), new("email", ""), new("pay", "card")]);
        form.AddRange([new("postcode", "06236"), new("line1", "서울특별시 강남구 테헤란로 1")]);

        // What comes into the cart while the form is open stays in it, however often the form is sent.
        await AddAsync("MUG-001", "1", token);
        using var first = await PostAsync("/checkout", form, token);
        using var second = await PostAsync("/checkout", form, token);
        Assert.Equal(HttpStatusCode.SeeOther, first.StatusCode);
        Assert.Equal(
            first.Headers.Location!.OriginalString.Split('/')[2],
            second.Headers.Location!.OriginalString.Split('/')[2]);
        cart = await PageAsync("/cart", token);
        Assert.Contains("39,900원", cart);
        Assert.DoesNotContain("PAN-028", cart);
        var order = await PageAsync(string.Join('/', first.Headers.Location!.OriginalString.Split('/').Take(4)), token);
        Assert.Contains("114,700", order);
    }

    [Fact]
    public async Task Number_is_changed_and_a_line_is_taken_out()
    {
        var token = await AddAsync("MUG-001", "2", null);
        using var set = await PostAsync("/cart/set", [new("sku", "MUG-001"), new("quantity", "5")], token);
        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
        Assert.Contains("199,500", await PageAsync("/cart", token));
        using var removed = await PostAsync("/cart/remove", [new("sku", "MUG-001")], token);
        Assert.Contains("장바구니가 비어 있어요", await PageAsync("/cart", token));
        using var empty = await AskAsync("/checkout?cart=1", token);
        Assert.Equal("/cart", empty.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("x"), InlineData(""), InlineData("1000"), InlineData("99999999999")]
    public async Task Number_that_is_none_is_said_and_changes_nothing(string quantity)
    {
        var token = await AddAsync("MUG-001", "2", null);
        using var set = await PostAsync("/cart/set", [new("sku", "MUG-001"), new("quantity", quantity)], token);
        Assert.Equal(HttpStatusCode.BadRequest, set.StatusCode);
        Assert.Contains("role=\"alert\"", await set.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("79,800", await PageAsync("/cart", token));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site"), InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Origin", "https://other.example"), InlineData("Origin", "null")]
    public async Task Form_of_another_site_is_refused(string header, string value)
    {
        var token = await AddAsync("MUG-001", "2", null);
        foreach (var path in new[] { "/cart/add", "/cart/set", "/cart/remove", "/cart/agree" })
        {
            using var request = Post(path, [new("sku", "MUG-001"), new("quantity", "9")], token);
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await shop.Watcher.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.False(response.Headers.Contains("Set-Cookie"));
        }

        Assert.Contains("79,800", await PageAsync("/cart", token));
    }

    [Fact]
    public async Task Nobody_sees_the_cart_of_another()
    {
        await AddAsync("MUG-001", "2", null);
        Assert.Contains("비어 있어요", await PageAsync("/cart", CartOwner.NewToken()));
        Assert.Contains("비어 있어요", await PageAsync("/cart", "' OR 1=1"));
    }

    [Theory]
    [InlineData("MUG-001*0*39900"), InlineData("MUG-001"), InlineData("MUG-001*x*y"), InlineData("***")]
    [InlineData("none*1*100"), InlineData("MUG-001*1*1")]
    public async Task Line_that_is_not_as_it_was_shown_is_no_order(string line)
    {
        using var sent = await PostAsync(
            "/checkout",
            [new("key", Guid.NewGuid().ToString("N")), new("line", line), new("name", "홍길동"),
                new("phone", "010-1234-5678"), new("postcode", "06236"), new("line1", "테헤란로 1"), new("pay", "card")],
            null);
        Assert.Contains(
            sent.StatusCode, new[] { HttpStatusCode.BadRequest, HttpStatusCode.NotFound, HttpStatusCode.Conflict });
    }

    private async Task<string> AddAsync(string sku, string quantity, string? token)
    {
        using var added = await PostAsync("/cart/add", [new("sku", sku), new("quantity", quantity)], token);
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        Assert.Equal("/cart", added.Headers.Location!.OriginalString);
        return Cookie().Match(added.Headers.GetValues("Set-Cookie").Single()).Groups["token"].Value;
    }

    private async Task<string> PageAsync(string address, string? token)
    {
        using var response = await AskAsync(address, token);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Cookie", $"{CartTokens.Cookie}={token}");
        return await shop.Watcher.SendAsync(request, Cancel);
    }

    private async Task<HttpResponseMessage> PostAsync(
        string path, IEnumerable<KeyValuePair<string, string>> fields, string? token)
    {
        using var request = Post(path, fields, token);
        return await shop.Watcher.SendAsync(request, Cancel);
    }

    private static HttpRequestMessage Post(
        string path, IEnumerable<KeyValuePair<string, string>> fields, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        if (token is not null) request.Headers.TryAddWithoutValidation("Cookie", $"{CartTokens.Cookie}={token}");
        return request;
    }

    [GeneratedRegex("^__Host-onair-cart=(?<token>[^;]+);", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cookie();

    [GeneratedRegex("""type="hidden" name="(?<name>\w+)" value="(?<value>[^"]*)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
