using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Onair.Alarms;
using Onair.Bench.Servers;
using Onair.Incidents;
using Onair.Jobs;
using Onair.Series;
using Onair.Storage;

namespace Onair.Bench;

/// <summary>
/// The watch on both databases: <c>Onair.Bench watch</c>. An hour of frames of three nodes and 200 rules: an evaluation
/// takes 200 ms at most. 10,000 incidents: a page of the list takes 200 ms at most (exit code 1 otherwise).
/// </summary>
internal static class WatchBench
{
    public const string Command = "watch";

    private const int rules = 200;
    private const int nodes = 3;
    private const int evaluations = 40;
    private const int incidents = 10_000;
    private const int questions = 200;
    private const double barMs = 200;

    private static readonly DateTimeOffset begin = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 0)
        {
            await Console.Error.WriteLineAsync("onair-bench: watch takes no arguments");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("onair-watch-").FullName;
        bool isHeld;
        try
        {
            isHeld = await MeasureAsync("SQLite", new StorageOptions { Data = folder });
            await using var postgres = await BenchPostgres.StartAsync();
            isHeld &= await MeasureAsync(
                "PostgreSQL", new StorageOptions { Postgres = await postgres.NewDatabaseAsync() });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return isHeld ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string name, StorageOptions options)
    {
        await using var database = BenchShop.Open(options);
        await database.MigrateAsync(CancellationToken.None);
        var clock = new StandingClock(begin.AddHours(1));
        await SeedAsync(database, clock);
        using var evaluate = new EvaluateAlarms(
            database, new ReadSeries(database), [], new JobNode("bench"), Options.Create(new AlarmsOptions()), clock,
            NullLogger<EvaluateAlarms>.Instance);
        // The first reads the hour; a shop does so once.
        var first = await TimeAsync(() => evaluate.RunAsync(CancellationToken.None));
        var times = new List<double>(evaluations);
        for (var i = 0; i < evaluations; i++)
        {
            await WriteAsync(database, clock.GetUtcNow());
            clock.Forward(Frame.Span);
            times.Add(await TimeAsync(() => evaluate.RunAsync(CancellationToken.None)));
        }

        var read = new ReadIncidents(database);
        var lists = new List<double>(questions);
        for (var i = 0; i < questions; i++)
            lists.Add(await TimeAsync(() => read.PageAsync(
                i % 2 == 0 ? null : IncidentState.Open, null, ReadIncidents.PageMax, CancellationToken.None)));
        var states = (await new ListAlarms(database).StatesAsync(CancellationToken.None)).Count;
        Console.WriteLine(
            $"{name}: {rules} rules ({states} alarms) x {nodes} nodes: first {first:F0} ms, then "
            + $"p50 {Of(times, 0.5):F0}, most {times.Max():F0} ms; {incidents:N0} incidents, "
            + $"a page of {ReadIncidents.PageMax}: p50 {Of(lists, 0.5):F1}, p99 {Of(lists, 0.99):F1} ms");
        return times.Max() <= barMs && Of(lists, 0.99) <= barMs;
    }

    private static async Task SeedAsync(Database database, StandingClock clock)
    {
        var shipped = RuleFiles.Shipped();
        var rows = Enumerable.Range(0, rules).Select(i =>
        {
            var like = shipped[i % shipped.Count];
            var rule = like with { Id = $"{like.Id}-{i}", SuppressedBy = [], Composite = null, Signal = like.Signal };
            if (rule.Signal.Length == 0) rule = shipped[0] with { Id = $"rule-{i}", SuppressedBy = [] };
            return new AlarmsStore.RuleRow
            {
                Id = rule.Id, Revision = 1, FileVersion = 1, Body = RuleFiles.Write(rule), CreatedAt = begin,
                CreatedBy = "bench", Reason = "bench",
            };
        }).ToList();
        for (var i = 0; i < 360; i++) await WriteAsync(database, begin + (Frame.Span * i));
        var open = new OpenIncident(new JobQueue(clock, new JobWakes(clock)), [], clock);
        await database.WriteAsync(
            async transaction =>
            {
                var round = transaction.Round();
                round.Write(AlarmsStore.AddRule, rows);
                await round.ExecuteAsync(CancellationToken.None);
                for (var i = 0; i < incidents; i++)
                {
                    await open.RunAsync(
                        transaction,
                        new IncidentDraft(
                            $"person:{i}", IncidentSource.Person, AlarmArea.Order, AlarmLevel.Warning, "문제", "Trouble",
                            "order-failures", StillFires: false, "", "bench"),
                        CancellationToken.None);
                }
            },
            CancellationToken.None);
    }

    /// <summary>What three busy nodes write.</summary>
    private static Task WriteAsync(Database database, DateTimeOffset at)
    {
        var sizes = Sizes.OfValues(Enumerable.Range(1, 200).Select(i => i / 100.0));
        var samples = new Dictionary<string, Sample>(StringComparer.Ordinal);
        foreach (var choice in SignalCatalogue.All.SelectMany(signal => signal.Of.Concat(signal.Per)))
        {
            var isHistogram = choice.Signal.EndsWith("duration", StringComparison.Ordinal)
                || choice.Signal.EndsWith("call", StringComparison.Ordinal);
            foreach (var label in new[] { "toss", "inicis", "demo" })
            {
                samples[SeriesName.Of(
                    choice.Signal,
                    [
                        new("provider", label),
                        .. choice.Conditions.Select(c => KeyValuePair.Create(c.Label, c.Values[0])),
                    ]).Text] = isHistogram ? Sample.Histogram(sizes, 200) : Sample.Counter(100);
            }
        }

        var rows = Enumerable.Range(0, nodes)
            .Select(node => FrameRow.Of(new Frame(at, $"node-{node}", samples), Frame.Span)).ToList();
        return database.WriteAsync(
            open =>
            {
                var round = open.Round();
                round.Write(SeriesStore.Put, rows);
                return round.ExecuteAsync(CancellationToken.None);
            },
            CancellationToken.None);
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double Of(List<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[(int)Math.Ceiling(share * sorted.Count) - 1];
    }

    /// <summary>The time of the bench's shop, which goes on when it is told to.</summary>
    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset at = now;

        public void Forward(TimeSpan span) => at += span;

        public override DateTimeOffset GetUtcNow() => at;
    }
}
