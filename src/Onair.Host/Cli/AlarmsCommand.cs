using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Onair.Alarms;
using Onair.Primitives;
using Onair.Series;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair alarms list|test|replay|export</c>.</summary>
internal static class AlarmsCommand
{
    private static readonly JsonSerializerOptions lines = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static Command Create() =>
        new("alarms", "What is wrong now, and what would be") { List(), Test(), Replay(), Export() };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Also those that do not fire" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("list", "Alarms that fire") { all, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var list = shop.GetRequiredService<ListAlarms>();
            var states = await list.StatesAsync(cancel);
            if (!parsed.GetValue(all)) states = states.FindAll(state => state.IsFiring);
            if (parsed.GetValue(json)) Console.WriteLine(JsonSerializer.Serialize(states, ShopOptions.Json));
            else Print(states, await list.LastEvaluationAsync(cancel));
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Test()
    {
        var rules = Rules();
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command =
            new Command("test", "Check rules, and say what they make of the last hour") { rules, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!TryRead(parsed.GetValue(rules), out var wanted)) return CommandLine.BadInput;
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var now = shop.GetRequiredService<TimeProvider>().GetUtcNow();
            var until = Frame.StartOf(now, Frame.Span);
            var read = shop.GetRequiredService<ReadSeries>();
            var recent = await read.FramesAsync(Frame.Span, until - AlarmRule.WindowMax, until, cancel);
            var span = ReadSeries.Spans[1];
            var edge = Frame.StartOf(now, span);
            var days = await read.FramesAsync(span, edge - AlarmRule.BurnWindowMax, edge, cancel);
            var windows = new AlarmWindows(
                SeriesWindow.Of(recent, until - AlarmRule.WindowMax, until, Frame.Span),
                SeriesWindow.Of(days, edge - AlarmRule.BurnWindowMax, edge, span));
            var failed = 0;
            var states = DecideAlarms.Decide(
                [.. wanted.Where(rule => !rule.IsOff).Select(rule => (rule, 0))], windows,
                new Dictionary<string, AlarmState>(), (rule, error) =>
                {
                    failed++;
                    Console.Error.WriteLine($"onair: alarms: {rule.Id}: {error.Message}");
                });
            Print(states, null);
            Console.WriteLine($"{wanted.Count} rules are valid");
            return failed == 0 ? CommandLine.Held : CommandLine.Broken;
        });
        return command;
    }

    private static Command Replay()
    {
        var rules = Rules();
        var series = new Option<string?>("--series")
        {
            Description = "File of frames, one per line, as 'signals query --frames' prints them (default: the shop's)",
        };
        var hours =
            new Option<int>("--hours") { DefaultValueFactory = _ => 24, Description = "Of the shop's own: 1-48" };
        var expect = new Option<string?>("--expect")
        {
            Description = "File of changes, one per line, as this command prints them: others end with 1",
        };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("replay", "What would have fired") { rules, series, hours, expect, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!TryRead(parsed.GetValue(rules), out var wanted)) return CommandLine.BadInput;
            if (parsed.GetValue(hours) is < 1 or > 48) return Refuse("--hours is 1 to 48");
            List<Frame>? frames;
            if (parsed.GetValue(series) is { } file)
            {
                if (!File.Exists(file)) return Refuse($"there is no file {file}");
                using var text = File.OpenText(file);
                frames = ReplayAlarms.Read(text, out var errors);
                if (frames is null) return Refuse(Text(errors));
            }
            else
            {
                await using var shop = await ShopOptions.OpenAsync(
                    parsed.GetValue(data), parsed.GetValue(postgres), cancel);
                var now = shop.GetRequiredService<TimeProvider>().GetUtcNow();
                frames = await shop.GetRequiredService<ReadSeries>().FramesAsync(
                    Frame.Span, now.AddHours(-parsed.GetValue(hours)), now, cancel);
            }

            var changes = ReplayAlarms.Run(wanted, frames).ConvertAll(
                change => JsonSerializer.Serialize(change, lines));
            foreach (var line in changes) Console.WriteLine(line);
            if (parsed.GetValue(expect) is not { } wish) return CommandLine.Held;
            if (!File.Exists(wish)) return Refuse($"there is no file {wish}");
            var same =
                (await File.ReadAllLinesAsync(wish, cancel)).Where(line => line.Length > 0).SequenceEqual(changes);
            if (!same) await Console.Error.WriteLineAsync($"onair: alarms: other changes than {wish} says");
            return same ? CommandLine.Held : CommandLine.Broken;
        });
        return command;
    }

    private static Command Export()
    {
        var rules = Rules();
        var prometheus =
            new Option<bool>("--prometheus") { Required = true, Description = "As Prometheus' alerting rules" };
        var command = new Command("export", "Rules for another engine") { prometheus, rules };
        command.SetAction(parsed =>
        {
            if (!TryRead(parsed.GetValue(rules), out var wanted)) return CommandLine.BadInput;
            Console.Write(ExportRules.Prometheus(wanted));
            return CommandLine.Held;
        });
        return command;
    }

    private static Option<string?> Rules() =>
        new("--rules") { Description = "File of rules (default: those that ship)" };

    private static bool TryRead(string? file, out IReadOnlyList<AlarmRule> rules)
    {
        rules = [];
        if (file is null)
        {
            rules = RuleFiles.Shipped();
            return true;
        }

        if (!File.Exists(file))
        {
            Refuse($"there is no file {file}");
            return false;
        }

        var read = RuleFiles.Read(File.ReadAllText(file), out var errors);
        if (read is not null) errors = RuleFaults.Of(read);
        if (read is null || errors.Count > 0)
        {
            Refuse(Text(errors));
            return false;
        }

        rules = read;
        return true;
    }

    private static void Print(List<AlarmState> states, Evaluation? last)
    {
        var table = new Table().AddColumns("alarm", "level", "since (UTC)", "value", "samples", "health")
            .Border(TableBorder.Simple);
        foreach (var state in states)
        {
            table.AddRow(
                Markup.Escape(state.Key), $"{state.Level}{(state.IsSuppressed ? " (suppressed)" : "")}",
                $"{state.Since:u}", state.Value is { } value ? $"{value:0.####}" : "-", $"{state.Samples}",
                $"{state.Health}");
        }

        AnsiConsole.Write(table);
        if (last is not null) Console.WriteLine($"evaluated {last.At:u}, {last.Rules} rules, {last.Failed} failed");
    }

    private static string Text(IReadOnlyList<FieldError> errors) =>
        string.Join("; ", errors.Select(error => $"{error.Field} {error.Message}"));

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: alarms: " + why);
        return CommandLine.BadInput;
    }
}
