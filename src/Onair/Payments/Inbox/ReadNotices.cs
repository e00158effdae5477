using Onair.Primitives;

namespace Onair.Payments.Inbox;

/// <summary>Reads messages by their provider's rules, whatever is in them.</summary>
internal static class ReadNotices
{
    /// <summary>Longest <see cref="NoticeReading.DedupeKey"/>.</summary>
    public const int DedupeKeyLengthMax = 200;

    /// <summary>
    /// An exception is a message that the provider's reader did not expect: from anybody, so it is no error of ours.
    /// </summary>
    public static NoticeReading Read(IPaymentProvider provider, ProviderNotice message)
    {
        try
        {
            var reading = provider.ReadNotice(message);
            if (reading.Kind == NoticeKind.Invalid) return reading;
            return reading.DedupeKey.Length is > 0 and <= DedupeKeyLengthMax && IsPlain(reading.DedupeKey)
                ? reading
                : reading with
                {
                    DedupeKey = Digest.Of(reading.DedupeKey, Convert.ToBase64String(message.Body)).ToString("N"),
                };
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return NoticeReading.Invalid("UNREADABLE");
        }
    }

    /// <summary>PostgreSQL stores no NUL, and a key is for people's eyes too.</summary>
    private static bool IsPlain(string key)
    {
        foreach (var c in key)
        {
            if (c is < ' ' or > '~') return false;
        }

        return true;
    }
}
