using System.Globalization;
using System.Text;
using Onair.Series;

namespace Onair.Alarms;

/// <summary>
/// Rules as Prometheus has them, for shops that watch with it: the same numbers over the instruments at
/// <c>/metrics</c>. Pure. What Prometheus cannot say (M of N, missing-data policies, the pace of orders learnt from
/// the past) is in the annotations, and the rule says the nearest.
/// </summary>
public static class ExportRules
{
    /// <summary>YAML that <c>promtool check rules</c> accepts.</summary>
    public static string Prometheus(IReadOnlyList<AlarmRule> rules)
    {
        var text = new StringBuilder(
            "# Made by: onair alarms export --prometheus\ngroups:\n  - name: onair\n    interval: 15s\n    rules:\n");
        var byId = rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        foreach (var rule in rules.Where(rule => !rule.IsOff).OrderBy(rule => rule.Id, StringComparer.Ordinal))
        {
            foreach (var (severity, expression) in Expressions(rule, byId)) Write(text, rule, severity, expression);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, AlarmRule rule, AlarmLevel severity, string expression)
    {
        var hold = rule.N > 1 ? rule.Step * (rule.M - 1) : TimeSpan.Zero;
        text.Append(CultureInfo.InvariantCulture, $"      - alert: {NameOf(rule.Id)}\n")
            .Append(CultureInfo.InvariantCulture, $"        expr: {Quoted(expression)}\n");
        if (hold > TimeSpan.Zero) text.Append(CultureInfo.InvariantCulture, $"        for: {Span(hold)}\n");
        if (rule.KeepFiring > TimeSpan.Zero)
            text.Append(CultureInfo.InvariantCulture, $"        keep_firing_for: {Span(rule.KeepFiring)}\n");
        text.Append(CultureInfo.InvariantCulture, $"        labels:\n          severity: {WordOf(severity)}\n")
            .Append(CultureInfo.InvariantCulture, $"          onair_rule: {rule.Id}\n")
            .Append(CultureInfo.InvariantCulture, $"          area: {rule.Area.ToString().ToLowerInvariant()}\n")
            .Append(CultureInfo.InvariantCulture, $"          owner: {rule.Owner}\n")
            .Append(CultureInfo.InvariantCulture, $"        annotations:\n          summary: {Quoted(rule.Title.En)}\n")
            .Append(CultureInfo.InvariantCulture, $"          summary_ko: {Quoted(rule.Title.Ko)}\n")
            .Append(CultureInfo.InvariantCulture, $"          runbook: {rule.Runbook}\n")
            .Append(CultureInfo.InvariantCulture, $"          source: {Quoted(rule.Source)}\n");
    }

    private static IEnumerable<(AlarmLevel Severity, string Expression)> Expressions(
        AlarmRule rule, Dictionary<string, AlarmRule> byId)
    {
        if (rule.Composite is { } composite)
        {
            var parts = rule.Parts.Where(byId.ContainsKey)
                .Select(id => $"(count(ALERTS{{alertstate=\"firing\",onair_rule=\"{id}\"}}) > 0)");
            yield return (composite.Severity, string.Join(composite.All.Count > 0 ? " and " : " or ", parts));
            yield break;
        }

        var signal = SignalCatalogue.Find(rule.Signal)!;
        if (rule.Burn is { } burn)
        {
            foreach (var severity in burn.Windows.GroupBy(pair => pair.Severity))
            {
                var budget = Number(1 - burn.Objective);
                yield return (severity.Key, string.Join(" or ", severity.Select(pair =>
                    $"(((1 - {PromQuery.Of(signal, pair.Long)}) / {budget} >= {Number(pair.Factor)}) and "
                    + $"((1 - {PromQuery.Of(signal, pair.Short)}) / {budget} >= {Number(pair.Factor)}))")));
            }

            yield break;
        }

        var query = PromQuery.Of(signal, rule.Window);
        var compare = rule.When!.Value switch
        {
            AlarmComparator.Below => "<", AlarmComparator.AtMost => "<=", AlarmComparator.Above => ">",
            AlarmComparator.AtLeast => ">=",
        };
        // One alert is enough: the warning does not repeat what the critical one says.
        var phases = rule.Phases.Count == 0
            ? ""
            : $" and on() (max(onair_broadcast_phase{{phase=~\"{string.Join('|', rule.Phases)}\"}}) == 1)";
        if (rule.Critical is { } critical)
            yield return (AlarmLevel.Critical, $"({query} {compare} {Number(critical)}){phases}");
        if (rule.Warning is { } warning)
        {
            var unless = rule.Critical is { } worse ? $" unless ({query} {compare} {Number(worse)})" : "";
            yield return (AlarmLevel.Warning, $"(({query} {compare} {Number(warning)}){unless}){phases}");
        }
    }

    private static string NameOf(string id) =>
        "Onair" + string.Concat(id.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

    private static string WordOf(AlarmLevel level) => level.ToString().ToLowerInvariant();

    private static string Span(TimeSpan span) => $"{(long)span.TotalSeconds}s";

    private static string Number(double number) =>
        Math.Round(number, 9).ToString("0.#########", CultureInfo.InvariantCulture);

    private static string Quoted(string text) =>
        "'" + text.Replace("'", "''", StringComparison.Ordinal).ReplaceLineEndings(" ") + "'";
}
