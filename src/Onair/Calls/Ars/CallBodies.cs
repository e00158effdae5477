using System.Buffers;
using System.Text.RegularExpressions;
using Onair.Primitives;

namespace Onair.Calls.Ars;

/// <summary>Reads an event of a call and names everything that is wrong with it at once.</summary>
internal static partial class CallBodies
{
    /// <summary>Bytes of an event: seven short fields.</summary>
    public const int BytesMax = 2048;

    private const int callIdMax = 64;
    private const int feedMax = 32;
    private const int fromMax = 30;

    /// <summary>Digits of one event: a quantity has two, and nobody is asked for a card.</summary>
    private const int digitsMax = 4;

    public static (CallEvent? Heard, List<FieldError> Errors) Read(ReadOnlySequence<byte> body)
    {
        var errors = new List<FieldError>();
        var json = new JsonFields(body, errors);
        if (!json.Open()) return (null, errors);
        var seen = new SeenFields();
        string? call = null, type = null, from = null, digits = null, language = null, feed = null;
        var seq = 0L;
        while (json.Next(ref seen, "", out var field))
        {
            switch (field)
            {
                case "callId": call = json.Text("callId", 1, callIdMax); break;
                case "seq": seq = json.Integer("seq", 1, CallEvent.SeqMax); break;
                case "type": type = json.Text("type", 1, 20); break;
                case "from": from = json.OptionalText("from", fromMax); break;
                case "digits": digits = json.OptionalText("digits", digitsMax); break;
                case "language": language = json.OptionalText("language", 2); break;
                case "feed": feed = json.OptionalText("feed", feedMax); break;
                default: json.Unknown(field); break;
            }
        }

        foreach (var name in new[] { "callId", "seq", "type" })
            if (!seen.Has(name)) errors.Add(new FieldError(name, "is missing"));
        var kind = KindOf(type, errors);
        Check(call, digits, language, feed, kind, errors);
        return json.Close() && errors.Count == 0
            ? (
                new CallEvent(
                    call!, (int)seq, kind, from is null ? null : Contact.Phone(from), (digits ?? "").TrimEnd('#'),
                    language == "en", feed),
                errors)
            : (null, errors);
    }

    private static CallEventKind KindOf(string? type, List<FieldError> errors)
    {
        switch (type)
        {
            case "started": return CallEventKind.Started;
            case "digits": return CallEventKind.Digits;
            case "timeout": return CallEventKind.Timeout;
            case "hung-up": return CallEventKind.HungUp;
            case null: return default;
            default:
                errors.Add(new FieldError("type", "must be started, digits, timeout or hung-up"));
                return default;
        }
    }

    private static void Check(
        string? call, string? digits, string? language, string? feed, CallEventKind kind, List<FieldError> errors)
    {
        if (call is not null && !CallId().IsMatch(call))
            errors.Add(new FieldError("callId", "has letters, digits and . _ : @ + - only"));
        if (digits is not null && !Digits().IsMatch(digits))
            errors.Add(new FieldError("digits", "has digits, * and # only"));
        if (digits is not null && kind is not (CallEventKind.Digits or default(CallEventKind)))
            errors.Add(new FieldError("digits", "comes with type digits only"));
        if (language is not (null or "ko" or "en")) errors.Add(new FieldError("language", "must be ko or en"));
        if (feed is not null && !Feed().IsMatch(feed))
            errors.Add(new FieldError("feed", "must be 1 to 32 of a-z, 0-9 and -"));
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._:@+-]+\z", RegexOptions.None, 1000)]
    private static partial Regex CallId();

    [GeneratedRegex(@"\A[0-9*#]+\z", RegexOptions.None, 1000)]
    private static partial Regex Digits();

    [GeneratedRegex(@"\A[a-z0-9-]{1,32}\z", RegexOptions.None, 1000)]
    private static partial Regex Feed();
}
