namespace Onair.Host.Storefront.Deliveries;

/// <summary>
/// What is said to couriers: the usual choices, and words of one's own. Couriers read Korean, so that a choice is
/// stored in Korean whoever made it, and shown to its owner in their language.
/// </summary>
internal static class DeliveryMemo
{
    private const string between = ", ";

    private static readonly (string Code, string Korean, string English)[] choices =
    [
        ("door", "문 앞에 놓아 주세요", "Leave it at the door"),
        ("guard", "경비실에 맡겨 주세요", "Leave it with the guard"),
        ("locker", "무인 택배함에 넣어 주세요", "Put it into the parcel locker"),
        ("hand", "직접 받을게요", "Hand it to me in person"),
        ("call", "배송 전에 연락해 주세요", "Call me before"),
    ];

    /// <summary>Code and words of each choice.</summary>
    public static IEnumerable<(string Code, string Text)> Choices(Visit visit) =>
        choices.Select(c => (c.Code, visit.IsEnglish ? c.English : c.Korean));

    /// <summary>One text for the parcel; a code that is none is no choice.</summary>
    public static string Join(string code, string text)
    {
        var choice = Array.Find(choices, c => c.Code == code).Korean;
        return choice is null ? text : text.Length == 0 ? choice : choice + between + text;
    }

    /// <summary>The choice in a stored text, and what else it says.</summary>
    public static (string Code, string Text) Split(string memo)
    {
        foreach (var (code, korean, _) in choices)
        {
            if (memo == korean) return (code, "");
            if (memo.StartsWith(korean + between, StringComparison.Ordinal))
                return (code, memo[(korean.Length + between.Length)..]);
        }

        return ("", memo);
    }

    /// <summary>A stored text in the owner's language.</summary>
    public static string In(Visit visit, string memo)
    {
        var (code, text) = Split(memo);
        if (!visit.IsEnglish || code.Length == 0) return memo;
        var choice = Array.Find(choices, c => c.Code == code).English;
        return text.Length == 0 ? choice : choice + between + text;
    }
}
