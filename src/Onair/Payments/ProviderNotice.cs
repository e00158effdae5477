using System.Net;

namespace Onair.Payments;

/// <summary>A message that a provider's server sent by itself, as it came. Anybody may have sent it.</summary>
/// <param name="ContentType">Of the body, with its charset.</param>
/// <param name="Body">At most <see cref="BodyBytesMax"/>.</param>
/// <param name="Headers">Those that providers set, names in lower case.</param>
/// <param name="From">The sender, as the proxy that we trust says it.</param>
public sealed record ProviderNotice(
    string? ContentType, byte[] Body, IReadOnlyDictionary<string, string> Headers, IPAddress? From)
{
    /// <summary>Bytes. The largest known message, a payment with its cancellations, has about 8,000.</summary>
    public const int BodyBytesMax = 64 * 1024;
}

/// <summary>What a notice is worth. Never renumber.</summary>
public enum NoticeKind
{
    /// <summary>Something may have happened to the payment it names: ask the provider.</summary>
    Hint = 1,

    /// <summary>Well formed, and of no interest to us (another kind of event).</summary>
    Ignored = 2,

    /// <summary>Not a message of this provider: wrong shape, wrong sender, wrong merchant.</summary>
    Invalid = 3,
}

/// <summary>
/// A notice in our words. It is never believed: at best it makes us ask. What it claims must agree with the attempt, or
/// it is not even that.
/// </summary>
public sealed record NoticeReading
{
    public required NoticeKind Kind { get; init; }

    /// <summary>
    /// The same for every delivery of one notice: the provider's transmission id, or a digest of what it says. At most
    /// 200 characters.
    /// </summary>
    public required string DedupeKey { get; init; }

    /// <summary><see cref="Attempt.ProviderOrderId"/> as it says.</summary>
    public string? OrderId { get; init; }

    /// <summary>The provider's id of the payment as it says.</summary>
    public string? Reference { get; init; }

    /// <summary>Won as it says; must be the attempt's when it says so.</summary>
    public long? Amount { get; init; }

    /// <summary>A secret that only provider and shop know; compared with <see cref="AnswerDetail.Secret"/>.</summary>
    public string? Secret { get; init; }

    /// <summary>True when the provider always sends a secret with this kind: without one it proves nothing.</summary>
    public bool NeedsSecret { get; init; }

    /// <summary>
    /// It says "paid" and no more: nothing that an attempt which we have as paid could learn from. Not believed either;
    /// it only saves a question.
    /// </summary>
    public bool SaysPaid { get; init; }

    /// <summary>Why it is invalid or ignored, or the event's name.</summary>
    public required string Code { get; init; }

    public static NoticeReading Ignored(string dedupeKey, string code) =>
        new() { Kind = NoticeKind.Ignored, DedupeKey = dedupeKey, Code = code };

    public static NoticeReading Invalid(string code) =>
        new() { Kind = NoticeKind.Invalid, DedupeKey = "", Code = code };
}

/// <summary>What the provider's server wants to hear.</summary>
/// <param name="Ok">After the notice is stored.</param>
/// <param name="Again">When it could not be: send it again.</param>
public sealed record NoticeReplies(string Ok, string Again);
