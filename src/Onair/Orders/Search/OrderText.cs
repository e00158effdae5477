using Onair.Catalog;
using Onair.Primitives;

namespace Onair.Orders.Search;

/// <summary>
/// Pure: everything that a typed text may be. A text that could be several things is asked as all of them.
/// </summary>
/// <param name="Number">An order number.</param>
/// <param name="Tracking">A carrier's number, letters upper-case, without what stands between.</param>
/// <param name="Reference">A provider's key of a payment, as it is.</param>
/// <param name="Phone">Digits.</param>
/// <param name="PhoneEnd">The last four digits, as callers are asked for them.</param>
/// <param name="Email">Lower-case.</param>
/// <param name="Name">Lower-case and without spaces.</param>
/// <param name="Sku">As it is.</param>
public sealed record OrderText(
    string? Number, string? Tracking, string? Reference, string? Phone, string? PhoneEnd, string? Email, string? Name,
    string? Sku)
{
    /// <summary>Characters that are looked at.</summary>
    public const int CharsMax = 254;

    private const int phoneEndDigits = 4;
    private const int referenceCharsMin = 6;

    /// <summary>Null when nothing was typed, or far too much.</summary>
    public static OrderText? Of(string text)
    {
        var typed = text.Trim();
        if (typed.Length is 0 or > CharsMax) return null;
        var isWord = !typed.Contains(' ');
        var isAddress = Contact.IsEmail(typed);
        return new OrderText(
            OrderNumber.IsValid(typed.ToUpperInvariant()) ? typed.ToUpperInvariant() : null,
            Shipments.TrackingNumber.Of(typed),
            isWord && typed.Length >= referenceCharsMin && !isAddress ? typed : null,
            Contact.Phone(typed),
            typed.Length == phoneEndDigits && typed.All(char.IsAsciiDigit) ? typed : null,
            isAddress ? Contact.EmailKey(typed) : null,
            !isAddress && typed.Any(char.IsLetter) ? NameKey(typed) : null,
            Variant.IsSku(typed) ? typed : null);
    }

    /// <summary>One name, one key, however it is spaced.</summary>
    public static string NameKey(string name) =>
        string.Concat(name.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();

    /// <summary>The last four digits of a number; null when it has fewer.</summary>
    public static string? EndOf(string phone) => phone.Length >= phoneEndDigits ? phone[^phoneEndDigits..] : null;
}
