using System.ComponentModel.DataAnnotations;
using System.Net;
using Onair.Storage;

namespace Onair.Payments.Inbox;

/// <summary>The inbox of notices: <c>ONAIR__PAYMENTS__INBOX__...</c>.</summary>
public sealed class InboxOptions : IValidatableObject
{
    /// <summary>
    /// Proxies whose <c>X-Forwarded-For</c> is believed, as addresses or networks (<c>10.0.0.0/8</c>). None: the sender
    /// is who opened the connection.
    /// </summary>
    public IList<string> TrustedProxies { get; } = [];

    /// <summary>
    /// Notices of one provider that one node takes in a minute. A thousand a second is the peak of a payment evening;
    /// what is above it is a flood, and a true one among it comes again.
    /// </summary>
    [Range(1, 10_000_000)]
    public int PerMinuteMax { get; set; } = 60_000;

    /// <summary>
    /// Notices of one provider that may wait to be looked at. Workers look at hundreds a second, so that this is a
    /// minute of them; with the largest bodies it is 1.8 GB, with usual ones 40 MB.
    /// </summary>
    [Range(1, 1_000_000)]
    public int WaitingMax { get; set; } = 20_000;

    /// <summary>What a sender is told to wait when it is refused for one of the two limits.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Looks at a notice that names nothing we know, or whose provider does not answer. With the waits below: about two
    /// hours, in which an approval of ours has long had its answer.
    /// </summary>
    [Range(1, 100)]
    public int TriesMax { get; set; } = 12;

    /// <summary>
    /// The first wait; it doubles. A notice may overtake the answer of our own call, by seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RetryWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest wait before a notice is looked at again.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "24:00:00")]
    public TimeSpan RetryWaitMax { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long an ended notice is kept, to know it when it comes again. Toss sends for 3 days and 19 hours.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Ended notices that are kept whatever their age, so that a flood of forged ones stays a file of megabytes. Who
    /// falls out and comes again costs one more question.
    /// </summary>
    [Range(1, 10_000_000)]
    public int KeptMax { get; set; } = 200_000;

    /// <summary>Rows a purge deletes per transaction: some 20 ms of the single writer.</summary>
    [Range(1, 100_000)]
    public int PurgeMax { get; set; } = 2000;

    /// <summary>The queue in front of the table.</summary>
    public GroupCommitOptions Queue { get; set; } = new();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => TrustedProxies
        .Where(text => !IPNetwork.TryParse(text, out _) && !IPAddress.TryParse(text, out _))
        .Select(text => new ValidationResult($"'{text}' is no address and no network", [nameof(TrustedProxies)]));
}
