using Microsoft.Extensions.Logging;
using Onair.Storage;

namespace Onair.Calls.Agents;

/// <summary>Exit codes of the command follow from it; never renumber.</summary>
public enum AddAgentStatus
{
    Added = 1,

    /// <summary>An agent has this name, or had it.</summary>
    NameTaken = 2,

    /// <summary>The name is empty, too long, or has control characters.</summary>
    Invalid = 3,

    /// <summary>There are as many as may be: <see cref="CallsOptions.AgentsMax"/>.</summary>
    TooMany = 4,
}

/// <param name="Status">What became of it.</param>
/// <param name="Token">Shown once and stored nowhere; null for the statuses without an agent.</param>
public readonly record struct AddedAgent(AddAgentStatus Status, string? Token);

/// <summary>Lets somebody take orders on the telephone.</summary>
public sealed class AddAgents(Database database, TimeProvider time, ILogger<AddAgents> logger)
{
    public async Task<AddedAgent> RunAsync(string name, CancellationToken cancel)
    {
        var plain = name.Trim();
        if (plain.Length is 0 or > CallsOptions.AgentNameMax || plain.Any(char.IsControl))
            return new AddedAgent(AddAgentStatus.Invalid, null);
        var now = time.GetUtcNow().ToStored();
        var id = Guid.CreateVersion7(now);
        var token = AgentTokens.New(id);
        var agent = new Agent { Id = id, Name = plain, TokenDigest = AgentTokens.DigestOf(token), AddedAt = now };
        var status = await database.WriteAsync(
            async open =>
            {
                if (await open.FirstAsync<long>(AgentsStore.Count, null, cancel) >= CallsOptions.AgentsMax)
                    return AddAgentStatus.TooMany;
                return await open.ExecuteAsync(AgentsStore.Add, agent, cancel) == 1
                    ? AddAgentStatus.Added
                    : AddAgentStatus.NameTaken;
            },
            cancel);
        if (status != AddAgentStatus.Added) return new AddedAgent(status, null);
        CallsLog.AgentAdded(logger, id);
        return new AddedAgent(status, token);
    }
}
