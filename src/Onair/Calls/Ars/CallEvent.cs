using System.Globalization;
using Onair.Primitives;

namespace Onair.Calls.Ars;

/// <summary>What happened in a call. Never renumber: it is part of an event's fingerprint.</summary>
public enum CallEventKind
{
    /// <summary>The call was answered.</summary>
    Started = 1,

    /// <summary>The caller pressed digits.</summary>
    Digits = 2,

    /// <summary>The caller pressed nothing in time.</summary>
    Timeout = 3,

    /// <summary>The line is gone.</summary>
    HungUp = 4,
}

/// <summary>What the voice system tells.</summary>
/// <param name="CallId">The voice system's id of the call.</param>
/// <param name="Seq">1, 2, ... in the call; the same event again has the same number.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Caller">The caller's number, digits only; null when it is withheld or none.</param>
/// <param name="Digits">What was pressed, without the # that ends it.</param>
/// <param name="IsEnglish">The language to begin in.</param>
/// <param name="Feed">The channel that the dialled number belongs to; null: any.</param>
public sealed record CallEvent(
    string CallId, int Seq, CallEventKind Kind, string? Caller, string Digits, bool IsEnglish, string? Feed)
{
    /// <summary>Events of one call: at ten seconds each, more than the longest call has.</summary>
    public const int SeqMax = 100;

    private const int mobileLengthMin = 10;
    private const int mobileLengthMax = 11;

    public Guid Call => Digest.Of("call", CallId);

    public Guid CustomerKey => Digest.Of(Caller ?? "");

    /// <summary>Tells an event that came again from another one under its number.</summary>
    public Guid Fingerprint => Digest.Of(
        CallId, Seq.ToString(CultureInfo.InvariantCulture), Kind.ToString(), Caller ?? "", Digits,
        IsEnglish ? "en" : "ko", Feed ?? "");

    /// <summary>
    /// A number that a message with the way to pay can reach: 010 and its elders. Who calls from elsewhere speaks with
    /// a person.
    /// </summary>
    public bool IsMobile => Caller is { Length: >= mobileLengthMin and <= mobileLengthMax } number
        && number.StartsWith("01", StringComparison.Ordinal);
}
