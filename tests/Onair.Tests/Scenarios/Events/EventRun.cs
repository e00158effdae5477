using System.Diagnostics;
using System.Text.Json.Nodes;
using Onair.Host.Cli.Load;
using Onair.Payments.Routing;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios.Events;

/// <summary>Moments of a run.</summary>
/// <param name="From">Its start.</param>
/// <param name="DownAt">The outage's.</param>
/// <param name="DownUntil">The outage's end.</param>
/// <param name="OpenAt">When the breaker was first seen open.</param>
internal sealed record EventTimes(
    DateTimeOffset From, DateTimeOffset DownAt, DateTimeOffset DownUntil, DateTimeOffset? OpenAt);

/// <summary>
/// Shoppers at one item at the event's rate, each of whom pays through a gateway that takes its time and may go down.
/// <code>
/// 1 open     a shop and a gateway, each in a process of its own
/// 2 warm up  an event is not the first request of the day
/// 3 rush     on the schedule; the gateway goes down and comes back in the middle of it
/// 4 settle   until no work is left
/// 5 compare  shoppers, attempts, ledger, the bank's book
/// </code>
/// </summary>
internal static class EventRun
{
    private const string sku = "HOT";
    private const long price = 10_000;
    private const double eventMultiple = 25;
    private const double warmUpSeconds = 3;
    private const double warmUpPerSecond = 30;

    private static readonly TimeSpan patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan hang = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan look = TimeSpan.FromMilliseconds(20);

    public static async Task<EventReport> RunAsync(EventPlan plan, StorageOptions storage, Action<string> tell)
    {
        var report = new EventReport(plan);

        // :: 1 open
        await Ware.StockAsync(storage, [new Ware(sku, price, 10_000_000)]);
        var settings = new Dictionary<string, string>(plan.Settings);
        await using var shop = new ShopProcess(
            [.. ShopProcess.Named(storage), "--no-sample", "--no-sandbox"], settings);
        await using var gateway = await GatewayProcess.StartAsync(shop.Url);
        foreach (var (name, value) in gateway.Settings) settings[name] = value;
        foreach (var other in EventPlan.Gateways)
            settings[$"Onair__Payments__Routing__Weights__{other.Name}"] = $"{other.Weight}";
        await ActAsync(gateway, plan, isDown: false);
        await shop.StartAsync();

        // :: 2 warm up
        tell($"{plan.Name}: warming up");
        await SurgeAsync(Options(plan, shop.Url) with
        {
            Shape = ShapeKind.Flat, Rate = warmUpPerSecond, Seconds = warmUpSeconds,
        });

        // :: 3 rush
        var (surge, times, closed) = await RushAsync(plan, shop.Url, gateway, tell);
        report.Surge = surge;
        report.Opened = times.OpenAt - times.DownAt;
        report.Closed = closed - times.DownUntil;

        // :: 4 settle
        tell($"{plan.Name}: settling");
        var left = await SettleAsync(storage);
        report.Expect(left == 0, $"{left} jobs, facts, payments or refunds did not come to their end");
        var exit = await shop.EndAsync();
        report.Expect(exit == 0, $"the shop ended with {exit}: {shop.Said}");

        // :: 5 compare
        tell($"{plan.Name}: comparing");
        await EventBooks.CompareAsync(report, storage, gateway, times);
        Judge(plan, report, times);
        return report;
    }

    private static async Task<(SurgeReport Surge, EventTimes Times, DateTimeOffset? ClosedAt)> RushAsync(
        EventPlan plan, Uri shop, GatewayProcess gateway, Action<string> tell)
    {
        var down = EventPlan.Gateways[0].Name;
        await using var breaker = new BreakerWatch(shop, down);
        var from = TimeProvider.System.GetUtcNow();
        var options = Options(plan, shop);
        var run = new SurgeRun(options, TimeProvider.System);
        var running = SurgeAsync(run, options);
        var (downAt, downUntil) = (from, from);
        if (plan.Outage != Outage.None)
        {
            await SentAsync(run, plan.DownFrom * plan.PerSecond, running);
            tell($"{plan.Name}: {down} goes down");
            await ActAsync(gateway, plan, isDown: true);
            downAt = TimeProvider.System.GetUtcNow();
            await SentAsync(run, (plan.DownFrom + plan.DownSeconds) * plan.PerSecond, running);
            await ActAsync(gateway, plan, isDown: false);
            downUntil = TimeProvider.System.GetUtcNow();
            tell($"{plan.Name}: {down} is back");
        }

        var surge = await running;
        foreach (var (at, state) in breaker.Seen)
            tell(FormattableString.Invariant($"{plan.Name}: breaker {state} at {(at - downAt).TotalSeconds:N1} s"));
        var openAt = plan.Outage == Outage.None ? null : breaker.First(BreakerState.Open, downAt);
        return (surge, new(from, downAt, downUntil, openAt), breaker.First(BreakerState.Closed, downUntil));
    }

    private static void Judge(EventPlan plan, EventReport report, EventTimes times)
    {
        var surge = report.Surge!;
        report.Expect(
            surge.Lost == 0 && surge.Oversold == 0 && surge.Unchecked == 0 && surge.Placed == surge.Intended,
            $"{surge.Verdict} {surge.Placed} of {surge.Intended} placed");
        report.Expect(surge.Unanswered == 0, $"{surge.Unanswered} shoppers saw no outcome within a minute");
        report.Expect(
            surge.Paid + surge.Declined == surge.Placed,
            $"{surge.Paid} paid and {surge.Declined} declined are not {surge.Placed}");
        if (plan.Outage == Outage.None)
        {
            report.Expect(
                surge.PaidP99Ms <= plan.PaidP99Max.TotalMilliseconds,
                $"placed to paid takes {surge.PaidP99Ms} ms (p99), allowed are {plan.PaidP99Max.TotalMilliseconds}");
            return;
        }

        report.Expect(report.Opened <= plan.OpensWithin, $"the breaker opened after {report.Opened}");
        report.Expect(report.Closed <= plan.ClosesWithin, $"the breaker closed {report.Closed} after the outage");
        var rested = times.DownUntil - (times.OpenAt ?? times.DownUntil);
        var probesMax = 1 + (int)(rested / new RoutingOptions().ProbeEvery);
        report.Expect(report.Strays <= probesMax, $"{report.Strays} new payments went to the gateway that is down");
        var expected = (rested.TotalSeconds - 1) * plan.PerSecond / 2;
        report.Expect(report.TakenOver >= expected, $"only {report.TakenOver} payments were taken over");
        report.Expect(
            report.TakenOverP99 <= plan.PaidP99Max,
            $"payments that were taken over took {report.TakenOverP99.TotalMilliseconds} ms (p99)");
    }

    private static SurgeOptions Options(EventPlan plan, Uri shop) => new()
    {
        Url = shop,
        Sku = sku,
        Shape = ShapeKind.Event,
        Rate = plan.PerSecond / eventMultiple,
        Seconds = plan.Seconds,
        Pay = true,
        Provider = plan.Provider,
    };

    private static Task<SurgeReport> SurgeAsync(SurgeOptions options) =>
        SurgeAsync(new SurgeRun(options, TimeProvider.System), options);

    private static async Task<SurgeReport> SurgeAsync(SurgeRun run, SurgeOptions options) => (await run.RunAsync(
        options.Schedule()!, reason => Assert.Fail(reason), TestContext.Current.CancellationToken))!;

    /// <summary>Until so many orders were due, which is the run's own clock.</summary>
    private static async Task SentAsync(SurgeRun run, double orders, Task running)
    {
        while (run.Sent < orders && !running.IsCompleted) await Task.Delay(look);
    }

    private static async Task ActAsync(GatewayProcess gateway, EventPlan plan, bool isDown)
    {
        foreach (var other in EventPlan.Gateways)
        {
            foreach (var call in other.Calls)
            {
                await gateway.PutAsync($"faults/{call}", Behaviour(plan, hangs: isDown && plan.Outage == Outage.Hang
                    && other == EventPlan.Gateways[0]));
            }
        }

        await gateway.PutAsync(
            $"down/{EventPlan.Gateways[0].Name}", new JsonObject { ["down"] = isDown && plan.Outage == Outage.Cut });
    }

    private static JsonObject Behaviour(EventPlan plan, bool hangs)
    {
        var call = new JsonObject { ["latencyMilliseconds"] = (long)plan.Latency.TotalMilliseconds };
        if (hangs)
        {
            call["rates"] = new JsonArray(new JsonObject
            {
                ["fault"] = "DelayBefore", ["rate"] = 1, ["delayMilliseconds"] = (long)hang.TotalMilliseconds,
            });
        }

        return call;
    }

    private static async Task<long> SettleAsync(StorageOptions storage)
    {
        await using var database = TestDatabase.Open(storage);
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(look))
        {
            var left = await Reckoning.LeftAsync(database);
            if (left == 0 || clock.Elapsed > patience) return left;
        }
    }
}
