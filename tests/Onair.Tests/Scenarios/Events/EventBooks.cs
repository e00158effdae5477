using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Onair.Host.Cli;
using Onair.Payments;
using Onair.Payments.Ledger;
using Onair.Payments.Reconciliation;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Scenarios.Events;

/// <summary>The end of a rush: attempts, the ledger, the bank's book, and what the shop's own commands say.</summary>
internal static class EventBooks
{
    /// <summary>A gateway's own time and a wave's: whoever took longer was in doubt for a while.</summary>
    private static readonly TimeSpan prompt = TimeSpan.FromSeconds(2);

    /// <param name="report">Gets the figures.</param>
    /// <param name="storage">The database of a shop that has ended.</param>
    /// <param name="gateway">Still there.</param>
    /// <param name="times">When the run, the outage and the detour began and ended.</param>
    public static async Task CompareAsync(
        EventReport report, StorageOptions storage, GatewayProcess gateway, EventTimes times)
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var rooms = storage.Postgres.Length > 0
            ? await ShopOptions.OpenAsync(data: null, storage.Postgres, cancel)
            : await ShopOptions.OpenAsync(storage.Data, postgres: null, cancel);
        var attempts = await AttemptsAsync(rooms.GetRequiredService<Database>(), cancel);
        var book = await gateway.BookAsync();
        Count(report, attempts, times);
        Compare(report, attempts, book);
        var balances = await rooms.GetRequiredService<ReadLedger>().BalancesAsync(cancel);
        report.LedgerWon = balances.Where(b => book.Keys.Any(key => b.Account == "provider:" + key.Provider))
            .Sum(b => b.Balance);
        report.BankWon = book.Values.Sum(of => of.Charged);
        report.Expect(
            report.BankWon == report.AttemptsWon && report.BankWon == report.LedgerWon,
            $"the bank has {report.BankWon} won, attempts {report.AttemptsWon}, the ledger {report.LedgerWon}");
        // KG Inicis has no list of movements to reconcile with: its charges are compared above, one by one.
        var listed = book.Keys.Count(key => key.Provider == "toss");
        await AskCommandsAsync(report, storage, gateway, listed, times);
    }

    private static async Task<List<Attempt>> AttemptsAsync(Database database, CancellationToken cancel)
    {
        var attempts = new List<Attempt>();
        var last = Guid.Empty;
        while (true)
        {
            var page = new List<AttemptGlance>();
            var found = new List<Attempt>();
            await database.ReadAsync(
                async open =>
                {
                    page.Clear();
                    found.Clear();
                    var walk = open.Round();
                    FindAttempts.Walk(walk, new AttemptPage(last, Guid.AllBitsSet, PaymentsOptions.BatchMax), page);
                    await walk.ExecuteAsync(cancel);
                    if (page.Count == 0) return 0;
                    var read = open.Round();
                    FindAttempts.ByIds(read, page.ConvertAll(glance => glance.Id), found);
                    await read.ExecuteAsync(cancel);
                    return found.Count;
                },
                cancel);
            if (page.Count == 0) return attempts;
            attempts.AddRange(found);
            last = page[^1].Id;
        }
    }

    private static void Count(EventReport report, List<Attempt> attempts, EventTimes times)
    {
        report.ApprovedBy = attempts.Where(a => a.State == AttemptState.Approved)
            .GroupBy(a => a.Provider).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Count());
        var approved = attempts.FindAll(
            a => a is { ApprovedAt: not null, BeganAt: not null } && a.Provider == EventPlan.Gateways[0].Name);
        report.ToBegun = HalfAndMost(approved.Select(a => a.BeganAt!.Value - a.CreatedAt));
        report.BegunToApproved = HalfAndMost(approved.Select(a => a.ApprovedAt!.Value - a.BeganAt!.Value));
        report.Longest = approved.Select(a => a.ApprovedAt!.Value - a.CreatedAt).DefaultIfEmpty().Max();
        report.StillUnknown = attempts.Count(a => AttemptRules.IsInFlight(a.State));
        report.OnceUnknown = attempts.Count(
            a => a.BeganAt is { } began && (a.ApprovedAt ?? a.ChangedAt) - began > prompt);
        report.ChargedTwice = attempts.Where(a => a.Captured > 0).GroupBy(a => a.OrderId).Count(g => g.Count() > 1);
        report.Expect(report.StillUnknown == 0, $"{report.StillUnknown} attempts have no outcome");
        report.Expect(report.ChargedTwice == 0, $"{report.ChargedTwice} orders were charged twice");
        if (times.OpenAt is not { } from) return;
        var meanwhile = attempts.FindAll(a => a.CreatedAt >= from && a.CreatedAt < times.DownUntil);
        report.Strays = meanwhile.Count(a => a.Provider == EventPlan.Gateways[0].Name);
        var over = meanwhile.FindAll(a => a.Provider != EventPlan.Gateways[0].Name);
        report.TakenOver = over.Count;
        report.TakenOverP99 = HalfAndMost(
            over.Where(a => a.ApprovedAt is not null).Select(a => a.ApprovedAt!.Value - a.CreatedAt)).Most;
        report.Expect(
            over.TrueForAll(a => a.State == AttemptState.Approved), $"not all payments that others took over are paid");
    }

    private static (TimeSpan Half, TimeSpan Most) HalfAndMost(IEnumerable<TimeSpan> spans)
    {
        List<TimeSpan> sorted = [.. spans.Order()];
        return sorted.Count == 0 ? default : (sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)]);
    }

    private static void Compare(
        EventReport report,
        List<Attempt> attempts,
        Dictionary<(string Provider, string OrderId), (long Charged, int Captures)> book)
    {
        var banks = book.Keys.Select(key => key.Provider).ToHashSet();
        var known = new HashSet<(string, string)>();
        foreach (var attempt in attempts.Where(a => banks.Contains(a.Provider)))
        {
            var key = (attempt.Provider, attempt.ProviderOrderId);
            known.Add(key);
            var (charged, captures) = book.GetValueOrDefault(key);
            var ours = attempt.Captured - attempt.Refunded;
            report.AttemptsWon += ours;
            report.Expect(
                charged == ours,
                $"{attempt.ProviderOrderId} {attempt.State} {attempt.FailureCode}: the bank has {charged}, we {ours}");
            if (captures > 1) report.ChargedTwice++;
            report.Expect(captures <= 1, $"{attempt.ProviderOrderId} was charged {captures} times");
        }

        foreach (var (_, order) in book.Keys.Where(key => !known.Contains(key)))
            report.Find($"the bank charged {order}, of which we know nothing");
    }

    /// <summary>The two commands that an operator would run.</summary>
    private static async Task AskCommandsAsync(
        EventReport report, StorageOptions storage, GatewayProcess gateway, int charges, EventTimes times)
    {
        var named = ShopProcess.Named(storage);
        var days = new[] { KoreanDay.Of(times.From), KoreanDay.Of(TimeProvider.System.GetUtcNow()) }.Distinct();
        string[] differences = ["inFlight", "oursOnly", "theirsOnly", "amountDiffers", "statusDiffers"];
        var differs = 0;
        report.Reconcile = 0;
        foreach (var day in days)
        {
            var (exit, said) = await ShopProcess.RunAsync(
                gateway.Settings, ["payments", "reconcile", "--day", $"{day:yyyy-MM-dd}", "--json", .. named]);
            report.Reconcile = Math.Max(exit, report.Reconcile);
            report.Expect(exit == 0, $"payments reconcile ended with {exit}: {said}");
            if (exit != 0) continue;
            foreach (var run in JsonNode.Parse(said)!.AsArray().Where(run => (bool)run!["isListing"]!))
            {
                report.Reconciled += (int)run!["matched"]!;
                differs += differences.Sum(name => (int)run[name]!);
            }
        }

        // Besides the charges it matches their pay-outs.
        report.Expect(
            report.Reconciled >= charges && differs == 0,
            $"{report.Reconciled} movements are reconciled and {differs} differ, of {charges} charges");
        var (verify, found) = await ShopProcess.RunAsync(["verify", .. named]);
        report.Verify = verify;
        report.Expect(verify == 0, $"verify ended with {verify}: {found}");
    }
}
