using Onair.Primitives;
using Onair.Series;

namespace Onair.Alarms;

/// <summary>Pure: every field of a rule that is wrong.</summary>
public static class RuleFaults
{
    private const int titleCharsMax = 100;
    private const int sourceCharsMax = 400;
    private const int refersMax = 20;
    private const int burnWindowsMax = 4;

    private static readonly HashSet<string> phases = new(["quiet", "before", "live", "after"], StringComparer.Ordinal);

    public static List<FieldError> Of(AlarmRule rule)
    {
        var errors = new List<FieldError>();
        Check(errors, IsWord(rule.Id), "id", $"is 1-{AlarmRule.IdCharsMax} of a-z 0-9 -");
        Check(errors, rule.Version >= 1, "version", "is 1 or more");
        Check(errors, Enum.IsDefined(rule.Class), "class", "is infrastructure, application or business");
        Check(errors, Enum.IsDefined(rule.Area), "area", "is order, payment, website, database, security or other");
        Check(errors, IsWord(rule.Owner), "owner", "is the role that is called: no rule is without one");
        Check(errors, IsWord(rule.Runbook), "runbook", "is a runbook's id: no rule is without one");
        Check(
            errors, rule.Title is { Ko.Length: > 0 and <= titleCharsMax, En.Length: > 0 and <= titleCharsMax }, "title",
            $"has ko and en of 1-{titleCharsMax} characters");
        Check(
            errors, rule.Source.Length is > 0 and <= sourceCharsMax, "source",
            $"says in 1-{sourceCharsMax} characters where the numbers come from");
        CheckTimes(errors, rule);
        Check(
            errors, rule.SuppressedBy.Count <= refersMax && rule.SuppressedBy.All(IsWord), "suppressedBy",
            $"has at most {refersMax} ids of rules");
        Check(errors, !rule.SuppressedBy.Contains(rule.Id), "suppressedBy", "does not name the rule itself");
        Check(errors, rule.Phases.All(phases.Contains), "phases", "has quiet, before, live, after");
        if (rule.Composite is { } composite) CheckComposite(errors, rule, composite);
        else CheckSignal(errors, rule);
        return errors;
    }

    private static void CheckTimes(List<FieldError> errors, AlarmRule rule)
    {
        var (window, step) = (rule.Window, rule.Step);
        Check(
            errors, IsWhole(window) && window <= AlarmRule.WindowMax, "window",
            "is whole ten seconds, at most an hour");
        Check(errors, IsWhole(step) && step <= AlarmRule.WindowMax, "step", "is whole ten seconds, at most an hour");
        Check(errors, rule.N is >= 1 and <= AlarmRule.PointsMax, "n", $"is 1-{AlarmRule.PointsMax}");
        Check(errors, rule.M >= 1 && rule.M <= rule.N, "m", "is 1 to n");
        Check(
            errors, window + (step * (rule.N + PointsOfN.Reserve - 1)) <= AlarmRule.WindowMax, "n",
            "looks back for more than an hour: window + step * (n + 1)");
        Check(
            errors, rule.KeepFiring >= TimeSpan.Zero && rule.KeepFiring <= TimeSpan.FromDays(1), "keepFiring",
            "is at most a day");
        Check(
            errors, rule.WarmUp >= TimeSpan.Zero && rule.WarmUp <= AlarmRule.WindowMax, "warmUp", "is at most an hour");
    }

    private static void CheckSignal(List<FieldError> errors, AlarmRule rule)
    {
        var signal = SignalCatalogue.Find(rule.Signal);
        Check(errors, signal is not null, "signal", "is one of the catalogue's");
        if (rule.Burn is { } burn)
        {
            Check(errors, signal is null or { Measure: SignalMeasure.Ratio }, "signal", "of a burn rate is a ratio");
            CheckBurn(errors, burn);
            Check(
                errors, rule.Critical is null && rule.Warning is null, "burn",
                "has its own thresholds: none beside it");
            return;
        }

        Check(errors, rule.When is not null, "when", "is below, at-most, above or at-least");
        Check(
            errors, rule.Warning is not null || rule.Critical is not null, "warning",
            "or critical is given: no rule is without a severity");
        Check(errors, rule.Certainty is >= 0 and <= 6, "certainty", "is 0 to 6 standard errors");
        Check(errors, rule.Warning is null or (> -1e15 and < 1e15), "warning", "is a number");
        Check(errors, rule.Critical is null or (> -1e15 and < 1e15), "critical", "is a number");
        if (rule is not { Warning: { } warning, Critical: { } critical }) return;
        Check(
            errors, rule.IsLowBad ? critical <= warning : critical >= warning, "critical",
            "is as bad as warning, or worse");
    }

    private static void CheckBurn(List<FieldError> errors, BurnRate burn)
    {
        Check(errors, burn.Objective is > 0 and < 1, "burn.objective", "is above 0 and below 1");
        Check(errors, burn.Windows is { Count: >= 1 and <= burnWindowsMax }, "burn.windows", $"has 1-{burnWindowsMax}");
        foreach (var pair in burn.Windows ?? [])
        {
            Check(
                errors, IsWhole(pair.Long) && pair.Long <= AlarmRule.BurnWindowMax, "burn.windows.long",
                "is at most three days");
            Check(
                errors, IsWhole(pair.Short) && pair.Short < pair.Long, "burn.windows.short", "is shorter than long");
            Check(
                errors, IsLongEnough(pair.Long) && IsLongEnough(pair.Short), "burn.windows",
                "over an hour: whole five minutes");
            Check(errors, pair.Factor is > 0 and < 10_000, "burn.windows.factor", "is above 0");
            Check(errors, IsSeverity(pair.Severity), "burn.windows.severity", "is warning or critical");
        }
    }

    private static void CheckComposite(List<FieldError> errors, AlarmRule rule, CompositeOf composite)
    {
        Check(errors, rule.Signal.Length == 0, "signal", "is empty for a composite");
        Check(errors, rule.Burn is null, "burn", "is not part of a composite");
        Check(errors, IsSeverity(composite.Severity), "composite.severity", "is warning or critical");
        var all = (composite.All ?? []).Concat(composite.Any ?? []).ToList();
        Check(
            errors, all.Count is >= 1 and <= refersMax && all.All(IsWord), "composite",
            $"has 1-{refersMax} ids of rules");
        Check(errors, !all.Contains(rule.Id), "composite", "is not made of itself");
    }

    /// <summary>Pure: rules that name rules which are not there, or composites of composites.</summary>
    public static List<FieldError> Of(IReadOnlyCollection<AlarmRule> rules)
    {
        var errors = new List<FieldError>();
        var byId = rules.ToDictionary(rule => rule.Id, StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            foreach (var id in rule.SuppressedBy.Where(id => !byId.ContainsKey(id)))
                errors.Add(new FieldError($"{rule.Id}.suppressedBy", $"there is no rule {id}"));
            if (rule.Composite is not { } composite) continue;
            foreach (var id in (composite.All ?? []).Concat(composite.Any ?? []))
            {
                if (!byId.TryGetValue(id, out var part))
                    errors.Add(new FieldError($"{rule.Id}.composite", $"there is no rule {id}"));
                else if (part.Composite is not null)
                    errors.Add(new FieldError($"{rule.Id}.composite", $"{id} is a composite itself"));
            }
        }

        return errors;
    }

    private static bool IsWord(string text) =>
        text.Length is > 0 and <= AlarmRule.IdCharsMax
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static bool IsWhole(TimeSpan span) => span > TimeSpan.Zero && span.Ticks % Frame.Span.Ticks == 0;

    private static bool IsLongEnough(TimeSpan span) =>
        span <= AlarmRule.WindowMax || span.Ticks % ReadSeries.Spans[1].Ticks == 0;

    private static bool IsSeverity(AlarmLevel level) => level is AlarmLevel.Warning or AlarmLevel.Critical;

    private static void Check(List<FieldError> errors, bool holds, string field, string message)
    {
        if (!holds) errors.Add(new FieldError(field, message));
    }
}
