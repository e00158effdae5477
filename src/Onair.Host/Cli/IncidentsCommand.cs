using System.CommandLine;
using System.Text.Json;
using Onair.Alarms;
using Onair.Incidents;
using Onair.Storage;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair incidents list|show|open|ack|resolve</c>.</summary>
internal static class IncidentsCommand
{
    private const string actor = "command line";

    public static Command Create() =>
        new("incidents", "What is wrong, and what is done about it") { List(), Show(), Open(), Ack(), Resolve() };

    private static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Also those that are over" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("list", "Open incidents, the newest first") { all, data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var found = await shop.GetRequiredService<ReadIncidents>().PageAsync(
                parsed.GetValue(all) ? null : IncidentState.Open, null, ReadIncidents.PageMax, cancel);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(found, ShopOptions.Json));
                return CommandLine.Held;
            }

            var table = new Table().AddColumns("#", "severity", "state", "opened (UTC)", "taken by", "title")
                .Border(TableBorder.Simple);
            foreach (var one in found)
            {
                table.AddRow(
                    $"{one.Number}", $"{one.Severity}", $"{one.State}", $"{one.OpenedAt:u}",
                    Markup.Escape(one.AcknowledgedBy ?? "-"), Markup.Escape($"{one.TitleKo} / {one.TitleEn}"));
            }

            AnsiConsole.Write(table);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Show()
    {
        var number = Number();
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("show", "One incident: its ladder and its timeline") { number, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var read = shop.GetRequiredService<ReadIncidents>();
            if (await read.ByNumberAsync(parsed.GetValue(number), cancel) is not { } found)
                return Refuse("there is no such incident");
            var view = (await read.ViewAsync(found.Id, cancel))!;
            Console.WriteLine($"#{found.Number} {found.Severity} {found.State}: {found.TitleKo} / {found.TitleEn}");
            foreach (var rung in view.Rungs)
            {
                var late = rung.Lateness is { } span ? $", {span.TotalSeconds:0.0} s late" : "";
                Console.WriteLine($"  {rung.DueAt:u} level {rung.Level} {rung.Clock} {rung.State}{late}: {rung.Roles}");
            }

            foreach (var entry in view.Events)
                Console.WriteLine($"{entry.Seq,4} {entry.At:u} {entry.Kind} {entry.Actor}: {entry.Ko} / {entry.En}");
            var broken = Timeline.FirstBroken(view.Events);
            Console.WriteLine(broken is null ? "the timeline holds" : $"the timeline is broken at entry {broken}");
            return broken is null ? CommandLine.Held : CommandLine.Broken;
        });
        return command;
    }

    private static Command Open()
    {
        var title = new Argument<string>("title") { Description = "What is wrong, 1-200 characters" };
        var severity = new Option<AlarmLevel>("--severity")
        {
            DefaultValueFactory = _ => AlarmLevel.Critical, Description = "warning or critical",
        };
        var area = new Option<AlarmArea>("--area")
        {
            DefaultValueFactory = _ => AlarmArea.Other,
            Description = "order, payment, website, database, security or other",
        };
        var drill = new Option<bool>("--drill") { Description = "A rehearsal: everybody is called and told so" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("open", "Report an incident") { title, severity, area, drill, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            var text = parsed.GetValue(title)!.Trim();
            if (text.Length is 0 or > Incident.TitleCharsMax) return Refuse("a title has 1-200 characters");
            if (parsed.GetValue(severity) is not (AlarmLevel.Warning or AlarmLevel.Critical))
                return Refuse("--severity is warning or critical");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var time = shop.GetRequiredService<TimeProvider>();
            var draft = new IncidentDraft(
                "person:" + Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), IncidentSource.Person,
                parsed.GetValue(area), parsed.GetValue(severity), text, text, "", StillFires: false, "", actor,
                parsed.GetValue(drill));
            var opened = await shop.GetRequiredService<Database>().WriteAsync(
                open => shop.GetRequiredService<OpenIncident>().RunAsync(open, draft, cancel), cancel);
            Console.WriteLine($"incident #{opened.Number} is open");
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Ack()
    {
        var (number, by) = (Number(), By());
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("ack", "Take an incident") { number, by, data, postgres };
        command.SetAction((parsed, cancel) => ChangeAsync(
            parsed.GetValue(number), parsed.GetValue(data), parsed.GetValue(postgres),
            (change, open, id) => change.AcknowledgeAsync(open, id, parsed.GetValue(by)!, cancel), cancel));
        return command;
    }

    private static Command Resolve()
    {
        var (number, by) = (Number(), By());
        var text = new Option<string>("--text") { Required = true, Description = "What was done, or why it is forced" };
        var force = new Option<bool>("--force") { Description = "Although what opened it still fires" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("resolve", "End an incident") { number, by, text, force, data, postgres };
        command.SetAction((parsed, cancel) => ChangeAsync(
            parsed.GetValue(number), parsed.GetValue(data), parsed.GetValue(postgres),
            (change, open, id) => change.ResolveAsync(
                open, id, parsed.GetValue(by)!, parsed.GetValue(force), parsed.GetValue(text)!, cancel),
            cancel));
        return command;
    }

    private static async Task<int> ChangeAsync(
        long number, string? data, string? postgres,
        Func<ChangeIncident, Transaction, Guid, Task<ChangeIncidentStatus>> change, CancellationToken cancel)
    {
        await using var shop = await ShopOptions.OpenAsync(data, postgres, cancel);
        if (await shop.GetRequiredService<ReadIncidents>().ByNumberAsync(number, cancel) is not { } found)
            return Refuse("there is no such incident");
        var status = await shop.GetRequiredService<Database>().WriteAsync(
            open => change(shop.GetRequiredService<ChangeIncident>(), open, found.Id), cancel);
        return status switch
        {
            ChangeIncidentStatus.Done => Say($"#{number}: done"),
            ChangeIncidentStatus.Already => Say($"#{number}: it was so already"),
            ChangeIncidentStatus.NotFound => Refuse("there is no such incident"),
            ChangeIncidentStatus.NotOpen => Refuse("it is not open any more"),
            ChangeIncidentStatus.StillFires => Refuse("what opened it still fires: wait, or --force with a reason"),
            ChangeIncidentStatus.Invalid => Refuse("a text has 1-1000 characters"),
        };
    }

    private static Argument<long> Number() => new("number") { Description = "As 'incidents list' shows it" };

    private static Option<string> By() =>
        new("--by") { DefaultValueFactory = _ => actor, Description = "Who does it, as the timeline shows it" };

    private static int Say(string what)
    {
        Console.WriteLine(what);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: incidents: " + why);
        return CommandLine.BadInput;
    }
}
