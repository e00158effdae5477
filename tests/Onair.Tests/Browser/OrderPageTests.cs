using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Onair.Orders;
using Onair.Tests.Storefront;

namespace Onair.Tests.Browser;

/// <summary>A person who waits at the page of their order: it becomes true without being loaded anew.</summary>
public sealed class OrderPageTests(Chromium chromium, SampleShop shop)
    : IClassFixture<Chromium>, IClassFixture<SampleShop>
{
    private const string placing = """
        async () => {
          const line = { sku: "MUG-001", quantity: 1, unitPrice: 39900 };
          const phone = "010" + String(Math.floor(Math.random() * 1e8)).padStart(8, "0");
          const answer = await fetch("/api/v1/orders", { method: "POST",
            headers: { "Content-Type": "application/json", "Idempotency-Key": crypto.randomUUID() },
            body: JSON.stringify({ channel: "web", customer: { name: "x", phone }, lines: [line] }) });
          const order = await answer.json();
          return order.orderNumber + "/" + order.token;
        }
        """;

    private const string paying = """
        async address => {
          const [number, token] = address.split("/");
          const answer = await fetch(`/api/v1/orders/${number}/payments`, { method: "POST",
            headers: { "Content-Type": "application/json", "Order-Token": token },
            body: JSON.stringify({ provider: "demo" }) });
          if (answer.status !== 202) throw new Error(await answer.text());
        }
        """;

    [Theory]
    [InlineData(true, "ko"), InlineData(false, "en")]
    public async Task Page_follows_its_order_from_placed_to_delivered_without_a_reload(bool isPhone, string language)
    {
        var (page, complaints) = await OpenAsync(isPhone);
        var (english, order) = (language == "en", await page.EvaluateAsync<string>(placing));
        await page.GotoAsync($"/orders/{order}" + (english ? "?lang=en" : ""));
        await page.EvaluateAsync("() => { window.stays = true; }");
        await StateAsync(page, "placed");
        await page.EvaluateAsync(paying, order);
        await StateAsync(page, "paid");
        await Assertions.Expect(page.Locator("[data-says]"))
            .ToHaveTextAsync(english ? "Paid" : "결제가 끝났어요");
        await Assertions.Expect(page.Locator("[data-stale]")).ToBeHiddenAsync();
        Assert.Equal(0, await page.GetByRole(AriaRole.Radio).CountAsync());
        var advance = shop.Services.GetRequiredService<AdvanceOrder>();
        foreach (var (step, state) in new[]
        {
            (OrderStep.Prepare, "preparing"), (OrderStep.Ship, "shipped"), (OrderStep.Deliver, "delivered"),
        })
        {
            await advance.RunAsync(order.Split('/')[0], step, "staff:kim", null, TestContext.Current.CancellationToken);
            await StateAsync(page, state);
        }

        // Delivered is as it will be: the page stops asking.
        await page.WaitForFunctionAsync("() => !document.querySelector('[data-follow]')");
        Assert.True(await page.EvaluateAsync<bool>("() => window.stays === true"));
        Assert.True(await page.EvaluateAsync<bool>(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task What_somebody_is_choosing_stays_and_the_page_says_that_the_order_has_changed()
    {
        var (page, complaints) = await OpenAsync(isPhone: true);
        var order = await page.EvaluateAsync<string>(placing);
        await page.GotoAsync($"/orders/{order}");
        await page.GetByText("카드", new() { Exact = true }).ClickAsync();
        await page.EvaluateAsync(paying, order);
        await StateAsync(page, "paid");
        await Assertions.Expect(page.Locator("[data-stale]")).ToBeVisibleAsync();
        Assert.True(await page.GetByLabel("카드", new() { Exact = true }).IsCheckedAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "새로 보기" }).ClickAsync();
        await StateAsync(page, "paid");
        Assert.Equal(0, await page.GetByRole(AriaRole.Radio).CountAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Page_asks_now_and_then_where_no_stream_comes_through()
    {
        var (page, _) = await OpenAsync(isPhone: false);
        var order = await page.EvaluateAsync<string>(placing);
        await page.Context.RouteAsync("**/live", route => route.FulfillAsync(new() { Status = 503 }));
        await page.GotoAsync($"/orders/{order}");
        // The first time that the script asks for the page the node is busy.
        await page.Context.RouteAsync(
            $"**/orders/{order}", route => route.FulfillAsync(new() { Status = 503 }), new() { Times = 1 });
        await page.EvaluateAsync(paying, order);
        await StateAsync(page, "paid");
    }

    private static Task StateAsync(IPage page, string state) =>
        Assertions.Expect(page.Locator($"h1[data-state={state}]")).ToBeVisibleAsync();

    private async Task<(IPage Page, List<string> Complaints)> OpenAsync(bool isPhone)
    {
        var page = await chromium.PageAsync(shop.Client.BaseAddress!, isPhone);
        var complaints = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        page.PageError += (_, error) => complaints.Add(error);
        await page.GotoAsync("/");
        return (page, complaints);
    }
}
