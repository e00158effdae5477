using Onair.Series;

namespace Onair.Alarms;

/// <summary>Pure: what became different, and on what that was decided.</summary>
internal static class Changes
{
    public static List<AlarmTransition> Of(
        IEnumerable<AlarmState> states, IReadOnlyDictionary<string, AlarmState> before,
        IReadOnlyDictionary<string, AlarmRule> rules, SeriesWindow recent, DateTimeOffset now)
    {
        var changes = new List<AlarmTransition>();
        foreach (var state in states)
        {
            var old = before.GetValueOrDefault(state.Key);
            var from = old?.Level ?? AlarmLevel.Insufficient;
            // A silence that ends while it still fires is news: somebody has to hear of it now.
            if (from == state.Level && (old?.IsSuppressed ?? false) == state.IsSuppressed
                && (old?.IsSilenced ?? false) == state.IsSilenced) continue;
            changes.Add(new AlarmTransition
            {
                Id = Guid.CreateVersion7(now), At = state.EvaluatedAt, After = state, From = from,
                WasSuppressed = old?.IsSuppressed ?? false,
                Evidence = RuleFiles.Write(EvidenceOf(rules[state.Rule], state, recent)),
            });
        }

        return changes;
    }

    private static Evidence EvidenceOf(AlarmRule rule, AlarmState state, SeriesWindow recent)
    {
        var signal = SignalCatalogue.Find(rule.Signal);
        var nodes = recent.Count == 0 ? 0 : recent.NodesAt(recent.Count - 1);
        var window = rule.Burn is { } burn
            ? string.Join(", ", burn.Windows.Select(w => $"{w.Long:c}/{w.Short:c} x{w.Factor}"))
            : $"{rule.Window:c}";
        return new Evidence(
            signal?.Name ?? "composite",
            signal is null ? string.Join(" + ", rule.Parts) : Text(signal.Of), signal is null ? "" : Text(signal.Per),
            window, $"{rule.When}",
            state.Level == AlarmLevel.Critical ? rule.Critical : rule.Warning, state.Value, state.Samples,
            $"{state.Health}", nodes);
    }

    private static string Text(IReadOnlyList<SeriesChoice> choices) =>
        string.Join(" + ", choices.Select(choice => choice.Text));
}
