namespace Onair.Primitives;

/// <summary>Pure: what may be shown of people without a reason.</summary>
public static class Masked
{
    private const int phoneDigitsShown = 4;

    /// <summary>The first letter.</summary>
    public static string Name(string name) =>
        name.Length == 0 ? "" : name[..(char.IsHighSurrogate(name[0]) && name.Length > 1 ? 2 : 1)] + "**";

    /// <summary>The end.</summary>
    public static string Phone(string phone) =>
        phone.Length > phoneDigitsShown ? "***" + phone[^phoneDigitsShown..] : "***";

    /// <summary>The first letter, and where it is read.</summary>
    public static string Email(string email)
    {
        var at = email.IndexOf('@');
        return at < 1 ? "***" : Name(email[..at]) + email[at..];
    }
}
