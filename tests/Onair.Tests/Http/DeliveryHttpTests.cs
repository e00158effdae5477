using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Http;

/// <summary>Where an order goes, over real HTTP: by the API and on its pages.</summary>
public sealed class DeliveryHttpTests
{
    private const string home = """
        {"recipient":"김받는","phone":"+82 10-9999-8888","postcode":"04524","line1":"서울특별시 중구 세종대로 110",
        "line2":"","memo":"문 앞에 놓아 주세요"}
        """;

    private const string shown = """
        {"recipient":"김받는","phone":"01099998888","postcode":"04524","line1":"서울특별시 중구 세종대로 110",
        "memo":"문 앞에 놓아 주세요"}
        """;

    private static readonly string office = home.Replace("세종대로 110", "을지로 1", StringComparison.Ordinal);

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Owner_sees_where_it_goes_and_changes_it_until_it_is_prepared(Dialect dialect)
    {
        await using var shop = await LiveShop.OpenAsync(dialect);
        await shop.SellsAsync("mug", 12_000, 5);
        var body = LiveShop.Body().Replace("\"lines\"", $"\"delivery\":{home},\"language\":\"en\",\"lines\"");
        var placed = await shop.PlaceAsync(body, "one");
        Assert.Equal(201, placed.Status);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(shown), placed.Json["delivery"]), placed.Text);
        Assert.Equal((200, placed.Text), Of(await shop.PlaceAsync(body, "one")));
        Assert.Equal(422, (await shop.PlaceAsync(LiveShop.Body(), "one")).Status);
        var (number, token) = ((string)placed.Json["orderNumber"]!, (string)placed.Json["token"]!);

        var seen = await ShowAsync();
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(shown), seen.Json["delivery"]), seen.Text);
        var tag = seen.Header("ETag");
        Assert.Equal((204, ""), Of(await PutAsync(office, ("If-Match", tag))));
        Assert.NotEqual(tag, (await ShowAsync()).Header("ETag"));
        var late = await PutAsync(home, ("If-Match", tag));
        Assert.Equal((412, "changed"), (late.Status, late.Code));
        Assert.Equal("서울특별시 중구 을지로 1", (string?)(await ShowAsync()).Json["delivery"]!["line1"]);

        await shop.PaysAsync(number, token);
        await shop.App.Services.GetRequiredService<AdvanceOrder>()
            .RunAsync(number, OrderStep.Prepare, "staff:kim", null, LiveShop.Cancel);
        var closed = await PutAsync(home);
        Assert.Equal((409, "too-late", true), (closed.Status, closed.Code, closed.IsProblem));
        foreach (var secret in new[] { "김받는", "01099998888", "세종대로" })
            Assert.DoesNotContain(shop.Log, line => line.Contains(secret) && !line.Contains("Dapper"));

        Task<Answer> ShowAsync() =>
            shop.SendAsync(HttpMethod.Get, $"/api/v1/orders/{number}", null, ("Order-Token", token));

        Task<Answer> PutAsync(string to, params (string, string)[] headers) => shop.SendAsync(
            HttpMethod.Put, $"/api/v1/orders/{number}/delivery", to, [("Order-Token", token), .. headers]);
    }

    [Fact]
    public async Task Every_wrong_field_is_named_and_nobody_else_is_let_in()
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 5);
        var (number, token) = await shop.BuysAsync(LiveShop.Body(), "one");
        var (other, _) = await shop.BuysAsync(LiveShop.Body(phone: "010-7777-6666"), "two");
        var wrong = await PutAsync(number, """{"phone":"1","postcode":"1234","line2":5,"city":"Seoul"}""", token);
        Assert.Equal((400, true), (wrong.Status, wrong.IsProblem));
        foreach (var field in new[] { "recipient", "phone", "postcode", "line1", "line2", "city" })
            Assert.Contains($"\"{field}\"", wrong.Text);
        foreach (var body in new[] { "", "null", "[]", "{", "5" })
            Assert.Equal(400, (await PutAsync(number, body, token)).Status);
        Assert.Equal(413, (await PutAsync(number, $"{{\"memo\":\"{new string('x', 9000)}\"}}", token)).Status);
        Assert.Equal(400, (await PutAsync(number, home, token, ("If-Match", "x"))).Status);
        Assert.Equal(404, (await PutAsync(other, home, token)).Status);
        Assert.Equal(404, (await PutAsync("20260101-NOBODY", home, token)).Status);
        var none = await shop.SendAsync(HttpMethod.Put, $"/api/v1/orders/{number}/delivery", home);
        Assert.Equal((401, "token-missing"), (none.Status, none.Code));

        Task<Answer> PutAsync(string of, string body, string with, params (string, string)[] headers) =>
            shop.SendAsync(
                HttpMethod.Put, $"/api/v1/orders/{of}/delivery", body, [("Order-Token", with), .. headers]);
    }

    [Theory]
    [InlineData("", "거래 내역서", "배송지 바꾸기"), InlineData("?lang=en", "Record of the transaction", "Change the address")]
    public async Task Owner_changes_it_on_a_page_and_keeps_the_document(string language, string title, string change)
    {
        await using var shop = await LiveShop.OpenAsync(Dialect.Sqlite);
        await shop.SellsAsync("mug", 12_000, 5);
        var body = LiveShop.Body().Replace("\"lines\"", $"\"delivery\":{home},\"lines\"");
        var (number, token) = await shop.BuysAsync(body, "one");
        var order = $"/orders/{number}/{token}";
        var page = (await shop.SendAsync(HttpMethod.Get, order + language)).Text;
        Assert.Contains("(04524) 서울특별시 중구 세종대로 110", page);
        Assert.Contains($"href=\"{order}/contract{language}\"", page);
        Assert.Contains($"href=\"{order}/delivery{language}\"", page);
        Assert.Contains(change, page);

        var form = (await shop.SendAsync(HttpMethod.Get, $"{order}/delivery{language}")).Text;
        Assert.Contains("value=\"door\" selected", form);
        var refused = await SendAsync(("postcode", "1"), ("line1", ""));
        Assert.Equal(400, refused.Status);
        Assert.Contains("href=\"#postcode\"", refused.Text);
        Assert.Contains("href=\"#line1\"", refused.Text);
        Assert.Contains("value=\"이받는\"", refused.Text);
        Assert.Equal(303, (await SendAsync(("postcode", "06236"), ("line1", "테헤란로 1"))).Status);
        Assert.Contains("(06236) 테헤란로 1", (await shop.SendAsync(HttpMethod.Get, order)).Text);

        var document = await shop.SendAsync(HttpMethod.Get, $"{order}/contract{language}");
        var file = await shop.SendAsync(HttpMethod.Get, $"{order}/contract.txt{language}");
        Assert.Contains("attachment", file.Header("Content-Disposition"));
        foreach (var said in new[] { title, number, "12,000", "1,091", "06236" })
        {
            Assert.Contains(said, document.Text);
            Assert.Contains(said, file.Text);
        }

        foreach (var part in new[] { "/delivery", "/contract", "/contract.txt" })
            Assert.Equal(404, (await shop.SendAsync(HttpMethod.Get, $"/orders/{number}/AAAA{part}")).Status);

        await shop.SendAsync(HttpMethod.Post, $"/api/v1/orders/{number}/cancel", null, ("Order-Token", token));
        Assert.Equal(409, (await SendAsync(("postcode", "06236"), ("line1", "을지로 1"))).Status);
        Assert.Equal(303, (await shop.SendAsync(HttpMethod.Get, $"{order}/delivery")).Status);

        Task<Answer> SendAsync(params (string Name, string Value)[] fields) =>
            shop.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"{order}/delivery{language}")
            {
                Content = new FormUrlEncodedContent(
                    fields.Append(("recipient", "이받는")).Append(("recipient-phone", "010-1111-2222"))
                        .Select(f => KeyValuePair.Create(f.Item1, f.Item2))),
            });
    }

    private static (int, string) Of(Answer answer) => (answer.Status, answer.Text);
}
