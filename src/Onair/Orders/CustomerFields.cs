using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Orders;

/// <summary>Checks of the texts that people type. Null in, null out: the reader has named the error already.</summary>
internal static class CustomerFields
{
    /// <summary>
    /// Digits only, with Korea's country code taken off: one person, one key, however the number is typed.
    /// </summary>
    public static string? Phone(string? text, List<FieldError> errors)
    {
        if (text is null) return null;
        Span<char> digits = stackalloc char[30];
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length) digits[count++] = c;
            else if (c is not ('-' or ' ' or '(' or ')' or '+' or '.')) count = 31;
            if (count > 30) break;
        }

        if (count is < 7 or > 15)
        {
            errors.Add(
                new FieldError("customer.phone", "must have 7-15 digits; +, -, spaces and brackets may stand between"));
            return null;
        }

        var number = digits[..count];
        return number.StartsWith("82") && count >= 10
            ? string.Concat("0", number[2..].TrimStart('0'))
            : new string(number);
    }

    /// <summary>Something before and after one @, with a dot behind it; the mail itself is the real check.</summary>
    public static string? Email(string? text, List<FieldError> errors)
    {
        if (text is null) return null;
        var at = text.IndexOf('@');
        var valid = at > 0 && at == text.LastIndexOf('@') && text.IndexOf('.', at) > at + 1 && !text.EndsWith('.')
            && !text.AsSpan().ContainsAny(" \t\r\n<>(),;:\"\\[]");
        if (valid) return text;
        errors.Add(new FieldError("customer.email", "is not an e-mail address"));
        return null;
    }

    public static string? Sku(string? text, string field, List<FieldError> errors)
    {
        if (text is null) return null;
        if (Variant.IsSku(text)) return text;
        errors.Add(new FieldError(field, "is not a SKU: letters, digits and . _ : / # + - only"));
        return null;
    }
}
