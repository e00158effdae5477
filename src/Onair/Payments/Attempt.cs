using System.Globalization;
using Onair.Primitives;

namespace Onair.Payments;

/// <summary>One try to pay one order at one provider.</summary>
public sealed record Attempt
{
    /// <summary>The shortest limit of the providers (30-payments: P_OID).</summary>
    public const int ProviderOrderIdLengthMax = 40;

    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>What the provider knows the order by: 6-40 of <c>[A-Za-z0-9_-]</c>.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>1 for the order's first attempt, 2 for the next.</summary>
    public required int Number { get; init; }

    /// <summary>Name of an <see cref="IPaymentProvider"/>: <c>demo</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>
    /// What the customer chose: <see cref="PaymentMethods"/>; then what the provider says it was, in its own word.
    /// </summary>
    public string? Method { get; init; }

    /// <summary>To be captured, in integer won (minor units of <see cref="Currency"/>); at least 1.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    public required AttemptState State { get; init; }

    /// <summary>
    /// Fingerprint of what was sent under <see cref="IdempotencyKey"/>: the same key never carries another body.
    /// </summary>
    public string? BodyHash { get; init; }

    /// <summary>What the provider's window handed back for the approval (a token); opaque, at most 4,000 characters,
    /// never logged.</summary>
    public string? Session { get; init; }

    /// <summary>Approval may begin until then; the order's payment deadline.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>From then on "not found" means "never happened". Set when approval begins.</summary>
    public DateTimeOffset? SessionUntil { get; init; }

    /// <summary>The provider's id of the payment.</summary>
    public string? ProviderReference { get; init; }

    /// <summary>Deposits are taken until then; null when the customer does not pay into an account.</summary>
    public DateTimeOffset? DepositUntil { get; init; }

    /// <summary>Why it was declined, is unknown or ended: a stable word of ours or the provider's own code.</summary>
    public string? FailureCode { get; init; }

    public string? FailureMessage { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When approval began.</summary>
    public DateTimeOffset? BeganAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Won taken from the customer; 0 or <see cref="Amount"/>.</summary>
    public long Captured { get; init; }

    /// <summary>Won of refunds that are asked for and have not ended.</summary>
    public long Refunding { get; init; }

    /// <summary>Won paid back.</summary>
    public long Refunded { get; init; }

    /// <summary>Counts changes from 1; the guard of every update.</summary>
    public required int Version { get; init; }

    /// <summary>Won that a new refund may still ask for.</summary>
    public long Refundable => Captured - Refunding - Refunded;

    /// <summary>
    /// One key per attempt and for all its life: a provider that keys answers by URL and key alone would swallow a
    /// second payment under a key that is used twice. The rule is stored format.
    /// </summary>
    public string IdempotencyKey => KeyOf(Id);

    /// <summary>
    /// What the provider knows this attempt by: the order's number and which attempt it is, at most 40 characters.
    /// Providers refuse an id that was used, and a question about one must mean one attempt.
    /// </summary>
    public string ProviderOrderId => ProviderOrderIdOf(OrderNumber, Number);

    internal Guid Slot => AttemptRules.IsLiving(State) ? OrderId : Id;

    internal static string KeyOf(Guid id) => $"approve:{id:N}";

    internal static string ProviderOrderIdOf(string orderNumber, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{orderNumber}_{number}");

    /// <summary>
    /// The order's number and the attempt's of a <see cref="ProviderOrderId"/>; null for other texts.
    /// </summary>
    internal static (string OrderNumber, int Number)? ParseProviderOrderId(string text)
    {
        var at = text.LastIndexOf('_');
        if (at <= 0 || text.Length > ProviderOrderIdLengthMax) return null;
        return int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && ProviderOrderIdOf(text[..at], number) == text
                ? (text[..at], number)
                : null;
    }

    /// <summary>Sealed for its call: what will be sent, and until when "not found" leaves the outcome open.</summary>
    internal Attempt Seal(DateTimeOffset now, TimeSpan window) =>
        this with { BodyHash = HashBody(), BeganAt = now, SessionUntil = now + window };

    /// <summary>The fingerprint of everything that an approval sends.</summary>
    internal string HashBody() => Digest.Of(
        Provider,
        ProviderOrderId,
        Amount.ToString(CultureInfo.InvariantCulture),
        Currency,
        Method ?? "",
        ProviderReference ?? "",
        Session ?? "").ToString("N");
}
