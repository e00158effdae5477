using Onair.Sandbox.Faults;

namespace Onair.Tests.Simulation.Storm;

/// <summary>How the wire behaves in a storm.</summary>
internal static class StormFaults
{
    /// <summary>Every call of money, and the questions about it.</summary>
    public static readonly IReadOnlyList<string> Calls =
    [
        "toss.confirm", "toss.query", "toss.cancel", "inicis.pc.approve", "inicis.pc.netcancel",
        "inicis.mobile.approve", "inicis.mobile.netcancel", "inicis.refund", "inicis.inquiry",
    ];

    public static readonly CallSetting Setting = new(
        [
            (Fault.Of(FaultKind.LoseAnswer), 0.05),
            (Fault.Of(FaultKind.DelayBefore), 0.025),
            (Fault.Of(FaultKind.DelayAfter), 0.025),
            (Fault.Of(FaultKind.Refuse), 0.01),
            (Fault.Of(FaultKind.CloseBefore), 0.01),
            (Fault.Of(FaultKind.ErrorBefore), 0.01),
            (Fault.Of(FaultKind.ErrorAfter), 0.01),
            (Fault.Of(FaultKind.Truncate), 0.005),
            (Fault.Of(FaultKind.ProcessTwice), 0.005),
            (Fault.Of(FaultKind.AnswerTwice), 0.005),
        ],
        TimeSpan.Zero);
}
