using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using Onair.Payments.Demo;
using Onair.Payments.Reconciliation;

namespace Onair.Payments;

/// <summary>Deployment settings of the room: <c>ONAIR__PAYMENTS__...</c>.</summary>
public sealed class PaymentsOptions
{
    /// <summary>
    /// Attempts that one call of a verb takes. A bound on rows locked and memory, far above useful batches.
    /// </summary>
    public const int BatchMax = 2000;

    /// <summary>
    /// Attempts an order may have in its life. A customer whose card is declined tries two or three more; ten declines
    /// are card testing.
    /// </summary>
    [Range(1, 100)]
    public int AttemptsPerOrderMax { get; set; } = 10;

    /// <summary>
    /// Calls of one approval under one key while the provider answers with a passing error. The second mostly tells;
    /// what it does not tell is asked later by a query.
    /// </summary>
    [Range(1, 5)]
    public int ApproveTriesMax { get; set; } = 2;

    /// <summary>
    /// Wait before the second try; it grows with each. A gateway that stumbled is back within that or is down.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan ApproveRetryWait { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Keys for personal data that is kept for a while (refund accounts), each 32 random bytes in base64. The first
    /// seals, all open: a new one goes in front, and the old one leaves when nothing is sealed under it any more. Every
    /// node has the same. Without any, the key lies in the database beside what it seals, and the log says so.
    /// </summary>
    [MaxLength(10)]
    public string[] SealKeys { get; set; } = [];

    [ValidateObjectMembers]
    public DemoOptions Demo { get; set; } = new();

    [ValidateObjectMembers]
    public ReconciliationOptions Reconciliation { get; set; } = new();
}
