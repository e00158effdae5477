using System.Globalization;
using Onair.Host.Cli;
using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Cli;

/// <summary><c>payments</c> as a script calls it: its exit codes.</summary>
public sealed class PaymentsCommandTests
{
    private static readonly string yesterday = KoreanDay.Of(TimeProvider.System.GetUtcNow()).AddDays(-1)
        .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Exit_codes_tell_held_open_and_bad_input()
    {
        await using var shop = await TestDatabase.CreateAsync(Dialect.Sqlite);
        Assert.Equal(0, await RunAsync("reconcile", "--day", yesterday));
        Assert.Equal(0, await RunAsync("reconcile", "--day", yesterday, "--provider", "demo", "--json"));
        Assert.Equal(2, await RunAsync("reconcile", "--day", yesterday, "--provider", "nobody"));
        Assert.Equal(2, await RunAsync("reconcile"));
        foreach (var day in new[] { "yesterday", "2026-2-3", "20260302", "2026-02-30", "9999-01-01" })
            Assert.Equal(2, await RunAsync("reconcile", "--day", day));
        Assert.Equal(0, await RunAsync("attempts", "--state", "unknown", "--json"));
        Assert.Equal(2, await RunAsync("attempts", "--state", "lost"));
        Assert.Equal(2, await RunAsync("attempts", "--limit", "0"));
        Assert.Equal(0, await RunAsync("cases"));
        Assert.Equal(2, await RunAsync("cases", "--state", "lost"));
        Assert.Equal(2, await RunAsync("resolve", $"{Guid.Empty}"));
        Assert.Equal(2, await RunAsync("resolve", "no-id"));

        // The demo's statement holds what it was told before: a payment that only it has.
        var at = KoreanDay.Start(KoreanDay.Of(TimeProvider.System.GetUtcNow()).AddDays(-1)).AddHours(1);
        var movement = new Onair.Payments.ProviderMovement(
            "k", "r", "20260302-ZZZZZZZZ_1", Onair.Payments.StatementKind.Capture, 500, at);
        var compared = new Comparison(
            Bucket.TheirsOnly, CaseSubject.Capture, null, movement.OrderId, "r", 0, 500, at);
        var kept = await shop.Database.WriteAsync(
            async open =>
            {
                var round = open.Round();
                ReconciliationStore.SaveMovements(round, [new SeenMovement("demo", movement, at)]);
                await round.ExecuteAsync(TestContext.Current.CancellationToken);
                return await KeepCases.RunAsync(
                    open, "demo", [compared], [], "finance", at, TestContext.Current.CancellationToken);
            },
            TestContext.Current.CancellationToken);
        var id = $"{Assert.Single(kept.Opened).Id}";
        Assert.Equal(1, await RunAsync("reconcile", "--day", yesterday));
        Assert.Equal(2, await RunAsync("resolve", id));
        Assert.Equal(0, await RunAsync("resolve", id, "--reason", "another shop's"));
        Assert.Equal(0, await RunAsync("reconcile", "--day", yesterday));

        Task<int> RunAsync(params string[] arguments) =>
            CommandLine.RunAsync(["payments", .. arguments, "--data", shop.Options.Data]);
    }
}
