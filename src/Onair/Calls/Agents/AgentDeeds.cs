using Onair.Storage;

namespace Onair.Calls.Agents;

/// <summary>What an agent did. Stored; never renumber.</summary>
public enum AgentDeedKind
{
    /// <summary>Placed an order for somebody.</summary>
    Ordered = 1,

    /// <summary>Asked for the same order again.</summary>
    Repeated = 2,

    /// <summary>Asked for an order that was refused.</summary>
    Refused = 3,

    /// <summary>Looked somebody's order up, or tried to.</summary>
    LookedUp = 4,
}

/// <summary>One row of who did what with whose order.</summary>
public sealed class AgentDeed
{
    public Guid Id { get; init; }

    public Guid AgentId { get; init; }

    public string AgentName { get; init; } = "";

    public DateTimeOffset At { get; init; }

    /// <summary>The address that the request came from; empty where a proxy names none.</summary>
    public string Sender { get; init; } = "";

    public AgentDeedKind Kind { get; init; }

    /// <summary>For whom, as a fingerprint: the order of the same key says who that is.</summary>
    public Guid CustomerKey { get; init; }

    public string? OrderNumber { get; init; }

    /// <summary><c>placed</c>, <c>sold-out</c>, <c>found</c>, <c>not-found</c> and so on.</summary>
    public string Outcome { get; init; } = "";
}

/// <summary>
/// The log of what agents do with people's data, as the safety measures of personal data want it: who, when, from
/// where, whose, what. It is written in the shop's database, not in its log files.
/// </summary>
public sealed class AgentDeeds(Database database)
{
    /// <summary>Rows of one reading.</summary>
    public const int LimitMax = 1000;

    /// <summary>Writes a deed in the caller's transaction. False: this order is written as ordered already.</summary>
    internal static async Task<bool> WriteAsync(Transaction open, AgentDeed deed, CancellationToken cancel)
    {
        var row = new
        {
            deed.Id,
            deed.AgentId,
            deed.At,
            deed.Sender,
            Kind = (int)deed.Kind,
            deed.CustomerKey,
            deed.OrderNumber,
            deed.Outcome,
        };
        return await open.ExecuteAsync(AgentsStore.AddDeed, row, cancel) == 1;
    }

    public Task WriteAsync(AgentDeed deed, CancellationToken cancel) =>
        database.WriteAsync(open => WriteAsync(open, deed, cancel), cancel);

    /// <summary>The newest first.</summary>
    /// <param name="limit">1 to <see cref="LimitMax"/>.</param>
    /// <param name="cancel">Gives up.</param>
    public Task<List<AgentDeed>> ListAsync(int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LimitMax);
        return database.ReadAsync(
            open => open.QueryAsync<AgentDeed>(AgentsStore.Deeds, new { limit }, cancel), cancel);
    }
}
