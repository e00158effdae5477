using System.Text.Json;
using Onair.Sandbox.Toss;
using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class TossAccountTests
{
    private const string order = "order-000001";

    [Fact]
    public async Task A_deposit_pays_and_its_error_takes_it_back()
    {
        await using var shop = await SandboxShop.StartAsync();
        var (key, payment) = await AccountAsync(shop);
        Assert.Equal("WAITING_FOR_DEPOSIT", Text(payment, "status"));
        Assert.StartsWith("X", Text(payment.GetProperty("virtualAccount"), "accountNumber"), StringComparison.Ordinal);
        Assert.Equal(DepositOutcome.WrongAmount, shop.Host.Toss.Books.Deposit(key, 14_999));
        Assert.Equal(0, shop.Host.Bank.Count);
        Assert.Equal(DepositOutcome.Deposited, shop.Host.Toss.Books.Deposit(key, null));
        Assert.Equal("DONE", await StatusAsync(shop, key));
        Assert.Equal(DepositOutcome.Undone, shop.Host.Toss.Books.UndoDeposit(key));
        Assert.Equal("WAITING_FOR_DEPOSIT", await StatusAsync(shop, key));
        Assert.Equal(0, shop.Host.Bank.Of("toss", order).Charged);
        Assert.Equal(DepositOutcome.Deposited, shop.Host.Toss.Books.Deposit(key, 15_000));
        Assert.Equal(15_000, shop.Host.Bank.Of("toss", order).Charged);
    }

    [Fact]
    public async Task An_account_ends_after_a_week_and_keeps_its_status()
    {
        await using var shop = await SandboxShop.StartAsync();
        var (key, _) = await AccountAsync(shop);
        shop.Host.Clock.Advance(TimeSpan.FromHours(168));
        Assert.Equal(DepositOutcome.NotWaiting, shop.Host.Toss.Books.Deposit(key, null));
        var payment = (await shop.GetAsync($"/v1/payments/{key}")).Body;
        Assert.True(payment.GetProperty("virtualAccount").GetProperty("expired").GetBoolean());
        Assert.Equal("WAITING_FOR_DEPOSIT", Text(payment, "status"));
    }

    [Theory]
    [InlineData(false, """{"cancelReason":"x","cancelAmount":1}""", "NOT_ALLOWED_PARTIAL_REFUND_WAITING_DEPOSIT")]
    [InlineData(
        false, """{"cancelReason":"x","refundReceiveAccount":{"bank":"91","accountNumber":"1","holderName":"n"}}""",
        "INVALID_REQUEST")]
    [InlineData(false, """{"cancelReason":"x"}""", null)]
    [InlineData(true, """{"cancelReason":"x"}""", "INVALID_REQUEST")]
    [InlineData(
        true, """{"cancelReason":"x","refundReceiveAccount":{"bank":"0","accountNumber":"1","holderName":"n"}}""",
        "INVALID_BANK")]
    [InlineData(
        true, """{"cancelReason":"x","refundReceiveAccount":{"bank":"91","accountNumber":"a","holderName":"n"}}""",
        "INVALID_REFUND_ACCOUNT_NUMBER")]
    [InlineData(
        true, """{"cancelReason":"x","refundReceiveAccount":{"bank":"91","accountNumber":"1","holderName":""}}""",
        "INVALID_REFUND_ACCOUNT_INFO")]
    [InlineData(
        true, """{"cancelReason":"x","refundReceiveAccount":{"bank":"91","accountNumber":"1","holderName":"n"}}""",
        null)]
    public async Task A_refund_account_is_needed_after_the_deposit_alone(bool deposited, string body, string? code)
    {
        await using var shop = await SandboxShop.StartAsync();
        var (key, _) = await AccountAsync(shop);
        if (deposited) shop.Host.Toss.Books.Deposit(key, null);
        var answer = await shop.CancelAsync(key, System.Text.Json.Nodes.JsonNode.Parse(body)!);
        if (code is null) Assert.Equal("CANCELED", Text(answer.Body, "status"));
        else Assert.Equal(code, Text(answer.Body, "code"));
    }

    [Fact]
    public async Task Lists_add_up_to_the_bank()
    {
        await using var shop = await SandboxShop.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            var key = await shop.WindowAsync($"order-00000{i}", 10_000 + i);
            await shop.ConfirmAsync(key, $"order-00000{i}", 10_000 + i);
            if (i == 0) await shop.CancelAsync(key, new { cancelReason = "x", cancelAmount = 1000 });
        }

        const string days = "startDate=2026-03-02&endDate=2026-03-03";
        var first = (await shop.GetAsync($"/v1/transactions?{days}&limit=3")).Body;
        var last = first[2].GetProperty("transactionKey").GetString();
        var second = (await shop.GetAsync($"/v1/transactions?{days}&limit=3&startingAfter={last}")).Body;
        var sum = first.EnumerateArray().Concat(second.EnumerateArray()).Sum(one =>
            one.GetProperty("amount").GetInt64() * (Text(one, "status") == "DONE" ? 1 : -1));
        Assert.Equal((3, 1), (first.GetArrayLength(), second.GetArrayLength()));
        Assert.Equal(shop.Host.Bank.Total.Charged, sum);
        var settled = (await shop.GetAsync($"/v1/settlements?{days}")).Body;
        Assert.All(settled.EnumerateArray(), row => Assert.Equal(
            row.GetProperty("payOutAmount").GetInt64(),
            row.GetProperty("amount").GetInt64() - row.GetProperty("fees")[0].GetProperty("fee").GetInt64()
            - row.GetProperty("vat").GetInt64()));
        Assert.Equal(4, settled.GetArrayLength());
    }

    private static async Task<string?> StatusAsync(SandboxShop shop, string key) =>
        Text((await shop.GetAsync($"/v1/payments/{key}")).Body, "status");

    private static async Task<(string Key, JsonElement Payment)> AccountAsync(SandboxShop shop)
    {
        var key = await shop.WindowAsync(order, 15_000, new { method = "VIRTUAL_ACCOUNT" });
        return (key, (await shop.ConfirmAsync(key, order, 15_000)).Body);
    }
}
