using System.CommandLine;
using System.Text.Json;
using Onair.Staff;
using Onair.Staff.Audit;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair staff invite|list|roles|audit</c>: who works here, as what, and what they did.</summary>
internal static class StaffCommand
{
    private const int limitDefault = 50;

    /// <summary>Where the console is by default.</summary>
    private const string consoleDefault = "http://127.0.0.1:5081";

    private static readonly string roleWords = string.Join(", ", StaffRoleWords.All.Select(StaffRoleWords.WordOf));

    public static Command Create() =>
        new("staff", "Who works at the console, and what they did") { Invite(), List(), Roles(), Audit() };

    private static Command Invite()
    {
        var email = new Argument<string>("email") { Description = "Whom: one address" };
        var roles = new Option<string>("--roles")
        {
            Description = "As what, with commas between: " + roleWords, DefaultValueFactory = _ => "admin",
        };
        var console = new Option<string>("--console")
        {
            Description = "Address of the console, for the link", DefaultValueFactory = _ => consoleDefault,
        };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("invite", "Let somebody in; prints a link that works once and is sent to nobody")
        {
            email, roles, console, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            if (StaffRoleWords.Parse(parsed.GetValue(roles)!) is not { } asked)
                return Refuse($"--roles are some of {roleWords}");
            if (!Uri.TryCreate(parsed.GetValue(console), UriKind.Absolute, out var at)
                || at.Scheme is not ("http" or "https"))
                return Refuse("--console is an http address");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var invited = await shop.GetRequiredService<InviteStaff>().RunAsync(
                parsed.GetValue(email)!, asked, Actor.CommandLine, linkOf: null, cancel);
            return invited.Status switch
            {
                // The link alone on standard output: a script can take it.
                InviteStaffStatus.Invited => Say(new Uri(at, "/join?token=" + invited.Token).AbsoluteUri),
                InviteStaffStatus.Invalid => Refuse("that is no e-mail address"),
                InviteStaffStatus.AlreadyMember => Refuse("they work here already: staff roles"),
                InviteStaffStatus.TooMany => Refuse("too many links wait, or too many people work here"),
            };
        });
        return command;
    }

    private static Command List()
    {
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("list", "Who works here and who was invited") { data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var read = shop.GetRequiredService<ReadStaff>();
            var members = await read.MembersAsync(cancel);
            var invitations = await read.InvitationsAsync(cancel);
            if (parsed.GetValue(json))
            {
                var rows = members.Select(m => new
                {
                    m.Member.CustomerId, m.Name, m.Email, Roles = StaffRoleWords.Of(m.Member.Roles),
                    m.Member.AddedAt, m.Member.AddedBy,
                });
                // The fingerprint of a link is nobody's business.
                var waiting = invitations.Select(i => new
                {
                    i.Email, Roles = StaffRoleWords.Of(i.Roles), i.InvitedBy, i.EndsAt,
                });
                return Say(JsonSerializer.Serialize(new { members = rows, invitations = waiting }, ShopOptions.Json));
            }

            var table = new Table().AddColumns("name", "e-mail", "roles", "since (UTC)").Border(TableBorder.Simple);
            foreach (var (member, name, email) in members)
            {
                table.AddRow(
                    Markup.Escape(name), Markup.Escape(email), StaffRoleWords.Of(member.Roles), $"{member.AddedAt:u}");
            }

            foreach (var invitation in invitations)
            {
                table.AddRow(
                    "(invited)", Markup.Escape(invitation.Email), StaffRoleWords.Of(invitation.Roles),
                    $"until {invitation.EndsAt:u}");
            }

            AnsiConsole.Write(table);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Roles()
    {
        var email = new Argument<string>("email");
        var roles = new Argument<string>("roles") { Description = $"From now on: {roleWords}; or none" };
        var (data, postgres) = (ShopOptions.Data(), ShopOptions.Postgres());
        var command = new Command("roles", "Change what somebody works as, and sign them out")
        {
            email, roles, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var words = parsed.GetValue(roles)!;
            var asked = words == "none" ? StaffRoles.None : StaffRoleWords.Parse(words);
            if (asked is null) return Refuse($"roles are some of {roleWords}; or none");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var found = await shop.GetRequiredService<ReadStaff>().ByEmailAsync(parsed.GetValue(email)!, cancel);
            if (found is null) return Refuse("nobody of this address works here");
            var change = new RolesChange(found.Member.CustomerId, asked.Value, found.Member.Version);
            return await shop.GetRequiredService<ChangeStaffRoles>().RunAsync(change, Actor.CommandLine, cancel) switch
            {
                ChangeStaffRolesStatus.Changed => Say("changed: their sessions are over"),
                ChangeStaffRolesStatus.Unchanged => Say("they have these roles"),
                ChangeStaffRolesStatus.LastAdmin => Refuse("nobody would be left who can let people in"),
                ChangeStaffRolesStatus.UnknownMember => Refuse("nobody of this address works here"),
                ChangeStaffRolesStatus.ChangedMeanwhile => Refuse("somebody else changed them just now: once more"),
            };
        });
        return command;
    }

    private static Command Audit()
    {
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var before = new Option<long?>("--before") { Description = "Only entries before this number" };
        var (data, postgres, json) = (ShopOptions.Data(), ShopOptions.Postgres(), ShopOptions.AsJson());
        var command = new Command("audit", "Who saw or changed what, the newest first")
        {
            limit, before, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var most = parsed.GetValue(limit);
            if (most is < 1 or > ReadAudit.LimitMax) return Refuse($"--limit must be 1 to {ReadAudit.LimitMax}");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var exported = new AuditDraft(Actor.CommandLine, Deed.AuditExported, "audit", $"{most} at most");
            await shop.GetRequiredService<WriteAudit>().RunAsync(exported, cancel);
            var entries = await shop.GetRequiredService<ReadAudit>().RunAsync(
                new AuditQuestion(parsed.GetValue(before), null, "", most), cancel);
            if (parsed.GetValue(json)) return Say(JsonSerializer.Serialize(entries, ShopOptions.Json));
            var table = new Table().AddColumns("", "at (UTC)", "who", "from", "what", "with what", "detail", "reason")
                .Border(TableBorder.Simple);
            foreach (var entry in entries)
            {
                table.AddRow(
                    $"{entry.Seq}", $"{entry.At:u}", Markup.Escape(entry.ActorName), Markup.Escape(entry.Sender),
                    $"{entry.Deed}", Markup.Escape(entry.Subject), Markup.Escape(entry.Detail),
                    Markup.Escape(entry.Reason));
            }

            AnsiConsole.Write(table);
            return CommandLine.Held;
        });
        return command;
    }

    private static int Say(string what)
    {
        Console.WriteLine(what);
        return CommandLine.Held;
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine("onair: staff: " + why);
        return CommandLine.BadInput;
    }
}
