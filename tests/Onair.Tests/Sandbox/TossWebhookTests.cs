using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Onair.Sandbox.Notices;
using Onair.Sandbox.Toss;
using Onair.Tests.Fixtures;
using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class TossWebhookTests
{
    private const string order = "order-000001";

    [Fact]
    public async Task A_refused_webhook_is_sent_seven_times_more()
    {
        await using var shop = await SandboxShop.StartAsync();
        await using var ear = await Ear.StartAsync(shop, 500);
        await PaidAsync(shop);
        var sent = new List<DateTimeOffset> { shop.Host.Clock.GetUtcNow() };
        foreach (var minutes in new[] { 1, 4, 16, 64, 256, 1024, 4096 })
        {
            await shop.Host.Toss.Webhooks.WhenQuietAsync();
            Assert.Equal(sent.Count, ear.Heard.Count);
            shop.Host.Clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
            await shop.Host.Toss.Webhooks.WhenQuietAsync();
            Assert.Equal(sent.Count, ear.Heard.Count);
            shop.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            sent.Add(shop.Host.Clock.GetUtcNow());
        }

        await shop.Host.Toss.Webhooks.WhenQuietAsync();
        Assert.Equal(8, ear.Heard.Count);
        Assert.Equal(1, shop.Host.Toss.Webhooks.View().GaveUp);
        Assert.Single(ear.Heard.Select(heard => heard.Id).Distinct());
        Assert.Equal([.. Enumerable.Range(0, 8).Select(tries => $"{tries}")], ear.Heard.Select(heard => heard.Retried));
    }

    [Fact]
    public async Task A_shop_that_takes_ten_seconds_has_not_answered()
    {
        await using var shop = await SandboxShop.StartAsync();
        await using var ear = await Ear.StartAsync(shop, 200, isSlow: true);
        await PaidAsync(shop);
        while (ear.Heard.IsEmpty) await Task.Yield();
        shop.Host.Clock.Advance(TimeSpan.FromSeconds(10));
        await shop.Host.Toss.Webhooks.WhenQuietAsync();
        Assert.Equal(1, shop.Host.Toss.Webhooks.View().Failed);
    }

    [Fact]
    public async Task A_deposit_is_told_twice_and_its_secret_is_the_accounts()
    {
        await using var shop = await SandboxShop.StartAsync();
        await using var ear = await Ear.StartAsync(shop, 200);
        var key = await shop.WindowAsync(order, 15_000, new { method = "VIRTUAL_ACCOUNT" });
        var account = (await shop.ConfirmAsync(key, order, 15_000)).Body;
        shop.Host.Toss.Books.Deposit(key, null);
        await shop.Host.Toss.Webhooks.WhenQuietAsync();
        Assert.Equal(2, ear.Heard.Count);
        var status = ear.Heard.Single(heard => heard.Body.TryGetProperty("eventType", out _)).Body;
        var flat = ear.Heard.Single(heard => !heard.Body.TryGetProperty("eventType", out _)).Body;
        Assert.Equal("2026-03-02T12:00:00.000000", Text(status, "createdAt"));
        Assert.Equal("2026-03-02T12:00:00.000", Text(flat, "createdAt"));
        Assert.Equal("DONE", Text(status.GetProperty("data"), "status"));
        Assert.Equal(Text(account, "secret"), Text(flat, "secret"));
        shop.Host.Toss.Books.UndoDeposit(key);
        await shop.Host.Toss.Webhooks.WhenQuietAsync();
        Assert.Equal("WAITING_FOR_DEPOSIT", Text(ear.Heard.Last().Body, "status"));
        shop.Host.Clock.Advance(TimeSpan.FromDays(8));
        await shop.Host.Toss.Webhooks.WhenQuietAsync();
        Assert.Equal(3, ear.Heard.Count);
    }

    [Fact]
    public async Task A_window_that_ran_out_is_told()
    {
        await using var shop = await SandboxShop.StartAsync();
        await using var ear = await Ear.StartAsync(shop, 200);
        await shop.WindowAsync(order, 15_000);
        shop.Host.Clock.Advance(TimeSpan.FromMinutes(10));
        await shop.Host.Toss.Webhooks.WhenQuietAsync();
        Assert.Equal("EXPIRED", Text(Assert.Single(ear.Heard).Body.GetProperty("data"), "status"));
    }

    [Fact]
    public async Task Webhooks_are_lost_doubled_late_and_forged_on_demand()
    {
        await using var shop = await SandboxShop.StartAsync();
        await using var ear = await Ear.StartAsync(shop, 200);
        var webhooks = shop.Host.Toss.Webhooks;
        webhooks.Faults = new WebhookFaults(Drop: 1);
        await PaidAsync(shop);
        await webhooks.WhenQuietAsync();
        Assert.Empty(ear.Heard);
        webhooks.Faults = new WebhookFaults(Duplicate: 1);
        await PaidAsync(shop, "order-000002");
        await webhooks.WhenQuietAsync();
        Assert.Equal(2, ear.Heard.Count);
        Assert.Single(ear.Heard.Select(heard => heard.Id).Distinct());
        webhooks.Faults = new WebhookFaults(Reorder: 1);
        await PaidAsync(shop, "order-000003");
        webhooks.Faults = new WebhookFaults();
        await PaidAsync(shop, "order-000004");
        await webhooks.WhenQuietAsync();
        shop.Host.Clock.Advance(NoticePost.ReorderDelay);
        await webhooks.WhenQuietAsync();
        Assert.Equal(
            ["order-000004", "order-000003"],
            ear.Heard.Skip(2).Select(heard => Text(heard.Body.GetProperty("data"), "orderId")));
        webhooks.Faults = new WebhookFaults(WrongSecret: 1);
        var key = await shop.WindowAsync("order-000005", 15_000, new { method = "VIRTUAL_ACCOUNT" });
        await shop.ConfirmAsync(key, "order-000005", 15_000);
        shop.Host.Toss.Books.Deposit(key, null);
        await webhooks.WhenQuietAsync();
        Assert.Contains(ear.Heard, heard => heard.Body.TryGetProperty("secret", out var secret)
            && secret.GetString() == "ps_wrong");
    }

    private static async Task PaidAsync(SandboxShop shop, string orderId = order)
    {
        var key = await shop.WindowAsync(orderId, 15_000);
        Assert.Equal(200, (await shop.ConfirmAsync(key, orderId, 15_000)).Status);
    }

    private sealed record Heard(string Id, string Retried, JsonElement Body);

    /// <summary>The shop's end of the webhooks.</summary>
    private sealed class Ear(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<Heard> Heard { get; } = new();

        public static async Task<Ear> StartAsync(SandboxShop shop, int status, bool isSlow = false)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            var app = builder.Build();
            var url = $"http://127.0.0.1:{LoopbackPort.Free()}";
            app.Urls.Add(url);
            var ear = new Ear(app);
            app.MapPost("/", async (HttpContext http) =>
            {
                var body = (await JsonDocument.ParseAsync(http.Request.Body)).RootElement;
                var headers = http.Request.Headers;
                ear.Heard.Enqueue(new Heard(
                    headers["tosspayments-webhook-transmission-id"].ToString(),
                    headers["tosspayments-webhook-transmission-retried-count"].ToString(), body));
                if (isSlow) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
                http.Response.StatusCode = status;
            });
            await app.StartAsync();
            shop.Host.Toss.Webhooks.Url = url;
            return ear;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
