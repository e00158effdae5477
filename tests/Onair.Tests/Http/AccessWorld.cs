using Microsoft.Extensions.DependencyInjection;
using Onair.Calls.Agents;
using Onair.Orders;
using Onair.Payments;
using Onair.Storage;
using Onair.Tests.Account;
using Onair.Tests.Browser;

namespace Onair.Tests.Http;

/// <summary>Two of everybody, each with something of their own, and an operator.</summary>
internal sealed class AccessWorld : IAsyncDisposable
{
    private const string operatorToken = "a-token-of-the-test-0123456789";
    private const string watchToken = "a-token-that-nobody-is-told";

    private readonly Dictionary<string, string> own = new(StringComparer.Ordinal)
    {
        ["{nobody}"] = Guid.Empty.ToString(),
    };

    private readonly List<(string Caller, (string Name, string Value)[] Headers)> callers = [];

    private AccessWorld(AccountShop shop) => Shop = shop;

    public AccountShop Shop { get; }

    /// <summary>The tokens of another guest's order and window.</summary>
    public (string Order, string Window) Foreign { get; private set; }

    /// <summary>Whoever there is, with what they send by themselves: no order's token among it.</summary>
    public IReadOnlyList<(string Caller, (string Name, string Value)[] Headers)> Callers => callers;

    public (string, string) Right { get; } = ("Authorization", "Bearer " + operatorToken);

    /// <summary>An agent at the telephone.</summary>
    public (string, string) Agent { get; private set; }

    public static async Task<AccessWorld> OpenAsync()
    {
        var world = new AccessWorld(await AccountShop.OpenAsync(
            Dialect.Sqlite,
            [
                .. BadWindows.Settings, "Operator:Token=" + operatorToken,
                "Incidents:AlertmanagerToken=" + watchToken,
            ]));
        await world.FillAsync();
        return world;
    }

    public string Fill(string text)
    {
        foreach (var (word, value) in own) text = text.Replace(word, value, StringComparison.Ordinal);
        return text;
    }

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private async Task FillAsync()
    {
        var live = Shop.Live;
        await live.SellsAsync("mug", 12_000, 100);
        var (number, token) = await live.BuysAsync(LiveShop.Body(), "own");
        var payment = await live.PaysAsync(number, token);
        var (others, foreign) = await live.BuysAsync(LiveShop.Body(phone: "010-7777-1234"), "other");
        var (_, foreignWindow) = await OpenWindowAsync(others, foreign);
        var (third, thirdToken) = await live.BuysAsync(LiveShop.Body(), "window");
        (own["{open}"], own["{token:open}"]) = (third, thirdToken);
        (own["{windowed}"], own["{token:window}"]) = await OpenWindowAsync(third, thirdToken);
        var (shipped, shippedToken) = await live.BuysAsync(LiveShop.Body(), "shipped");
        await live.PaysAsync(shipped, shippedToken);
        foreach (var step in new[] { OrderStep.Prepare, OrderStep.Ship })
        {
            await live.App.Services.GetRequiredService<AdvanceOrder>()
                .RunAsync(shipped, step, OrderActors.Operator, null, LiveShop.Cancel);
        }

        var (show, offer) = await PageGoods.ScheduleAsync(
            live.App.Services, "onair", "mug", 9_900, 50, TimeSpan.Zero);
        await PageGoods.AirAsync(live.App.Services, show, offer);
        own["{order}"] = number;
        own["{token}"] = token;
        own["{shipped}"] = shipped;
        own["{token:shipped}"] = shippedToken;
        own["{payment}"] = (string)payment["id"]!;
        own["{show}"] = show.ToString();
        own["{offer}"] = offer.ToString();
        Foreign = (foreign, foreignWindow);

        callers.Add(("anybody", []));
        foreach (var name in new[] { "customer", "other customer" })
        {
            var member = await Shop.MemberAsync(name.Replace(' ', '-') + "@shop.example");
            var cookies = string.Join("; ", member.Cookies.Select(c => $"{c.Key}={c.Value}"));
            callers.Add((name, [("Cookie", cookies)]));
        }

        var added = await live.App.Services.GetRequiredService<AddAgents>().RunAsync("김상담", LiveShop.Cancel);
        Agent = ("Authorization", "Bearer " + added.Token);
        callers.Add(("agent", [Agent]));
        callers.Add(("operator", [Right]));
        callers.Add(("no operator", [("Authorization", Right.Item2 + "x")]));
    }

    /// <summary>A payment that waits for its customer at a provider: the attempt, and its window's token.</summary>
    private async Task<(string Attempt, string Token)> OpenWindowAsync(string number, string token)
    {
        var started = await Shop.Live.SendAsync(
            HttpMethod.Post, $"/api/v1/orders/{number}/payments", """{"provider":"toss","method":"card"}""",
            ("Order-Token", token));
        Assert.Equal(202, started.Status);
        var attempt = (string)started.Json["id"]!;
        var windows = Shop.Live.App.Services.GetRequiredService<WindowTokens>();
        return (attempt, windows.Of(Guid.Parse(attempt)));
    }
}
