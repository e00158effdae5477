namespace Onair.Sandbox.Faults;

/// <summary>
/// Marks an endpoint as a call of a provider, so that the fault dial rules over it. An endpoint joins with
/// <c>.AsCall("inicis.pc.approve")</c>, and then holds to three things: it does not tie its work to the caller's
/// patience (no <c>RequestAborted</c>), it writes its times as <see cref="PlayedCall.SkewOf"/> says, and it knows
/// <see cref="PlayedCall.CodeOf"/>. Where a second request must be able to meet the first at work, it awaits
/// <see cref="PlayedCall.WorkAsync"/> in the middle and joins with <c>waitsInside</c>.
/// </summary>
/// <param name="Name">Provider, a dot, the call.</param>
/// <param name="WaitsInside">The endpoint itself awaits latency and slow work.</param>
internal sealed record FaultCall(string Name, bool WaitsInside);

internal static class FaultCallEndpoints
{
    public static TBuilder AsCall<TBuilder>(this TBuilder endpoint, string name, bool waitsInside = false)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new FaultCall(name, waitsInside));
}

/// <summary>What the dial decided, for the endpoint to see.</summary>
internal sealed record PlayedCall(CallPlan Plan, FaultDial Dial)
{
    /// <summary>To be added to every time that the answer shows.</summary>
    public static TimeSpan SkewOf(HttpContext context) =>
        context.Features.Get<PlayedCall>() is { Plan.Fault: { Kind: FaultKind.SkewClock } fault }
            ? fault.Delay
            : TimeSpan.Zero;

    /// <summary>The error code to answer with instead of doing the work, or null.</summary>
    public static string? CodeOf(HttpContext context) =>
        context.Features.Get<PlayedCall>() is { Plan.Fault: { Kind: FaultKind.AnswerCode } fault } ? fault.Code : null;

    /// <summary>The work takes its time.</summary>
    public static Task WorkAsync(HttpContext context) =>
        context.Features.Get<PlayedCall>() is { } played
            ? played.Dial.WaitAsync(played.Work)
            : Task.CompletedTask;

    public TimeSpan Work =>
        Plan.Latency + (Plan.Fault.Kind == FaultKind.SlowProcess ? Plan.Fault.Delay : TimeSpan.Zero);
}
