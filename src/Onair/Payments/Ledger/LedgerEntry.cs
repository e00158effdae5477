namespace Onair.Payments.Ledger;

/// <summary>Why money moved between accounts. Stored; never renumber.</summary>
public enum JournalKind
{
    /// <summary>A provider took a customer's money. Its source is the attempt.</summary>
    Captured = 1,

    /// <summary>Some of a sale is owed back. Its source is the refund, as of the next two.</summary>
    RefundRequested = 2,

    /// <summary>The provider paid it back.</summary>
    RefundDone = 3,

    /// <summary>The provider refused for good: the debt is asked for anew, by another refund.</summary>
    RefundFailed = 4,

    /// <summary>The provider paid out, less its fee. Its source is a line of a settlement.</summary>
    PaidOut = 5,
}

/// <summary>
/// One line of a journal. Debits are positive and credits negative, so that the lines of a journal sum to zero, and
/// with them each order and the whole ledger.
/// </summary>
/// <param name="SourceId">The attempt, the refund or the settlement's line behind the journal.</param>
/// <param name="Kind">One journal per source and kind, for ever: posting twice is posting once.</param>
/// <param name="Line">1 to 4 within the journal.</param>
/// <param name="Account">One of <see cref="Accounts"/>.</param>
/// <param name="Amount">Won, not zero.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="AttemptId">The attempt it is about.</param>
/// <param name="At">When we came to know of it.</param>
public sealed record LedgerEntry(
    Guid SourceId,
    JournalKind Kind,
    int Line,
    string Account,
    long Amount,
    Guid OrderId,
    Guid AttemptId,
    DateTimeOffset At);

/// <summary>The chart of accounts; its words are stored.</summary>
public static class Accounts
{
    /// <summary>What customers paid and the shop may keep; a credit.</summary>
    public const string Sales = "sales";

    /// <summary>What is owed to customers and on its way; a credit.</summary>
    public const string RefundsPayable = "refunds-payable";

    /// <summary>What providers kept for their work, without VAT.</summary>
    public const string Fees = "fees";

    /// <summary>VAT on those fees, which the tax office gives back.</summary>
    public const string FeesVat = "fees-vat";

    /// <summary>What providers paid out.</summary>
    public const string Bank = "bank";

    /// <summary>Money of the shop that a provider has: captured, and neither paid back nor paid out.</summary>
    public static string Of(string provider) => "provider:" + provider;
}

/// <summary>The fold of one account over all its entries.</summary>
public sealed record AccountBalance
{
    /// <summary>One of <see cref="Accounts"/>.</summary>
    public required string Account { get; init; }

    /// <summary>Won; negative for a credit.</summary>
    public required long Balance { get; init; }

    /// <summary>Entries that were added up.</summary>
    public required long Entries { get; init; }
}
