namespace Onair.Orders.Shipments;

/// <summary>
/// A carrier's number of a parcel. Korean carriers print 10 to 13 digits, the post of other countries two letters, nine
/// digits and two letters (UPU S10).
/// </summary>
public static class TrackingNumber
{
    public const int CharsMin = 8;

    public const int CharsMax = 30;

    /// <summary>Pure: letters upper-case, without hyphens and spaces; null for what is no number of a parcel.</summary>
    public static string? Of(string text)
    {
        if (text.Length > CharsMax * 2) return null;
        var bare = string.Concat(text.Where(c => c is not ('-' or ' '))).ToUpperInvariant();
        return bare.Length is >= CharsMin and <= CharsMax && bare.All(char.IsAsciiLetterOrDigit)
            && bare.Any(char.IsAsciiDigit)
            ? bare
            : null;
    }
}
