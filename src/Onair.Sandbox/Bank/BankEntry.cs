namespace Onair.Sandbox.Bank;

public enum BankEntryKind
{
    /// <summary>Money left the customer.</summary>
    Capture = 1,

    /// <summary>Money came back.</summary>
    Refund = 2,
}

/// <summary>One movement of money, as the bank saw it.</summary>
/// <param name="Id">Counts from 1.</param>
/// <param name="Provider"><c>toss</c>, <c>inicis</c>.</param>
/// <param name="Merchant">The merchant's id at the provider.</param>
/// <param name="OrderId">The shop's name of the attempt.</param>
/// <param name="Reference">The provider's name of the payment.</param>
/// <param name="Amount">Won, above 0 for both kinds.</param>
/// <param name="At">The sandbox's time.</param>
public sealed record BankEntry(
    long Id,
    string Provider,
    string Merchant,
    string OrderId,
    string Reference,
    BankEntryKind Kind,
    long Amount,
    DateTimeOffset At);

/// <summary>A fold of entries.</summary>
/// <param name="Captured">Won.</param>
/// <param name="Refunded">Won.</param>
/// <param name="Captures">How often money was taken: more than once for one order is a double charge.</param>
public readonly record struct BankTotal(long Captured, long Refunded, int Captures, int Refunds)
{
    /// <summary>Won that the customer is without.</summary>
    public long Charged => Captured - Refunded;

    public BankTotal Add(BankEntryKind kind, long amount) => kind switch
    {
        BankEntryKind.Capture => this with { Captured = Captured + amount, Captures = Captures + 1 },
        BankEntryKind.Refund => this with { Refunded = Refunded + amount, Refunds = Refunds + 1 },
    };
}
