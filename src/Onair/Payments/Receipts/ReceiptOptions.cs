using System.ComponentModel.DataAnnotations;

namespace Onair.Payments.Receipts;

/// <summary>Receipts of cash (현금영수증): <c>ONAIR__PAYMENTS__RECEIPTS__...</c>.</summary>
public sealed class ReceiptOptions : IValidatableObject
{
    /// <summary>
    /// Won from which a receipt is issued even when nobody asks: online shops must from 100,000 won on (50-law-korea,
    /// 5). 0: never, for a shop that is not bound to.
    /// </summary>
    [Range(0L, 1_000_000_000L)]
    public long SelfIssueFrom { get; set; } = 100_000;

    /// <summary>
    /// How long the customer has to name a number before it is issued without one: the law gives five days, and two of
    /// them are kept for a provider that is away.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "5.00:00:00")]
    public TimeSpan SelfIssueAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>
    /// The number that the tax office has for receipts without a customer (unverified: 010-000-1234). The customer may
    /// claim such a receipt there.
    /// </summary>
    [Required, RegularExpression("^[0-9]{10,18}$")]
    public string SelfIssueNumber { get; set; } = "0100001234";

    /// <summary>
    /// A receipt that is not issued, or not taken back, after so long is a case: the law gives five days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "31.00:00:00")]
    public TimeSpan Within { get; set; } = TimeSpan.FromDays(5);

    /// <summary>
    /// How long one receipt is asked for under its key. Toss keeps an idempotency key for 15 days; a call after that
    /// would be a second receipt, so that a person must look before.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "14.00:00:00")]
    public TimeSpan AskFor { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// How long a number is kept, sealed, for the receipt of what remains after a refund. Goods may be given back for
    /// three months after they came (E-Commerce Act, article 17(3)), and a refund takes its days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "1827.00:00:00")]
    public TimeSpan NumberKept { get; set; } = TimeSpan.FromDays(120);

    /// <summary>
    /// How long a number is kept for a payment that does not come: the longest that an account may wait for its
    /// deposit is 720 hours, thirty days.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "92.00:00:00")]
    public TimeSpan UnpaidKept { get; set; } = TimeSpan.FromDays(31);

    /// <summary>Numbers that are forgotten per transaction: some milliseconds of the single writer.</summary>
    [Range(1, 100_000)]
    public int ForgetMax { get; set; } = 2000;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (SelfIssueAfter >= Within)
            yield return new("SelfIssueAfter must be shorter than Within", [nameof(SelfIssueAfter)]);
        if (UnpaidKept > NumberKept)
            yield return new("UnpaidKept must not be longer than NumberKept", [nameof(UnpaidKept)]);
    }
}
