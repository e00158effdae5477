using System.CommandLine;
using System.Globalization;
using Onair.Incidents;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair oncall now|list|add|remove|shift</c>.</summary>
internal static class OnCallCommand
{
    private const string actor = "command line";

    public static Command Create() =>
        new("oncall", "Who is called when something is wrong") { Now(), List(), Add(), Remove(), Shift() };

    private static Command Now()
    {
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("now", "Who is on call now, role by role") { data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var (contacts, shifts) = await shop.GetRequiredService<ReadOnCall>().AllAsync(cancel);
            var now = shop.GetRequiredService<TimeProvider>().GetUtcNow();
            foreach (var role in WatchRoles.All)
            {
                var names = OnCall.Of(role, contacts, shifts, now).Select(contact => contact.Card.Name).ToList();
                Console.WriteLine($"{role}\t{(names.Count > 0 ? string.Join(", ", names) : "nobody")}");
            }

            return CommandLine.Held;
        });
        return command;
    }

    private static Command List()
    {
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("list", "Contacts, and shifts that are not over") { data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var (contacts, shifts) = await shop.GetRequiredService<ReadOnCall>().AllAsync(cancel);
            var table = new Table().AddColumns("id", "name", "roles", "channel", "always").Border(TableBorder.Simple);
            foreach (var contact in contacts)
            {
                table.AddRow(
                    $"{contact.Id:N}", Markup.Escape(contact.Card.Name), string.Join(' ', contact.Roles),
                    $"{contact.Channel}", contact.IsAlways ? "yes" : "no");
            }

            AnsiConsole.Write(table);
            foreach (var shift in shifts)
            {
                var name = contacts.Find(contact => contact.Id == shift.ContactId)?.Card.Name ?? "gone";
                Console.WriteLine(
                    $"{shift.Id:N} {shift.Role} {name} {shift.StartsAt:u} - {shift.EndsAt:u}"
                    + (shift.IsOverride ? " (instead)" : ""));
            }

            return CommandLine.Held;
        });
        return command;
    }

    private static Command Add()
    {
        var name = new Option<string>("--name") { Required = true };
        var roles = new Option<string>("--roles")
        {
            Required = true, Description = "By commas: " + string.Join(',', WatchRoles.All),
        };
        var email = new Option<string>("--email") { DefaultValueFactory = _ => "" };
        var phone = new Option<string>("--phone") { DefaultValueFactory = _ => "" };
        var channel = new Option<PageChannel>("--channel")
        {
            DefaultValueFactory = _ => PageChannel.Email, Description = "email, webhook, slack, pagerduty or goalert",
        };
        var address = new Option<string>("--address")
        {
            DefaultValueFactory = _ => "", Description = "URL of the channel, or the key of PagerDuty's integration",
        };
        var shifts = new Option<bool>("--shifts-only") { Description = "On call in shifts only; otherwise always" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("add", "Add somebody who can be called")
        {
            name, roles, email, phone, channel, address, shifts, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            const StringSplitOptions clean = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
            var draft = new ContactDraft(
                new ContactCard(
                    parsed.GetValue(name)!, parsed.GetValue(email)!, parsed.GetValue(phone)!, "",
                    parsed.GetValue(address)!),
                parsed.GetValue(roles)!.Split(',', clean), parsed.GetValue(channel), !parsed.GetValue(shifts));
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            return Tell(await shop.GetRequiredService<ChangeOnCall>().AddContactAsync(draft, cancel));
        });
        return command;
    }

    private static Command Remove()
    {
        var id = new Argument<Guid>("id") { Description = "A contact, as 'oncall list' shows it" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command =
            new Command("remove", "Take somebody off; what is known of them is forgotten") { id, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var status = await shop.GetRequiredService<ChangeOnCall>().RemoveContactAsync(parsed.GetValue(id), cancel);
            return Tell(new ChangedOnCall(status, parsed.GetValue(id), []));
        });
        return command;
    }

    private static Command Shift()
    {
        var role = new Option<string>("--role") { Required = true };
        var contact = new Option<Guid>("--contact") { Required = true };
        var from = new Option<string>("--from") { Required = true, Description = "2026-03-02T09:00+09:00" };
        var until = new Option<string>("--until") { Required = true };
        var instead = new Option<bool>("--instead") { Description = "Stands in for whoever else has this time" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("shift", "Put somebody on call for a time")
        {
            role, contact, from, until, instead, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (!TryTime(parsed.GetValue(from)!, out var begin) || !TryTime(parsed.GetValue(until)!, out var end))
                return Refuse("--from and --until are times as 2026-03-02T09:00+09:00");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            return Tell(await shop.GetRequiredService<ChangeOnCall>().AddShiftAsync(
                parsed.GetValue(role)!, parsed.GetValue(contact), begin, end, parsed.GetValue(instead), actor, cancel));
        });
        return command;
    }

    private static bool TryTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static int Tell(ChangedOnCall answer) => answer.Status switch
    {
        ChangeOnCallStatus.Done => Say($"{answer.Id:N}"),
        ChangeOnCallStatus.Invalid =>
            Refuse(string.Join("; ", answer.Errors.Select(error => $"{error.Field} {error.Message}"))),
        ChangeOnCallStatus.NotFound => Refuse("there is no such contact"),
        ChangeOnCallStatus.TooMany => Refuse("there are too many already"),
    };

    private static int Say(string what)
    {
        Console.WriteLine(what);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: oncall: " + why);
        return CommandLine.BadInput;
    }
}
