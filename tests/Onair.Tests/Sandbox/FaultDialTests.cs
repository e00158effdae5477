using Onair.Sandbox.Faults;
using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class FaultDialTests
{
    private const string order = "order-000001";

    [Theory]
    [InlineData(FaultKind.Refuse, false), InlineData(FaultKind.CloseBefore, false)]
    [InlineData(FaultKind.LoseAnswer, true), InlineData(FaultKind.Truncate, true)]
    public async Task A_cut_connection_tells_nothing_and_the_bank_tells_all(FaultKind kind, bool charged)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(kind));
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => shop.ConfirmAsync(key, order, 15_000));
        Assert.Equal(charged ? 15_000 : 0, shop.Host.Bank.Total.Charged);
    }

    [Theory]
    [InlineData(FaultKind.ErrorBefore, false), InlineData(FaultKind.ErrorAfter, true)]
    public async Task An_error_of_the_server_says_nothing_about_the_money(FaultKind kind, bool charged)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(kind));
        using var answer = await PostAsync(shop, key, TestContext.Current.CancellationToken);
        Assert.Equal(503, (int)answer.StatusCode);
        Assert.Equal(charged ? 15_000 : 0, shop.Host.Bank.Total.Charged);
    }

    [Theory]
    [InlineData(FaultKind.DelayBefore, 0), InlineData(FaultKind.DelayAfter, 15_000)]
    [InlineData(FaultKind.SlowProcess, 0)]
    public async Task It_happens_although_the_caller_has_gone(FaultKind kind, long chargedMeanwhile)
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(kind));
        using var patience = new CancellationTokenSource();
        var call = PostAsync(shop, key, patience.Token);
        while (shop.Host.Faults.Waiting == 0) await Task.Yield();
        Assert.Equal(chargedMeanwhile, shop.Host.Bank.Total.Charged);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        shop.Host.Clock.Advance(TimeSpan.FromMinutes(1));
        while (shop.Host.Bank.Count == 0) await Task.Yield();
        Assert.Equal(15_000, shop.Host.Bank.Total.Charged);
    }

    [Fact]
    public async Task A_request_that_is_carried_out_twice_meets_itself()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(FaultKind.ProcessTwice));
        Refused(await shop.ConfirmAsync(key, order, 15_000), 400, "ALREADY_PROCESSED_PAYMENT");
        Assert.Equal(1, shop.Host.Bank.Count);
    }

    [Fact]
    public async Task An_answer_can_stand_there_twice()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(FaultKind.AnswerTwice));
        using var answer = await PostAsync(shop, key, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(text[..(text.Length / 2)], text[(text.Length / 2)..]);
    }

    [Fact]
    public async Task A_slow_answer_comes_a_byte_a_second()
    {
        await using var shop = await SandboxShop.StartAsync();
        shop.Host.Faults.Script("toss.query", Fault.Of(FaultKind.SlowAnswer));
        var call = shop.GetAsync("/v1/payments/none");
        var seconds = 0;
        while (!call.IsCompleted)
        {
            if (shop.Host.Faults.Waiting > 0)
            {
                shop.Host.Clock.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }
            else await Task.Yield();
        }

        Refused(await call, 404, "NOT_FOUND_PAYMENT");
        Assert.True(seconds > 50, $"{seconds} s");
    }

    [Fact]
    public async Task A_wrong_clock_shows_in_the_answer()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script("toss.confirm", Fault.Of(FaultKind.SkewClock));
        var (_, payment) = await shop.ConfirmAsync(key, order, 15_000);
        Assert.Equal("2026-03-02T12:05:00+09:00", Text(payment, "approvedAt"));
    }

    [Fact]
    public async Task A_code_of_the_dial_is_not_the_first_answer_of_a_key()
    {
        await using var shop = await SandboxShop.StartAsync();
        var key = await shop.WindowAsync(order, 15_000);
        shop.Host.Faults.Script(
            "toss.confirm", new Fault(FaultKind.AnswerCode, TimeSpan.Zero, Code: "PROVIDER_ERROR"));
        Refused(await shop.ConfirmAsync(key, order, 15_000, "k1"), 400, "PROVIDER_ERROR");
        Assert.Equal(200, (await shop.ConfirmAsync(key, order, 15_000, "k1")).Status);
    }

    [Fact]
    public async Task A_provider_that_is_down_cuts_every_call()
    {
        await using var shop = await SandboxShop.StartAsync();
        shop.Host.Faults.SetDown("toss", true);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => shop.GetAsync("/v1/payments/none"));
        shop.Host.Faults.SetDown("toss", false);
        Assert.Equal(404, (await shop.GetAsync("/v1/payments/none")).Status);
    }

    [Fact]
    public void The_same_seed_brings_the_same_faults()
    {
        Assert.Equal(Fates(7, noise: false), Fates(7, noise: true));
        Assert.NotEqual(Fates(7, noise: false), Fates(8, noise: false));
        Assert.InRange(Fates(7, noise: false).Count(kind => kind == FaultKind.LoseAnswer), 150, 250);
    }

    private static List<FaultKind> Fates(ulong seed, bool noise)
    {
        using var dial = new FaultDial(seed, TimeProvider.System);
        dial.Set("toss.confirm", new CallSetting(
            [(Fault.Of(FaultKind.LoseAnswer), 0.2), (Fault.Of(FaultKind.Refuse), 0.1)], TimeSpan.Zero));
        var fates = new List<FaultKind>();
        for (var i = 0; i < 1000; i++)
        {
            if (noise) dial.Next("toss.cancel");
            fates.Add(dial.Next("toss.confirm").Fault.Kind);
        }

        return fates;
    }

    private static Task<HttpResponseMessage> PostAsync(
        SandboxShop shop, string key, CancellationToken cancel) => shop.Http.PostAsync(
        "/v1/payments/confirm",
        System.Net.Http.Json.JsonContent.Create(new { paymentKey = key, orderId = order, amount = 15_000 }), cancel);
}
