namespace Onair.Orders;

/// <summary>Stored; never renumber.</summary>
public enum WithdrawalState
{
    /// <summary>The customer wants to give pieces back; the shop waits for them.</summary>
    Open = 1,

    /// <summary>They came back, and the refund was asked for.</summary>
    Done = 2,
}

/// <summary>What a customer wants to give back, from their word until the goods are here.</summary>
public sealed class Withdrawal
{
    public Guid Id { get; init; }

    public Guid OrderId { get; init; }

    public EndCause Cause { get; init; }

    public WithdrawalState State { get; private set; } = WithdrawalState.Open;

    public DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Where a deposit goes back to, sealed; gone when it has ended.</summary>
    public string? SealedAccount { get; private set; }

    /// <summary>Which pieces: the order's line and how many.</summary>
    public List<(int Line, int Pieces)> Lines { get; init; } = [];

    public static Withdrawal Of(
        Guid id,
        Guid orderId,
        EndCause cause,
        WithdrawalState state,
        DateTimeOffset requestedAt,
        DateTimeOffset? endedAt,
        string? sealedAccount) => new()
    {
        Id = id,
        OrderId = orderId,
        Cause = cause,
        State = state,
        RequestedAt = requestedAt,
        EndedAt = endedAt,
        SealedAccount = sealedAccount,
    };

    /// <summary>The goods are here; the refund carries the account on.</summary>
    internal void End(DateTimeOffset now)
    {
        State = WithdrawalState.Done;
        EndedAt = now;
        SealedAccount = null;
    }
}
