using Onair.Alarms;
using Onair.Series;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Alarms;

/// <summary>Series made by hand, and the rules that ship.</summary>
internal static class Watched
{
    public const string Placed = "onair.orders.asked{channel=web,status=placed}";
    public const string Failed = "onair.orders.asked{channel=web,status=failed}";

    public static readonly DateTimeOffset Start = TestDatabase.Start;

    public static AlarmRule Rule(string id) => RuleFiles.Shipped().Single(rule => rule.Id == id);

    public static Frame Frame(DateTimeOffset at, params (string Series, Sample Sample)[] samples) =>
        new(at, "a", samples.ToDictionary(s => s.Series, s => s.Sample));

    /// <summary>Frames every ten seconds, <paramref name="spans"/> of them.</summary>
    public static List<Frame> Frames(int spans, Func<int, (string, Sample)[]> of, DateTimeOffset? from = null) =>
        [.. Enumerable.Range(0, spans).Select(i => Frame((from ?? Start) + (Onair.Series.Frame.Span * i), of(i)))];

    public static SeriesWindow Window(IReadOnlyList<Frame> frames) => SeriesWindow.Of(
        frames, frames[0].At, frames[^1].At + Onair.Series.Frame.Span, Onair.Series.Frame.Span);

    public static (string, Sample)[] Orders(double placed, double failed) =>
        [(Placed, Sample.Counter(placed)), (Failed, Sample.Counter(failed))];

    /// <summary>One decision over frames.</summary>
    public static List<AlarmState> Decide(
        IReadOnlyList<Frame> frames, IEnumerable<AlarmState> before, params AlarmRule[] rules) =>
        DecideAlarms.Decide(
            [.. rules.Select(rule => (rule, 1))], new AlarmWindows(Window(frames), null),
            before.ToDictionary(state => state.Key), (_, error) => throw error);
}
