using Onair.Storage;

namespace Onair.Calls.Agents;

/// <summary>Who is behind a token, and who there is.</summary>
public sealed class FindAgents(Database database)
{
    /// <summary>Null for a token that is none, is wrong, or was taken back. Asked with every request, so that what is
    /// revoked is revoked at once, on every node.</summary>
    public async Task<Agent?> ByTokenAsync(string token, CancellationToken cancel)
    {
        if (AgentTokens.AgentOf(token) is not { } id) return null;
        var found = await database.ReadAsync(
            open => open.FirstAsync<Agent>(AgentsStore.ById, new { id }, cancel), cancel);
        var isRight = AgentTokens.IsRight(token, found?.TokenDigest ?? AgentTokens.Nobody);
        return isRight && found is { RevokedAt: null } ? found : null;
    }

    /// <summary>All of them, those whose token was taken back included, by name.</summary>
    public Task<List<Agent>> ListAsync(CancellationToken cancel) => database.ReadAsync(
        open => open.QueryAsync<Agent>(AgentsStore.All, new { limit = CallsOptions.AgentsMax }, cancel), cancel);
}
