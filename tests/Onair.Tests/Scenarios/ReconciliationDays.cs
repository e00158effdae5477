using Microsoft.Extensions.DependencyInjection;
using Onair.Jobs;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios;

/// <summary>Which days the morning's pass takes up, and what the sliding pass still sees.</summary>
public sealed class ReconciliationDays
{
    private readonly Bank bank = new();
    private readonly HashSet<Guid> seen = [];

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Every_day_is_taken_up_once_at_six_in_Korea(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        (string At, string Due)[] table =
        [
            // A new shop begins with yesterday, and before six that is still the day before.
            ("2026-03-03 05:59", "03-01"),
            ("2026-03-03 06:00", "03-02"),
            ("2026-03-03 06:10", ""),
            ("2026-03-03 23:59", ""),
            ("2026-03-04 00:00", ""), // midnight in Korea is not six
            ("2026-03-04 05:59", ""),
            ("2026-03-04 06:00", "03-03"),
            // It slept through a long weekend.
            ("2026-03-08 11:00", "03-04 03-05 03-06 03-07"),
            ("2026-03-08 11:10", ""),
            ("2026-03-09 06:09", "03-08"),
            // Longer than a week is not made up for.
            ("2026-03-31 07:00", "03-24 03-25 03-26 03-27 03-28 03-29 03-30"),
            ("2026-04-01 06:00", "03-31"),
        ];
        foreach (var (at, due) in table) Assert.Equal((at, due), (at, await MorningAsync(shop, at)));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Books_that_stay_closed_are_asked_for_again_at_every_turn_and_no_day_is_left_out(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        Assert.Equal("03-02", await MorningAsync(shop, "2026-03-03 06:00"));
        bank.IsSilent = true;
        // One knock at the closed door, and not one for each day.
        Assert.Equal("03-03 failed", await MorningAsync(shop, "2026-03-04 06:00"));
        Assert.Equal("03-03 failed", await MorningAsync(shop, "2026-03-04 06:10"));
        Assert.Equal("03-03 failed", await MorningAsync(shop, "2026-03-05 06:00"));
        bank.IsSilent = false;
        Assert.Equal("03-03 03-04", await MorningAsync(shop, "2026-03-05 06:10"));
        Assert.Equal("", await MorningAsync(shop, "2026-03-05 06:20"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Day_with_an_open_case_is_looked_at_again_once_a_day_until_somebody_ends_it(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        bank.Books["k"] = new ProviderMovement(
            "k", "r", "20260302-ZZZZZZZZ_1", StatementKind.Capture, 500, Korea("2026-03-02 21:00"));
        (string At, string Due)[] table =
        [
            ("2026-03-03 06:00", "03-02"),
            ("2026-03-03 06:10", ""),
            ("2026-03-04 06:00", "03-02 03-03"),
            ("2026-03-04 06:10", ""),
            ("2026-03-05 06:00", "03-02 03-04"),
            // A week later the case is as open as before, and its day too far back.
            ("2026-03-10 06:00", "03-05 03-06 03-07 03-08 03-09"),
        ];
        foreach (var (at, due) in table) Assert.Equal((at, due), (at, await MorningAsync(shop, at)));
        var page = await shop.Get<ListCases>().RunAsync(new ListCasesRequest(Provider: "bank"), Shop.Cancel);
        Assert.Single(page.Cases);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Case_that_somebody_resolved_keeps_no_day_open(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        bank.Books["k"] = new ProviderMovement(
            "k", "r", "20260302-ZZZZZZZZ_1", StatementKind.Capture, 500, Korea("2026-03-02 21:00"));
        await MorningAsync(shop, "2026-03-03 06:00");
        var one = (await shop.Get<ListCases>().RunAsync(new ListCasesRequest(Provider: "bank"), Shop.Cancel)).Cases[0];
        await shop.Get<ResolveCases>().RunAsync(
            new ChangeCase(one.Id, CaseState.Resolved, OrderActors.Operator, "another shop's", null, null),
            Shop.Cancel);
        Assert.Equal("03-03", await MorningAsync(shop, "2026-03-04 06:00"));
    }

    [Fact]
    public async Task Copy_of_a_shop_asks_nobody()
    {
        await using var shop = await OpenAsync(Dialect.Sqlite, isOn: false);
        Assert.Equal("", await MorningAsync(shop, "2026-03-03 06:00"));
        await LatelyAsync(shop);
        Assert.Empty(await NewRunsAsync(shop));
    }

    /// <summary>Our capture that the bank does not have, by its age when the sliding pass comes.</summary>
    [Theory]
    [InlineData(0, 0, 0)] // this very moment is the next pass's
    [InlineData(1, 1, 0)]
    [InlineData(14, 1, 0)]
    [InlineData(15, 0, 1)] // the grace is over
    [InlineData(44, 0, 1)]
    [InlineData(46, 0, 0)] // behind the window: the morning's business
    public async Task Sliding_pass_sees_our_captures_of_its_window(int minutes, int inFlight, int oursOnly)
    {
        await using var shop = await OpenAsync(Dialect.Sqlite);
        await shop.PaysAsync(await shop.BuysAsync("a", ("mug", 1)), "bank");
        bank.Books.Clear();
        shop.Forward(TimeSpan.FromMinutes(minutes));
        await LatelyAsync(shop);
        var run = Assert.Single(await NewRunsAsync(shop));
        Assert.Equal((inFlight, oursOnly, 0), (run.InFlight, run.OursOnly, run.Matched));
        Assert.Equal((RunKind.Sliding, 0, TimeSpan.FromMinutes(45)), (run.Kind, run.Day, run.Until - run.From));
        Assert.Equal(shop.Now, run.Until);
    }

    /// <summary>The bank's capture that we do not know, by its age. Its clock may differ by the grace.</summary>
    [Theory]
    [InlineData(-14, 1)]
    [InlineData(-16, 0)]
    [InlineData(0, 1)]
    [InlineData(59, 1)]
    [InlineData(61, 0)]
    public async Task Sliding_pass_sees_the_banks_captures_of_its_window(int minutes, int theirsOnly)
    {
        await using var shop = await OpenAsync(Dialect.Sqlite);
        bank.Books["k"] = new ProviderMovement(
            "k", "r", "20260302-ZZZZZZZZ_1", StatementKind.Capture, 500, shop.Now - TimeSpan.FromMinutes(minutes));
        await LatelyAsync(shop);
        Assert.Equal(theirsOnly, Assert.Single(await NewRunsAsync(shop)).TheirsOnly);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Missed_passes_leave_no_hole_and_an_unknown_payment_is_asked_about_for_days(Dialect dialect)
    {
        await using var shop = await OpenAsync(dialect);
        var known = await shop.PaysAsync(await shop.BuysAsync("a", ("mug", 1)), "bank");
        bank.Mood = BankMood.LosesTheAnswer;
        bank.IsSilent = true;
        var unknown = await shop.PaysAsync(await shop.BuysAsync("b", ("mug", 1)), "bank");
        Assert.Equal((AttemptState.Approved, AttemptState.Unknown), (known.State, unknown.State));
        bank.IsSilent = false;
        // Three turns were missed: the fourth still sees all of them.
        shop.Forward(TimeSpan.FromMinutes(40));
        await LatelyAsync(shop);
        var run = Assert.Single(await NewRunsAsync(shop));
        Assert.Equal((1, 1), (run.Matched, run.StatusDiffers));
        // Two days later only the unknown one is looked at: its case says so.
        shop.Forward(TimeSpan.FromDays(2));
        await LatelyAsync(shop);
        run = Assert.Single(await NewRunsAsync(shop));
        Assert.Equal((0, 1), (run.Matched, run.StatusDiffers));
    }

    private static DateTimeOffset Korea(string at) => new(
        DateTime.ParseExact(at, "yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture),
        TimeSpan.FromHours(9));

    private static Task TickAsync(Shop shop, string name) =>
        shop.Get<IEnumerable<ITimedVerb>>().Single(v => v.Name == name).RunAsync(Shop.Cancel);

    private static Task LatelyAsync(Shop shop) => TickAsync(shop, "payments.reconcile-lately");

    /// <summary>The clock moves to a time in Korea and the verb has its turn: the days it took up.</summary>
    private async Task<string> MorningAsync(Shop shop, string at)
    {
        shop.Forward(Korea(at) - shop.Now);
        await TickAsync(shop, "payments.reconcile-daily");
        return string.Join(' ', (await NewRunsAsync(shop)).Select(run =>
            $"{run.Day / 100 % 100:D2}-{run.Day % 100:D2}" + (run.Status == RunStatus.Done ? "" : " failed")));
    }

    private async Task<List<ReconciliationRun>> NewRunsAsync(Shop shop)
    {
        var page = await shop.Get<ListCases>().RunsAsync("bank", null, null, 100, Shop.Cancel);
        return [.. page.Runs.Where(run => seen.Add(run.Id)).OrderBy(run => run.Day)];
    }

    private async Task<Shop> OpenAsync(Dialect dialect, bool isOn = true)
    {
        var shop = await Shop.OpenAsync(dialect, services => services
            .AddSingleton<IPaymentProvider>(bank)
            .AddReconciliationWorkers()
            .Configure<PaymentsOptions>(options => options.Reconciliation.IsOn = isOn));
        bank.Clock = shop.Time;
        await shop.SellsAsync("mug", 12_000, 10);
        return shop;
    }
}
