using System.Net;
using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class TossWindowTests
{
    private const string order = "order-000001";

    [Theory]
    [InlineData("pay", "http://shop.example/ok?a=1&paymentType=NORMAL&orderId=order-000001&paymentKey=", "IN_PROGRESS")]
    [InlineData("decline", "http://shop.example/no?code=REJECT_CARD_COMPANY&message=", "ABORTED")]
    [InlineData("cancel", "http://shop.example/no?code=PAY_PROCESS_CANCELED&message=", "READY")]
    [InlineData("close", "http://shop.example/no?code=USER_CANCEL&message=", "READY")]
    public async Task A_button_leads_back_to_the_shop(string button, string address, string status)
    {
        await using var shop = await SandboxShop.StartAsync();
        using var window = await OpenAsync(shop, ("orderName", "mug <b>"));
        var html = await window.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("mug &lt;b&gt;", html, StringComparison.Ordinal);
        Assert.Contains(
            "form-action 'self' http://shop.example", window.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal);
        var key = shop.Host.Toss.Books.Newest(1)[0].Key;
        using var choice = new FormUrlEncodedContent([new("button", button), new("card", "namu")]);
        using var answer = await shop.Http.PostAsync(
            $"/toss/window/{key}", choice, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(address, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(
            button is "decline" or "close" or "pay",
            answer.Headers.Location.OriginalString.Contains("orderId=", StringComparison.Ordinal));
        Assert.Equal(status, Text((await shop.GetAsync($"/v1/payments/{key}")).Body, "status"));
    }

    [Theory]
    [InlineData("clientKey", "test_ck_nobody"), InlineData("method", "GOLD"), InlineData("currency", "USD")]
    [InlineData("value", "0"), InlineData("value", "1.5"), InlineData("orderId", "short")]
    [InlineData("orderId", "with.dot.in.it"), InlineData("orderName", ""), InlineData("successUrl", "javascript:1")]
    public async Task A_wrong_request_opens_no_window(string field, string value)
    {
        await using var shop = await SandboxShop.StartAsync();
        using var window = await OpenAsync(shop, (field, value));
        Assert.InRange((int)window.StatusCode, 400, 401);
        Assert.Equal(0, shop.Host.Toss.Books.Count);
    }

    [Fact]
    public async Task A_window_of_the_widget_is_confirmed_with_the_widgets_key()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000, new { clientKey = "test_gck_sandbox0000000000000000000000" });
        Refused(await shop.ConfirmAsync(key, order, 15_000), 400, "INVALID_API_KEY");
        shop.Http.DefaultRequestHeaders.Authorization =
            SandboxShop.Basic("test_gsk_sandbox0000000000000000000000:");
        Assert.Equal(200, (await shop.ConfirmAsync(key, order, 15_000)).Status);
    }

    [Fact]
    public async Task The_script_is_served()
    {
        await using var shop = await SandboxShop.StartAsync();
        var script = await shop.Http.GetStringAsync("/v2/standard", TestContext.Current.CancellationToken);
        Assert.Contains("requestPayment", script, StringComparison.Ordinal);
        Assert.Contains("TossPayments.ANONYMOUS", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_can_be_had_without_a_window()
    {
        await using var shop = await SandboxShop.StartAsync();
        object Account(int hours, string bank) => new
        {
            amount = 15_000, orderId = order, orderName = "mug", customerName = "n", bank, validHours = hours,
        };
        Refused(await PostAsync(Account(721, "91")), 400, "INVALID_REQUEST");
        Refused(await PostAsync(Account(720, "00")), 400, "INVALID_BANK");
        var (_, payment) = await PostAsync(Account(720, "91"));
        Assert.Equal("WAITING_FOR_DEPOSIT", Text(payment, "status"));
        Assert.Equal("2026-04-01T12:00:00+09:00", Text(payment.GetProperty("virtualAccount"), "dueDate"));
        Refused(await PostAsync(Account(720, "91")), 400, "DUPLICATED_ORDER_ID");

        Task<(int Status, System.Text.Json.JsonElement Body)> PostAsync(object body) =>
            shop.SendAsync(HttpMethod.Post, "/v1/virtual-accounts", body);
    }

    [Fact]
    public async Task A_cash_receipt_is_issued_listed_and_taken_back()
    {
        await using var shop = await SandboxShop.StartAsync();
        var (_, receipt) = await shop.SendAsync(HttpMethod.Post, "/v1/cash-receipts", new
        {
            amount = 15_000, orderId = order, orderName = "mug", type = "소득공제", customerIdentityNumber = "01000000000",
        });
        Assert.Equal("COMPLETED", Text(receipt, "issueStatus"));
        var path = $"/v1/cash-receipts/{Text(receipt, "receiptKey")}/cancel";
        Assert.Equal("CANCEL", Text((await shop.SendAsync(HttpMethod.Post, path, new { amount = 5000 })).Body,
            "transactionType"));
        Refused(await shop.SendAsync(HttpMethod.Post, path, new { amount = 10_001 }), 403, "NOT_CANCELABLE_AMOUNT");
        Assert.Equal(200, (await shop.SendAsync(HttpMethod.Post, path, new { })).Status);
        Refused(await shop.SendAsync(HttpMethod.Post, path, new { }), 400, "ALREADY_CANCELED_PAYMENT");
        var list = (await shop.GetAsync("/v1/cash-receipts?requestDate=2026-03-02&limit=2")).Body;
        Assert.True(list.GetProperty("hasNext").GetBoolean());
        Assert.Equal(2, list.GetProperty("data").GetArrayLength());
    }

    private static async Task<HttpResponseMessage> OpenAsync(SandboxShop shop, (string Name, string Value) other)
    {
        var fields = new Dictionary<string, string>
        {
            ["clientKey"] = "test_ck_sandbox0000000000000000000000", ["method"] = "CARD", ["currency"] = "KRW",
            ["value"] = "15000", ["orderId"] = order, ["orderName"] = "mug",
            ["successUrl"] = "http://shop.example/ok?a=1", ["failUrl"] = "http://shop.example/no",
            [other.Name] = other.Value,
        };
        using var form = new FormUrlEncodedContent(fields);
        return await shop.Http.PostAsync("/toss/window?lang=en", form, TestContext.Current.CancellationToken);
    }
}
