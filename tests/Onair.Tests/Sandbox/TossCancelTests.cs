using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class TossCancelTests
{
    private const string order = "order-000001";

    [Fact]
    public async Task After_one_full_cancel_it_is_already_canceled()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await PaidAsync(shop);
        var (_, payment) = await shop.CancelAsync(key, new { cancelReason = "changed my mind" });
        Assert.Equal("CANCELED", Text(payment, "status"));
        Refused(await shop.CancelAsync(key, new { cancelReason = "again" }), 400, "ALREADY_CANCELED_PAYMENT");
        Assert.Equal(0, shop.Host.Bank.Of("toss", order).Charged);
        Assert.Equal(2, shop.Host.Bank.Count);
    }

    [Fact]
    public async Task Once_partial_always_partial_and_then_not_cancelable()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await PaidAsync(shop);
        await shop.CancelAsync(key, new { cancelReason = "a part", cancelAmount = 4000 });
        var (_, payment) = await shop.CancelAsync(key, new { cancelReason = "the rest" });
        Assert.Equal("PARTIAL_CANCELED", Text(payment, "status"));
        Assert.Equal(0, payment.GetProperty("balanceAmount").GetInt64());
        Assert.Equal(15_000, payment.GetProperty("totalAmount").GetInt64());
        Assert.Equal(2, payment.GetProperty("cancels").GetArrayLength());
        Refused(await shop.CancelAsync(key, new { cancelReason = "again" }), 403, "NOT_CANCELABLE_AMOUNT");
    }

    [Theory]
    [InlineData("""{}""", "INVALID_REQUEST")]
    [InlineData("""{"cancelReason":"x","cancelAmount":0}""", "INVALID_REQUEST")]
    [InlineData("""{"cancelReason":"x","cancelAmount":"1"}""", "INVALID_REQUEST")]
    [InlineData("""{"cancelReason":"x","currency":"USD"}""", "INVALID_REQUEST")]
    [InlineData("""{"cancelReason":"x","taxFreeAmount":1}""", "INVALID_REQUEST")]
    [InlineData("""{"cancelReason":"x","cancelAmount":15001}""", "NOT_CANCELABLE_AMOUNT")]
    [InlineData("""{"cancelReason":"x","refundableAmount":14999}""", "NOT_MATCHES_REFUNDABLE_AMOUNT")]
    [InlineData("""{"cancelReason":"REFUND_REJECTED"}""", "REFUND_REJECTED")]
    public async Task A_refused_cancel_moves_nothing(string body, string code)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await PaidAsync(shop);
        var answer = await shop.CancelAsync(key, System.Text.Json.Nodes.JsonNode.Parse(body)!);
        Assert.Equal(code, Text(answer.Body, "code"));
        Assert.Equal(1, shop.Host.Bank.Count);
    }

    [Theory]
    [InlineData("CARD", 400, null), InlineData("TRANSFER", 181, "EXCEED_MAX_REFUND_DUE")]
    [InlineData("TRANSFER", 179, null), InlineData("MOBILE_PHONE", 31, "EXCEED_MAX_REFUND_DUE")]
    [InlineData("MOBILE_PHONE", 20, null)]
    public async Task A_cancel_may_come_too_late(string method, int days, string? code)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await PaidAsync(shop, new { method });
        shop.Host.Clock.Advance(TimeSpan.FromDays(days));
        var answer = await shop.CancelAsync(key, new { cancelReason = "late" });
        if (code is null) Assert.Equal(200, answer.Status);
        else Refused(answer, 403, code);
    }

    private static async Task<string> PaidAsync(SandboxShop shop, object? more = null)
    {
        var key = await shop.WindowAsync(order, 15_000, more);
        Assert.Equal(200, (await shop.ConfirmAsync(key, order, 15_000)).Status);
        return key;
    }
}
