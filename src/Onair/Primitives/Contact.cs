namespace Onair.Primitives;

/// <summary>How people can be reached, as they type it.</summary>
public static class Contact
{
    /// <summary>RFC 5321: the longest address that mail can carry.</summary>
    public const int EmailCharsMax = 254;

    private const int digitsMax = 30;

    /// <summary>
    /// Digits only, with Korea's country code taken off: one person, one number, however it is typed. Null for what is
    /// no number of 7-15 digits.
    /// </summary>
    public static string? Phone(string text)
    {
        Span<char> digits = stackalloc char[digitsMax];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length) digits[count++] = c;
            else if (c is not ('-' or ' ' or '(' or ')' or '+' or '.')) return null;
        }

        if (count is < 7 or > 15) return null;
        var number = digits[..count];
        return number.StartsWith("82") && count >= 10
            ? string.Concat("0", number[2..].TrimStart('0'))
            : new string(number);
    }

    /// <summary>Something before and after one @, with a dot behind it; the mail itself is the real check.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.IndexOf('@');
        return text.Length <= EmailCharsMax && at > 0 && at == text.LastIndexOf('@')
            && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.')
            && !text.AsSpan().ContainsAny(" \t\r\n<>(),;:\"\\[]") && !text.Any(char.IsControl);
    }

    /// <summary>One mailbox, one key: letters' case does not tell people apart.</summary>
    public static string EmailKey(string email) => email.Trim().ToLowerInvariant();
}
