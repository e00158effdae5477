namespace Onair.Payments;

/// <summary>What a cash receipt is for. Stored; never renumber.</summary>
public enum CashReceiptPurpose
{
    /// <summary>A person's tax deduction; the number is a telephone or card number.</summary>
    IncomeDeduction = 1,

    /// <summary>A business' proof of expense; the number is its registration number.</summary>
    ExpenseProof = 2,
}

/// <summary>Asks for a receipt of cash: a transfer or a deposit.</summary>
/// <param name="Id">Ours; the key of the call is made of it.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Number">Whose: 10-18 digits. Personal data: sealed in the database, never logged.</param>
/// <param name="Amount">Won, VAT included.</param>
/// <param name="Vat">Won of VAT within.</param>
/// <param name="TaxFree">Won that bear no VAT within.</param>
/// <param name="OrderName">What was bought.</param>
public sealed record CashReceiptRequest(
    Guid Id, CashReceiptPurpose Purpose, string Number, long Amount, long Vat, long TaxFree, string OrderName)
{
    public override string ToString() => $"(cash receipt {Id})";
}

/// <summary>What a provider's answer about a receipt means. Never renumber.</summary>
public enum CashReceiptAnswerKind
{
    /// <summary>Issued, or cancelled, as asked.</summary>
    Done = 1,

    /// <summary>Refused for good.</summary>
    Refused = 2,

    /// <summary>Not known, or not now: ask again under the same key.</summary>
    Again = 3,
}

/// <param name="Kind">What it means.</param>
/// <param name="Key">The provider's key of the receipt, when done.</param>
/// <param name="IssueNumber">The tax office's number, when it has one.</param>
/// <param name="Url">Where it can be seen.</param>
/// <param name="Code">Why not.</param>
public sealed record CashReceiptAnswer(
    CashReceiptAnswerKind Kind, string? Key = null, string? IssueNumber = null, Uri? Url = null, string? Code = null);

/// <summary>A receipt that a provider issued by itself, in its window.</summary>
/// <param name="Key">The provider's key of it.</param>
/// <param name="Purpose">What for.</param>
/// <param name="IssueNumber">The tax office's number, when it has one.</param>
/// <param name="Url">Where it can be seen.</param>
public sealed record IssuedReceipt(string Key, CashReceiptPurpose Purpose, string? IssueNumber, Uri? Url);

/// <summary>The part of a provider that issues receipts for cash. Throwing is "again".</summary>
public interface ICashReceipts
{
    Task<CashReceiptAnswer> IssueAsync(Attempt attempt, CashReceiptRequest request, CancellationToken cancel);

    /// <param name="attempt">The payment.</param>
    /// <param name="id">Ours; the key of the call is made of it.</param>
    /// <param name="key">The provider's key of the receipt.</param>
    /// <param name="amount">Won of it that are taken back.</param>
    /// <param name="cancel">Gives up.</param>
    Task<CashReceiptAnswer> CancelAsync(
        Attempt attempt, Guid id, string key, long amount, CancellationToken cancel);
}
