using System.CommandLine;
using System.Text.Json;
using Onair.Calls;
using Onair.Calls.Agents;
using Spectre.Console;

namespace Onair.Host.Cli;

/// <summary><c>onair agents add|list|revoke|deeds</c>: who takes orders on the telephone, and what they did.</summary>
internal static class AgentsCommand
{
    private const int limitDefault = 50;

    public static Command Create() =>
        new("agents", "Agents of the call centre and their tokens") { Add(), List(), Revoke(), Deeds() };

    private static Command Add()
    {
        var name = new Argument<string>("name") { Description = "Who it is: never given to another" };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("add", "Let somebody take orders; prints their token, once") { name, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var added = await shop.GetRequiredService<AddAgents>().RunAsync(parsed.GetValue(name)!, cancel);
            return added.Status switch
            {
                // The token alone on standard output: a script can take it.
                AddAgentStatus.Added => Say(added.Token!),
                AddAgentStatus.NameTaken => Refuse("an agent has this name, or had it"),
                AddAgentStatus.Invalid =>
                    Refuse($"a name has 1 to {CallsOptions.AgentNameMax} characters, none of control"),
                AddAgentStatus.TooMany => Refuse($"there are {CallsOptions.AgentsMax} agents already"),
            };
        });
        return command;
    }

    private static Command List()
    {
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("list", "Who there is and was") { data, postgres, json };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var agents = await shop.GetRequiredService<FindAgents>().ListAsync(cancel);
            if (parsed.GetValue(json))
            {
                // The fingerprint of a token is nobody's business.
                var shown = agents.ConvertAll(a => new { a.Id, a.Name, a.AddedAt, a.RevokedAt });
                return Say(JsonSerializer.Serialize(shown, ShopOptions.Json));
            }

            var table = new Table().AddColumns("name", "id", "added (UTC)", "revoked (UTC)").Border(TableBorder.Simple);
            foreach (var agent in agents)
            {
                table.AddRow(
                    Markup.Escape(agent.Name), $"{agent.Id}", $"{agent.AddedAt:u}",
                    agent.RevokedAt is { } at ? $"{at:u}" : "");
            }

            AnsiConsole.Write(table);
            return CommandLine.Held;
        });
        return command;
    }

    private static Command Revoke()
    {
        var name = new Argument<string>("name");
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("revoke", "Take an agent's token back, at once") { name, data, postgres };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            return await shop.GetRequiredService<RevokeAgents>().RunAsync(parsed.GetValue(name)!, cancel) switch
            {
                RevokeAgentStatus.Revoked => Say("revoked: the token opens nothing any more"),
                RevokeAgentStatus.AlreadyRevoked => Say("was revoked before"),
                RevokeAgentStatus.UnknownAgent => Refuse("no agent has this name"),
            };
        });
        return command;
    }

    private static Command Deeds()
    {
        var limit = new Option<int>("--limit") { DefaultValueFactory = _ => limitDefault };
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var json = ShopOptions.AsJson();
        var command = new Command("deeds", "Who did what with whose order, the newest first")
        {
            limit, data, postgres, json,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            var most = parsed.GetValue(limit);
            if (most is < 1 or > AgentDeeds.LimitMax) return Refuse($"--limit must be 1 to {AgentDeeds.LimitMax}");
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var deeds = await shop.GetRequiredService<AgentDeeds>().ListAsync(most, cancel);
            if (parsed.GetValue(json)) return Say(JsonSerializer.Serialize(deeds, ShopOptions.Json));
            var table = new Table().AddColumns("at (UTC)", "agent", "from", "what", "order", "outcome")
                .Border(TableBorder.Simple);
            foreach (var deed in deeds)
            {
                table.AddRow(
                    $"{deed.At:u}", Markup.Escape(deed.AgentName), Markup.Escape(deed.Sender), $"{deed.Kind}",
                    Markup.Escape(deed.OrderNumber ?? ""), Markup.Escape(deed.Outcome));
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
        Console.Error.WriteLine("onair: agents: " + why);
        return CommandLine.BadInput;
    }
}
