using Microsoft.Extensions.Logging;
using Onair.Storage;

namespace Onair.Calls.Agents;

/// <summary>Exit codes of the command follow from it; never renumber.</summary>
public enum RevokeAgentStatus
{
    /// <summary>From the next request on the token opens nothing.</summary>
    Revoked = 1,

    AlreadyRevoked = 2,

    UnknownAgent = 3,
}

/// <summary>Takes an agent's token back. What they did stays written, and so does their name.</summary>
public sealed class RevokeAgents(Database database, TimeProvider time, ILogger<RevokeAgents> logger)
{
    public async Task<RevokeAgentStatus> RunAsync(string name, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (status, agent) = await database.WriteAsync(
            async open =>
            {
                var found = await open.FirstAsync<Agent>(AgentsStore.ByName, new { name = name.Trim() }, cancel);
                if (found is null) return (RevokeAgentStatus.UnknownAgent, Guid.Empty);
                var revoked = await open.ExecuteAsync(AgentsStore.Revoke, new { id = found.Id, now }, cancel);
                return (revoked == 1 ? RevokeAgentStatus.Revoked : RevokeAgentStatus.AlreadyRevoked, found.Id);
            },
            cancel);
        if (status == RevokeAgentStatus.Revoked) CallsLog.AgentRevoked(logger, agent);
        return status;
    }
}
