namespace Onair.Payments;

/// <summary>What a provider's answer to a refund means.</summary>
public enum RefundAnswerKind
{
    /// <summary>Paid back, now or by an earlier call under the same key.</summary>
    Done = 1,

    /// <summary>Refused for good.</summary>
    Failed = 2,

    /// <summary>Not known, or not now: ask again under the same key.</summary>
    Again = 3,
}

/// <summary>A provider's answer to one refund.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Reference">The provider's id of the refund, when done.</param>
/// <param name="Code">Why not, when failed or to be asked again; at most 64 characters.</param>
public sealed record RefundAnswer(RefundAnswerKind Kind, string? Reference = null, string? Code = null);
