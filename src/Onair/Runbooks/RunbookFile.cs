using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Onair.Primitives;
using Onair.Series;

namespace Onair.Runbooks;

/// <summary>
/// Pure: reads a runbook's Markdown. It reads well as it is, and its steps are typed:
/// <code>
/// # 한국어 / English
/// ## 원인 A: ... / Cause A: ...
/// - [ ] check: `order-success` 한국어
///   / `order-success` English
/// - [ ] action: 한국어
///   / English
///   / `command`, danger medium, rollback: 한국어 / English
/// </code>
/// </summary>
public static partial class RunbookFile
{
    public const int CharsMax = 64 * 1024;

    private const int stepsMax = 100;
    private const string causes = "Cause ";
    private const string twoParts = "has Korean, and a line of English";
    private const string threeParts = "has Korean, a line of English and one of its command";

    /// <summary>Null when something is wrong; <paramref name="errors"/> names all of it by its line.</summary>
    public static Runbook? Parse(string id, string text, out List<FieldError> errors)
    {
        errors = [];
        if (text.Length > CharsMax)
        {
            errors.Add(new FieldError(id, $"has more than {CharsMax} characters"));
            return null;
        }

        var reader = new Reader(errors);
        foreach (var (line, number) in Lines(text)) reader.Read(line, number);
        reader.Finish();
        if (reader.TitleKo.Length == 0) errors.Add(new FieldError("line 1", "is the title: # 한국어 / English"));
        if (reader.Sections.Count == 0) errors.Add(new FieldError(id, "has no section"));
        if (reader.Count > stepsMax) errors.Add(new FieldError(id, $"has more than {stepsMax} steps"));
        return errors.Count > 0
            ? null
            : new Runbook(
                id, DigestOf(text), reader.TitleKo, reader.TitleEn, reader.Symptoms.ElementAtOrDefault(0) ?? "",
                reader.Symptoms.ElementAtOrDefault(1) ?? "", reader.Sections);
    }

    /// <summary>The version of a text: as far as people compare it.</summary>
    public static string DigestOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    private static IEnumerable<(string Line, int Number)> Lines(string text) =>
        text.ReplaceLineEndings("\n").Split('\n').Select((line, i) => (line, i + 1));

    [GeneratedRegex(@"^- \[ \] (?<kind>check|manual|action|note): (?<text>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(
        @"^  / `(?<command>[^`]+)`, danger (?<danger>low|medium|high), rollback: (?<rollback>.+)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Danger();

    [GeneratedRegex(@"^`(?<signal>[a-z0-9-]+)` (?<text>.+)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Check();

    /// <summary>The state of reading: a step is whole when the next line begins something else.</summary>
    private sealed class Reader(List<FieldError> errors)
    {
        private readonly List<string> parts = [];
        private string kind = "";
        private string sectionKo = "";
        private string sectionEn = "";
        private List<RunbookStep> steps = [];
        private int begunAt;

        public string TitleKo { get; private set; } = "";

        public string TitleEn { get; private set; } = "";

        public List<string> Symptoms { get; } = [];

        public List<RunbookSection> Sections { get; } = [];

        public int Count { get; private set; }

        public void Read(string line, int number)
        {
            if (line.StartsWith("# ", StringComparison.Ordinal))
            {
                (TitleKo, TitleEn) = Pair(line[2..], number);
            }
            else if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                Finish();
                (sectionKo, sectionEn) = Pair(line[3..], number);
            }
            else if (Step().Match(line) is { Success: true } step)
            {
                EndStep();
                (kind, begunAt) = (step.Groups["kind"].Value, number);
                parts.Add(step.Groups["text"].Value);
            }
            else if (line.StartsWith("  / ", StringComparison.Ordinal) && kind.Length > 0)
            {
                parts.Add(line);
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal) && parts.Count > 0)
            {
                // A long text goes on in the next line.
                parts[^1] += " " + line.Trim();
            }
            else if (line.Length > 0 && sectionKo.Length == 0)
            {
                Symptoms.Add(line);
            }
            else if (line.Length > 0)
            {
                errors.Add(new FieldError($"line {number}", "is no step: - [ ] check|manual|action|note: ..."));
            }
        }

        public void Finish()
        {
            EndStep();
            if (sectionKo.Length > 0)
            {
                Sections.Add(new RunbookSection(
                    sectionKo, sectionEn, sectionEn.StartsWith(causes, StringComparison.Ordinal), steps));
            }

            steps = [];
        }

        private void EndStep()
        {
            if (kind.Length == 0) return;
            var wanted = kind == "action" ? 3 : 2;
            if (parts.Count != wanted)
                errors.Add(new FieldError($"line {begunAt}", wanted == 2 ? twoParts : threeParts));
            else
                steps.Add(StepOf(++Count));
            kind = "";
            parts.Clear();
        }

        private RunbookStep StepOf(int number)
        {
            var (ko, en) = (parts[0], parts[1].Length > 4 ? parts[1][4..] : "");
            var (signal, command, rollback, danger) = ("", "", "", StepDanger.Low);
            if (kind == "check")
            {
                var (first, second) = (Check().Match(ko), Check().Match(en));
                signal = first.Groups["signal"].Value;
                if (!first.Success || !second.Success || second.Groups["signal"].Value != signal
                    || SignalCatalogue.Find(signal) is null)
                    errors.Add(
                        new FieldError($"line {begunAt}", "names one signal of the catalogue in both languages"));
                (ko, en) = (first.Groups["text"].Value, second.Groups["text"].Value);
            }
            else if (kind == "action")
            {
                var match = Danger().Match(parts[2]);
                if (!match.Success)
                    errors.Add(
                        new FieldError($"line {begunAt}", "has `command`, danger low|medium|high, rollback: ..."));
                command = match.Groups["command"].Value;
                rollback = match.Groups["rollback"].Value;
                _ = Enum.TryParse(match.Groups["danger"].Value, ignoreCase: true, out danger);
            }

            var known = Enum.Parse<StepKind>(kind, ignoreCase: true);
            return new RunbookStep(number, known, ko, en, signal, command, danger, rollback);
        }

        private (string Ko, string En) Pair(string text, int number)
        {
            var both = text.Split(" / ", 2);
            if (both.Length == 2) return (both[0].Trim(), both[1].Trim());
            errors.Add(new FieldError($"line {number}", "has Korean / English"));
            return (text, text);
        }
    }
}
