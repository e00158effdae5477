using Onair.Sandbox.Faults;
using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class TossIdempotencyTests
{
    private const string order = "order-000001";

    [Fact]
    public async Task The_first_answer_comes_again_whatever_the_body()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        Assert.Equal("DONE", Text((await shop.ConfirmAsync(key, order, 15_000, "k1")).Body, "status"));
        Assert.Equal("DONE", Text((await shop.ConfirmAsync("other", "other-1", 1, "k1")).Body, "status"));
        Refused(await shop.ConfirmAsync(key, order, 15_000, "k2"), 400, "ALREADY_PROCESSED_PAYMENT");
        Refused(await shop.ConfirmAsync(key, order, 15_000, "k2"), 400, "ALREADY_PROCESSED_PAYMENT");
        // Another address is another identity.
        Assert.Equal(200, (await shop.CancelAsync(key, new { cancelReason = "x" }, "k1")).Status);
        Assert.Equal(2, shop.Host.Bank.Count);
    }

    [Theory]
    [InlineData(300, "DONE"), InlineData(301, null)]
    public async Task A_key_has_three_hundred_letters(int length, string? status)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        var answer = await shop.ConfirmAsync(key, order, 15_000, new string('k', length));
        if (status is null) Refused(answer, 400, "INVALID_IDEMPOTENCY_KEY");
        else Assert.Equal(status, Text(answer.Body, "status"));
    }

    [Theory]
    [InlineData(14, 200), InlineData(15, 400)]
    public async Task A_key_lives_for_fifteen_days(int days, int status)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        await shop.ConfirmAsync(key, order, 15_000, "k1");
        shop.Host.Clock.Advance(TimeSpan.FromDays(days));
        Assert.Equal(status, (await shop.ConfirmAsync(key, order, 15_000, "k1")).Status);
    }

    [Fact]
    public async Task While_the_first_runs_the_second_is_told_so()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(FaultKind.SlowProcess));
        var first = shop.ConfirmAsync(key, order, 15_000, "k1");
        while (shop.Host.Faults.Waiting == 0) await Task.Yield();
        Refused(await shop.ConfirmAsync(key, order, 15_000, "k1"), 409, "IDEMPOTENT_REQUEST_PROCESSING");
        shop.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(200, (await first).Status);
        Assert.Equal("DONE", Text((await shop.ConfirmAsync(key, order, 15_000, "k1")).Body, "status"));
    }
}
