using System.Net;
using Onair.Sandbox;
using static Onair.Tests.Sandbox.TossConfirmTests;

namespace Onair.Tests.Sandbox;

public sealed class ControlTests
{
    [Fact]
    public async Task Clock_faults_bank_and_reset_are_reached_over_http()
    {
        await using var shop = await SandboxShop.StartAsync();
        await OkAsync(shop.SendAsync(HttpMethod.Post, "/control/clock/advance", new { seconds = 60 }));
        Assert.Equal(60, (await shop.GetAsync("/control/clock")).Body.GetProperty("offsetSeconds").GetDouble());
        await OkAsync(shop.SendAsync(
            HttpMethod.Post, "/control/faults/toss.query/script", new { fault = "ErrorBefore", status = 502 }));
        using (var answer = await shop.Http.GetAsync("/v1/payments/none", TestContext.Current.CancellationToken))
            Assert.Equal(HttpStatusCode.BadGateway, answer.StatusCode);
        await OkAsync(shop.SendAsync(HttpMethod.Put, "/control/faults/toss.query",
            new { rates = new[] { new { fault = "AnswerCode", rate = 1, code = "COMMON_ERROR" } } }));
        Refused(await shop.GetAsync("/v1/payments/none"), 500, "COMMON_ERROR");
        await OkAsync(shop.SendAsync(HttpMethod.Delete, "/control/faults", null));
        Refused(await shop.GetAsync("/v1/payments/none"), 404, "NOT_FOUND_PAYMENT");
        var key = await shop.WindowAsync("order-000001", 15_000);
        await shop.ConfirmAsync(key, "order-000001", 15_000);
        var bank = (await shop.GetAsync("/control/bank/entries?limit=1")).Body;
        Assert.Equal(15_000, bank.GetProperty("entries")[0].GetProperty("amount").GetInt64());
        var total = (await shop.GetAsync("/control/bank/total/toss/order-000001")).Body;
        Assert.Equal((15_000, 1), (total.GetProperty("charged").GetInt64(), total.GetProperty("captures").GetInt32()));
        await OkAsync(shop.SendAsync(HttpMethod.Post, "/control/reset", null));
        Assert.Equal(0, shop.Host.Bank.Count);
        Refused(await shop.GetAsync($"/v1/payments/{key}"), 404, "NOT_FOUND_PAYMENT");
    }

    [Theory]
    [InlineData("PUT", "/control/faults/toss.nothing", """{}""", 404)]
    [InlineData("PUT", "/control/faults/toss.query", """{"rates":[{"fault":"Refuse","rate":1.5}]}""", 400)]
    [InlineData("PUT", "/control/faults/toss.query", """{"rates":[{"fault":"Sleep","rate":1}]}""", 400)]
    [InlineData("PUT", "/control/down/nobody", """{"down":true}""", 404)]
    [InlineData("POST", "/control/clock/advance", """{"seconds":-1}""", 400)]
    [InlineData("PUT", "/control/toss/webhooks", """{"faults":{"drop":2}}""", 400)]
    public async Task What_makes_no_sense_is_refused(string method, string path, string body, int status)
    {
        await using var shop = await SandboxShop.StartAsync();
        var answer = await shop.SendAsync(new HttpMethod(method), path, System.Text.Json.Nodes.JsonNode.Parse(body)!);
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_foreign_name_is_not_answered()
    {
        await using var shop = await SandboxShop.StartAsync();
        shop.Http.DefaultRequestHeaders.Host = "shop.example";
        Assert.Equal(403, (await shop.GetAsync("/control/clock")).Status);
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        Assert.False(SandboxOptions.TryParse(
            ["--url", "nowhere", "--seed", "x", "--no-such", "1"], out _, out var complaints));
        Assert.Equal(3, complaints.Count);
        Assert.True(SandboxOptions.TryParse(["--with-parent", "--seed", "7"], out var options, out _));
        Assert.Equal((7ul, true), (options.Seed, options.WithParent));
    }

    private static async Task OkAsync(Task<(int Status, System.Text.Json.JsonElement Body)> call) =>
        Assert.InRange((await call).Status, 200, 204);
}
