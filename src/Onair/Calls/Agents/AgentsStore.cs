using Onair.Storage;

namespace Onair.Calls.Agents;

/// <summary>Tables <c>call_agents</c> and <c>agent_deeds</c>.</summary>
internal static class AgentsStore
{
    private const string columns =
        "a.id AS Id, a.name AS Name, a.token_digest AS TokenDigest, a.added_at AS AddedAt, a.revoked_at AS RevokedAt";

    public static readonly Sql ById = new($"SELECT {columns} FROM call_agents a WHERE a.id = @id");

    public static readonly Sql All = new($"SELECT {columns} FROM call_agents a ORDER BY a.name LIMIT @limit");

    public static readonly Sql Count = new("SELECT COUNT(*) FROM call_agents");

    public static readonly Sql Add = new(
        """
        INSERT INTO call_agents (id, name, token_digest, added_at, revoked_at)
        VALUES (@Id, @Name, @TokenDigest, @AddedAt, NULL) ON CONFLICT (name) DO NOTHING
        """);

    public static readonly Sql ByName = new($"SELECT {columns} FROM call_agents a WHERE a.name = @name");

    public static readonly Sql Revoke = new(
        "UPDATE call_agents SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL");

    public static readonly Sql AddDeed = new(
        """
        INSERT INTO agent_deeds (id, agent_id, at, sender, kind, customer_key, order_number, outcome)
        VALUES (@Id, @AgentId, @At, @Sender, @Kind, @CustomerKey, @OrderNumber, @Outcome)
        ON CONFLICT (order_number) WHERE kind = 1 DO NOTHING
        """);

    public static readonly Sql Deeds = new(
        """
        SELECT d.id AS Id, d.agent_id AS AgentId, a.name AS AgentName, d.at AS At, d.sender AS Sender, d.kind AS Kind,
            d.customer_key AS CustomerKey, d.order_number AS OrderNumber, d.outcome AS Outcome
        FROM agent_deeds d JOIN call_agents a ON a.id = d.agent_id
        ORDER BY d.at DESC, d.id DESC LIMIT @limit
        """);

    public static readonly Sql PurgeDeeds = new(
        """
        DELETE FROM agent_deeds WHERE id IN (
            SELECT id FROM agent_deeds WHERE at < @before ORDER BY at LIMIT @limit)
        """);
}
