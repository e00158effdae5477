using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Onair.Orders;

namespace Onair.Tests.Storefront;

/// <summary>Giving goods back on a page, as the browser sends it.</summary>
public sealed partial class ReturnPageTests(SampleShop shop) : IClassFixture<SampleShop>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "반품을 접수했어요"), InlineData("?lang=en", "We have your return")]
    public async Task Customer_gives_back_what_was_shipped_and_sees_it(string language, string says)
    {
        var order = await ShippedAsync();
        Assert.Contains("/return", await shop.Client.GetStringAsync(order, Cancel));
        Assert.Contains("3,000", await shop.Client.GetStringAsync(order + "/return" + language, Cancel));
        using var sent = await SendAsync(order, language, ("pieces-1", "1"), ("cause", "1"));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var page = await shop.Client.GetStringAsync(order + language, Cancel);
        Assert.Contains(says, page);
        Assert.DoesNotContain("/return", page);

        // Sent again it is the same one, and its form is no longer offered.
        using var again = await SendAsync(order, language, ("pieces-1", "2"), ("cause", "2"));
        Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        using var form = await shop.Watcher.GetAsync(order + "/return", Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, form.StatusCode);
        var shown = await shop.Services.GetRequiredService<ShowOrders>()
            .ByNumberAsync(order.Split('/')[2], Cancel);
        Assert.Equal([(1, 1)], shown!.Withdrawal!.Lines);
        Assert.Equal(EndCause.ChangeOfMind, shown.Withdrawal.Cause);
    }

    [Theory]
    [InlineData("0", "1", "하나 이상 골라")]
    [InlineData("", "1", "하나 이상 골라")]
    [InlineData("3", "1", "하나 이상 골라")]
    [InlineData("-1", "1", "하나 이상 골라")]
    [InlineData("1.5", "1", "하나 이상 골라")]
    [InlineData("99999999999999999999", "1", "하나 이상 골라")]
    [InlineData("<b>", "1", "하나 이상 골라")]
    [InlineData("1", "", "이유를 골라")]
    [InlineData("1", "4", "이유를 골라")]
    [InlineData("1", "x", "이유를 골라")]
    public async Task What_is_wrong_is_named_and_nothing_is_written(string pieces, string cause, string says)
    {
        var order = await ShippedAsync();
        using var sent = await SendAsync(order, "", ("pieces-1", pieces), ("cause", cause));
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
        var page = await sent.Content.ReadAsStringAsync(Cancel);
        Assert.Contains(says, page);
        Assert.DoesNotContain("<b>", page);
        Assert.DoesNotContain("data-return", await shop.Client.GetStringAsync(order, Cancel));
    }

    [Fact]
    public async Task Order_that_is_not_shipped_is_cancelled_instead()
    {
        var order = await PaidAsync();
        using var form = await shop.Watcher.GetAsync(order + "/return", Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, form.StatusCode);
        using var sent = await SendAsync(order, "", ("pieces-1", "1"), ("cause", "1"));
        Assert.Equal(HttpStatusCode.Conflict, sent.StatusCode);
        Assert.Contains("주문 화면에서 취소", await sent.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Token_of_another_opens_nothing()
    {
        var order = await ShippedAsync();
        var stranger = order[..^1] + (order[^1] == 'A' ? 'B' : 'A');
        using var form = await shop.Watcher.GetAsync(stranger + "/return", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, form.StatusCode);
        using var sent = await SendAsync(stranger, "", ("pieces-1", "1"), ("cause", "1"));
        Assert.Equal(HttpStatusCode.NotFound, sent.StatusCode);
    }

    private async Task<string> ShippedAsync()
    {
        var order = await PaidAsync();
        var advance = shop.Services.GetRequiredService<AdvanceOrder>();
        foreach (var step in (OrderStep[])[OrderStep.Prepare, OrderStep.Ship])
        {
            Assert.Equal(
                AdvanceOrderStatus.Advanced,
                await advance.RunAsync(order.Split('/')[2], step, OrderActors.Operator, null, Cancel));
        }

        return order;
    }

    /// <summary>Two mugs, paid; the address of the order's page.</summary>
    private async Task<string> PaidAsync()
    {
        var form = await shop.Watcher.GetStringAsync("/checkout?sku=MUG-001", Cancel);
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        fields["quantity"] = "2";
        fields["name"] = "홍길동";
        fields["phone"] = "010-1234-5678";
        fields["postcode"] = "06236";
        fields["line1"] = "서울특별시 강남구 테헤란로 1";
        fields["pay"] = "card";
        using var content = new FormUrlEncodedContent(fields);
        using var sent = await shop.Watcher.PostAsync("/checkout", content, Cancel);
        // It leads through the provider's window where there is one.
        var order = string.Join('/', sent.Headers.Location!.OriginalString.Split('?')[0].Split('/')[..4]);
        for (var looks = 0; looks < 200; looks++)
        {
            if ((await shop.Watcher.GetStringAsync(order, Cancel)).Contains("data-state=\"paid\"")) return order;
            await Task.Delay(50, Cancel);
        }

        throw new TimeoutException("The order was not paid.");
    }

    private async Task<HttpResponseMessage> SendAsync(
        string order, string language, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(
            fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));
        return await shop.Watcher.PostAsync(order + "/return" + language, content, Cancel);
    }

    [GeneratedRegex("""type="hidden" name="(?<name>\w+)" value="(?<value>[^"]*)""", RegexOptions.None, 1000)]
    private static partial Regex Hidden();
}
