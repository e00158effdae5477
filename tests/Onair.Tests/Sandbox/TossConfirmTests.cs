using System.Text.Json;
using Onair.Sandbox.Toss;

namespace Onair.Tests.Sandbox;

public sealed class TossConfirmTests
{
    private const string order = "order-000001";

    [Fact]
    public async Task A_confirmed_payment_is_done_and_the_bank_knows_it()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        Assert.Equal(0, shop.Host.Bank.Total.Charged);
        var (status, payment) = await shop.ConfirmAsync(key, order, 15_000);
        Assert.Equal(200, status);
        Assert.Equal("DONE", Text(payment, "status"));
        Assert.Equal(15_000, payment.GetProperty("balanceAmount").GetInt64());
        Assert.Equal(1364, payment.GetProperty("vat").GetInt64());
        Assert.Equal("2026-03-02T12:00:00+09:00", Text(payment, "approvedAt"));
        Assert.Equal(15_000, shop.Host.Bank.Of("toss", order).Charged);
        Assert.Equal(key, Text((await shop.GetAsync($"/v1/payments/orders/{order}")).Body, "paymentKey"));
        Assert.Equal(order, Text((await shop.GetAsync($"/v1/payments/{key}")).Body, "orderId"));
    }

    [Theory]
    [InlineData("test_sk_sandbox0000000000000000000000", 403, "INCORRECT_BASIC_AUTH_FORMAT")]
    [InlineData("\uFEFFtest_sk_sandbox0000000000000000000000:", 401, "UNAUTHORIZED_KEY")]
    [InlineData("test_sk_nobody:", 401, "UNAUTHORIZED_KEY")]
    [InlineData("test_ck_sandbox0000000000000000000000:", 400, "INVALID_API_KEY")]
    [InlineData("test_gsk_sandbox0000000000000000000000:", 400, "INVALID_API_KEY")]
    public async Task A_wrong_key_opens_nothing(string credentials, int status, string code)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Http.DefaultRequestHeaders.Authorization = SandboxShop.Basic(credentials);
        Refused(await shop.ConfirmAsync(key, order, 15_000), status, code);
        Assert.Equal(0, shop.Host.Bank.Count);
    }

    [Fact]
    public async Task Another_amount_or_order_is_refused()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        Refused(await shop.ConfirmAsync(key, order, 14_999), 400, "INVALID_REQUEST");
        Refused(await shop.ConfirmAsync(key, "order-000002", 15_000), 400, "INVALID_REQUEST");
        Refused(await shop.ConfirmAsync("nobody", order, 15_000), 404, "NOT_FOUND_PAYMENT");
        Assert.Equal(200, (await shop.ConfirmAsync(key, order, 15_000)).Status);
        Refused(await shop.ConfirmAsync(key, order, 15_000), 400, "ALREADY_PROCESSED_PAYMENT");
        Assert.Equal(1, shop.Host.Bank.Count);
    }

    [Fact]
    public async Task Two_windows_of_one_order_charge_once()
    {
        await using var shop = await SandboxShop.StartAsync();
        var first = await shop.WindowAsync(order, 15_000);
        var second = await shop.WindowAsync(order, 15_000);
        Assert.Equal(200, (await shop.ConfirmAsync(first, order, 15_000)).Status);
        Refused(await shop.ConfirmAsync(second, order, 15_000), 400, "DUPLICATED_ORDER_ID");
        Assert.Equal(1, shop.Host.Bank.Count);
    }

    [Theory]
    [InlineData(599, 200)]
    [InlineData(600, 404)]
    public async Task Confirm_must_come_within_ten_minutes(int seconds, int status)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Clock.Advance(TimeSpan.FromSeconds(seconds));
        var answer = await shop.ConfirmAsync(key, order, 15_000);
        Assert.Equal(status, answer.Status);
        if (status == 404) Refused(answer, 404, "NOT_FOUND_PAYMENT_SESSION");
    }

    [Theory]
    [InlineData(1799, "READY")]
    [InlineData(1800, "EXPIRED")]
    public async Task A_window_stands_open_for_half_an_hour(int seconds, string status)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000, new { authenticated = false });
        Refused(await shop.ConfirmAsync(key, order, 15_000), 404, "NOT_FOUND_PAYMENT_SESSION");
        shop.Host.Clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, Text((await shop.GetAsync($"/v1/payments/{key}")).Body, "status"));
    }

    public static TheoryData<int> Numbers => [.. TossErrors.All.Select(error => error.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Every_code_can_be_had_by_amount_and_by_header(int number)
    {
        await using var shop = await SandboxShop.StartAsync();
        var error = TossErrors.All[number - 1];
        var amount = TossBooks.MagicAmount + number;
        var key = await shop.WindowAsync(order, amount);
        Refused(await shop.ConfirmAsync(key, order, amount), error.Status, error.Code);
        Refused(await shop.ConfirmAsync(key, order, amount, code: error.Code), error.Status, error.Code);
        Assert.Equal(0, shop.Host.Bank.Count);
        var after = Text((await shop.GetAsync($"/v1/payments/{key}")).Body, "status");
        Assert.Equal(error.Ends ? "ABORTED" : "IN_PROGRESS", after);
    }

    [Theory]
    [InlineData("poor", "REJECT_CARD_PAYMENT"), InlineData("limit", "EXCEED_MAX_AMOUNT")]
    [InlineData("lost", "INVALID_CARD_LOST_OR_STOLEN"), InlineData("stopped", "INVALID_STOPPED_CARD")]
    [InlineData("refused", "REJECT_CARD_COMPANY")]
    public async Task A_bad_card_is_declined(string card, string code)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000, new { card });
        Assert.Equal(code, Text((await shop.ConfirmAsync(key, order, 15_000)).Body, "code"));
        Assert.Equal(0, shop.Host.Bank.Count);
    }

    [Theory]
    [InlineData("CARD", 99), InlineData("TRANSFER", 199)]
    public async Task Too_little_is_refused(string method, long amount)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, amount, new { method });
        Refused(await shop.ConfirmAsync(key, order, amount), 400, "BELOW_MINIMUM_AMOUNT");
    }

    [Fact]
    public async Task The_limit_of_requests_is_for_a_minute()
    {
        await using var shop = await SandboxShop.StartAsync("--toss-rate-limit", "2");
        for (var i = 0; i < 2; i++) Refused(await shop.GetAsync("/v1/payments/none"), 404, "NOT_FOUND_PAYMENT");
        Refused(await shop.GetAsync("/v1/payments/none"), 429, "TOO_MANY_REQUESTS");
        shop.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Refused(await shop.GetAsync("/v1/payments/none"), 404, "NOT_FOUND_PAYMENT");
    }

    internal static void Refused((int Status, JsonElement Body) answer, int status, string code)
    {
        Assert.Equal(code, Text(answer.Body, "code"));
        Assert.Equal(status, answer.Status);
    }

    internal static string? Text(JsonElement body, string name) => body.GetProperty(name).GetString();
}
