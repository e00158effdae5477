using System.Text.Json;
using Onair.Primitives;

namespace Onair.Alarms;

/// <summary>
/// Rules as files: a JSON list of rules, comments allowed. Those that ship are part of the program; a shop's own stand
/// in <see cref="AlarmsOptions.Rules"/>.
/// </summary>
public static class RuleFiles
{
    private const string shipped = "Onair.Alarms.Rules.json";

    /// <summary>The rules that ship.</summary>
    public static IReadOnlyList<AlarmRule> Shipped()
    {
        using var stream = typeof(RuleFiles).Assembly.GetManifestResourceStream(shipped)
            ?? throw new InvalidOperationException($"{shipped} is not built in");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd(), out _)
            ?? throw new InvalidOperationException("the rules that ship are not valid");
    }

    /// <summary>Null when something is wrong; <paramref name="errors"/> names all of it.</summary>
    public static List<AlarmRule>? Read(string text, out List<FieldError> errors)
    {
        errors = [];
        List<AlarmRule?>? rules;
        try
        {
            rules = JsonSerializer.Deserialize<List<AlarmRule?>>(text, AlarmsJson.Options);
        }
        catch (JsonException error)
        {
            errors.Add(new FieldError(error.Path ?? "$", error.Message));
            return null;
        }

        if (rules is null)
        {
            errors.Add(new FieldError("$", "is a list of rules"));
            return null;
        }

        for (var i = 0; i < rules.Count; i++)
        {
            var at = $"[{i}]";
            if (rules[i] is { } rule)
                errors.AddRange(RuleFaults.Of(rule).Select(e => e with { Field = $"{at}.{e.Field}" }));
            else
                errors.Add(new FieldError(at, "is a rule"));
        }

        var known = rules.OfType<AlarmRule>().ToList();
        foreach (var twice in known.GroupBy(rule => rule.Id).Where(same => same.Count() > 1))
            errors.Add(new FieldError(twice.Key, "is there twice"));
        return errors.Count == 0 ? known : null;
    }

    /// <summary>One rule; null as above.</summary>
    public static AlarmRule? ReadOne(string text, out List<FieldError> errors)
    {
        try
        {
            var rule = JsonSerializer.Deserialize<AlarmRule>(text, AlarmsJson.Options);
            errors = rule is null ? [new FieldError("$", "is a rule")] : RuleFaults.Of(rule);
            return errors.Count == 0 ? rule : null;
        }
        catch (JsonException error)
        {
            errors = [new FieldError(error.Path ?? "$", error.Message)];
            return null;
        }
    }

    /// <summary>A rule as it was stored. It was valid then; one whose signal is gone since fails when it is evaluated.
    /// </summary>
    internal static AlarmRule ReadStored(string body) =>
        JsonSerializer.Deserialize<AlarmRule>(body, AlarmsJson.Options)!;

    /// <summary>The rule as it is stored and edited.</summary>
    public static string Write(AlarmRule rule) => JsonSerializer.Serialize(rule, AlarmsJson.Options);

    internal static string Write(Evidence evidence) => JsonSerializer.Serialize(evidence, AlarmsJson.Options);
}
