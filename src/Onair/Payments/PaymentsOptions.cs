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

    [ValidateObjectMembers]
    public DemoOptions Demo { get; set; } = new();

    [ValidateObjectMembers]
    public ReconciliationOptions Reconciliation { get; set; } = new();
}
