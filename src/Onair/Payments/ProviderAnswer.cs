namespace Onair.Payments;

/// <summary>What a provider's answer means. Sent as a metric label; never renumber.</summary>
public enum AnswerKind
{
    /// <summary>The money is captured.</summary>
    Approved = 1,

    /// <summary>No, and no money moved.</summary>
    Declined = 2,

    /// <summary>Anything else: a timeout, a broken answer, an error that may have come after the capture.</summary>
    Unknown = 3,

    /// <summary>To a query: the provider knows no such payment (yet).</summary>
    NotFound = 4,

    /// <summary>To a net cancel: nothing is captured and nothing will be.</summary>
    NetCanceled = 5,

    /// <summary>The customer has an account number to pay into; no money moved yet.</summary>
    AwaitingDeposit = 6,
}

/// <summary>A provider's answer about one attempt, in our words.</summary>
public sealed record ProviderAnswer
{
    /// <summary>The longest code that is kept; longer ones are cut.</summary>
    public const int CodeLengthMax = 64;

    /// <summary>The longest message that is kept; longer ones are cut.</summary>
    public const int MessageLengthMax = 200;

    private ProviderAnswer()
    {
    }

    public required AnswerKind Kind { get; init; }

    /// <summary>The provider's id of the payment; set when approved.</summary>
    public string? Reference { get; private init; }

    /// <summary><see cref="Attempt.ProviderOrderId"/>, as the provider says it.</summary>
    public string? OrderId { get; private init; }

    public long Amount { get; private init; }

    public string? Currency { get; private init; }

    public string? Method { get; private init; }

    public string? Code { get; private init; }

    public string? Message { get; private init; }

    /// <summary>Unknown, but the same call under the same key may be made again at once and will tell.</summary>
    public bool IsPassing { get; private init; }

    /// <summary>
    /// Unknown, but sure of this: the approval has not happened, and the same call under the same key will make it.
    /// </summary>
    public bool MayRepeat { get; private init; }

    /// <summary>
    /// The provider could not say, and could have: its own trouble, or the line's. The breaker counts it.
    /// </summary>
    public bool IsTrouble => Kind == AnswerKind.Unknown && !MayRepeat && !AttemptAnswer.MustBeTakenBack(Code);

    /// <summary>What is kept beside the outcome, or null.</summary>
    public AnswerDetail? Detail { get; init; }

    /// <summary>Everything as the provider said it, not as we asked it: it is compared with the attempt.</summary>
    public static ProviderAnswer Approved(
        string reference, string orderId, long amount, string currency, string? method = null) => new()
        {
            Kind = AnswerKind.Approved,
            Reference = reference,
            OrderId = orderId,
            Amount = amount,
            Currency = currency,
            Method = method,
        };

    /// <summary>As <see cref="Approved"/>; the account is in the detail.</summary>
    public static ProviderAnswer AwaitingDeposit(
        string reference, string orderId, long amount, string currency, AnswerDetail detail) => new()
        {
            Kind = AnswerKind.AwaitingDeposit,
            Reference = reference,
            OrderId = orderId,
            Amount = amount,
            Currency = currency,
            Method = PaymentMethods.Word(PaymentMethod.VirtualAccount),
            Code = "AWAITING_DEPOSIT",
            Detail = detail,
        };

    /// <summary>A query found the payment waiting for our approval, which never came to it.</summary>
    public static ProviderAnswer NotYetApproved(string code) =>
        new() { Kind = AnswerKind.Unknown, Code = CutCode(code), MayRepeat = true };

    /// <summary>
    /// Unknown, and no question can ever tell: the only safe way out is a net cancel, whatever it was.
    /// </summary>
    public static ProviderAnswer Unanswerable() =>
        new() { Kind = AnswerKind.Unknown, Code = AttemptAnswer.UnanswerableCode };

    public static ProviderAnswer Declined(string code, string? message = null) =>
        new() { Kind = AnswerKind.Declined, Code = CutCode(code), Message = CutMessage(message) };

    public static ProviderAnswer Unknown(string code, string? message = null) =>
        new() { Kind = AnswerKind.Unknown, Code = CutCode(code), Message = CutMessage(message) };

    public static ProviderAnswer Passing(string code) =>
        new() { Kind = AnswerKind.Unknown, Code = CutCode(code), IsPassing = true };

    public static ProviderAnswer NotFound() => new() { Kind = AnswerKind.NotFound, Code = "NOT_FOUND" };

    public static ProviderAnswer NetCanceled() => new() { Kind = AnswerKind.NetCanceled, Code = "NET_CANCELED" };

    internal static string? CutCode(string? code) => Cut(code, CodeLengthMax);

    internal static string? CutMessage(string? message) => Cut(message, MessageLengthMax);

    private static string? Cut(string? text, int lengthMax) =>
        text is { } long_ && long_.Length > lengthMax ? long_[..lengthMax] : text;
}

/// <summary>An answer that belongs to an attempt and was compared with it.</summary>
public sealed record AttemptAnswer
{
    private AttemptAnswer()
    {
    }

    public required Guid AttemptId { get; init; }

    public required Guid OrderId { get; init; }

    public required ProviderAnswer Answer { get; init; }

    /// <summary>When the question was sent: "not found" means what it meant then.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>No question can tell: see <see cref="ProviderAnswer.Unanswerable"/>.</summary>
    public const string UnanswerableCode = "UNANSWERABLE";

    /// <summary>
    /// True for the codes of an approval that is not the one we asked for, or that nobody can be asked about: asking
    /// again will not change it, so it is taken back.
    /// </summary>
    public static bool MustBeTakenBack(string? code) =>
        code is "AMOUNT_DIFFERS" or "CURRENCY_DIFFERS" or "ORDER_ID_DIFFERS" or "REFERENCE_MISSING"
            or UnanswerableCode;

    /// <summary>
    /// The only way in: amount, currency and order id of an approval are compared with ours. One that differs is
    /// unknown, with the reason, and never approved.
    /// </summary>
    public static AttemptAnswer Of(Attempt attempt, ProviderAnswer answer, DateTimeOffset askedAt) => new()
    {
        AttemptId = attempt.Id,
        OrderId = attempt.OrderId,
        AskedAt = askedAt,
        Answer = answer.Kind is not (AnswerKind.Approved or AnswerKind.AwaitingDeposit) ? answer
            : answer.Amount != attempt.Amount ? ProviderAnswer.Unknown("AMOUNT_DIFFERS")
            : answer.Currency != attempt.Currency ? ProviderAnswer.Unknown("CURRENCY_DIFFERS")
            : answer.OrderId != attempt.ProviderOrderId ? ProviderAnswer.Unknown("ORDER_ID_DIFFERS")
            : string.IsNullOrEmpty(answer.Reference) ? ProviderAnswer.Unknown("REFERENCE_MISSING")
            : answer,
    };
}
