namespace Onair.Payments;

/// <summary>
/// What is kept of a provider's answer beside the outcome: for receipts, for care, for a dispute. Never a card number,
/// only its masked form.
/// </summary>
public sealed record AnswerDetail
{
    /// <summary>Characters of <see cref="Raw"/>; a Toss payment with a dozen cancellations has about 8,000.</summary>
    public const int RawLengthMax = 20_000;

    /// <summary>The answer as it came, masked where it must be; cut at <see cref="RawLengthMax"/>.</summary>
    public string? Raw { get; init; }

    /// <summary>The customer's way to pay, in our word.</summary>
    public PaymentMethod? Method { get; init; }

    /// <summary>As <c>12345678****000*</c>; at most 20 characters.</summary>
    public string? CardNumber { get; init; }

    /// <summary>The bank's number of the approval.</summary>
    public string? ApprovalNumber { get; init; }

    public Uri? Receipt { get; init; }

    /// <summary>Set when the customer pays into an account.</summary>
    public DepositAccount? Deposit { get; init; }

    /// <summary>The receipt that the provider's own window issued with the payment, if it did.</summary>
    public IssuedReceipt? CashReceipt { get; init; }

    /// <summary>What a deposit's notice must bring; only its digest is stored.</summary>
    public string? Secret { get; init; }
}

/// <summary>An account number made for one payment.</summary>
/// <param name="Bank">The provider's code of the bank.</param>
/// <param name="Number">At most 20 digits.</param>
/// <param name="Holder">Whose name it shows, or null.</param>
/// <param name="Until">Deposits are taken until then.</param>
public sealed record DepositAccount(string Bank, string Number, string? Holder, DateTimeOffset Until);
