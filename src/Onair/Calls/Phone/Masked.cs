namespace Onair.Calls.Phone;

/// <summary>People's data as an agent sees it: enough to know whom they speak with, too little to take away.</summary>
internal static class Masked
{
    private const int shownDigits = 4;

    /// <summary>홍길동 is 홍*동, 이산 is 이*.</summary>
    public static string Name(string name)
    {
        if (name.Length <= 1) return "*";
        return name.Length == 2
            ? name[..1] + "*"
            : string.Concat(name.AsSpan(0, 1), new string('*', name.Length - 2), name.AsSpan(name.Length - 1));
    }

    /// <summary>01012345678 is *******5678.</summary>
    public static string Phone(string digits) => digits.Length <= shownDigits
        ? new string('*', digits.Length)
        : string.Concat(new string('*', digits.Length - shownDigits), digits.AsSpan(digits.Length - shownDigits));

    /// <summary>gildong@shop.example is g***@shop.example.</summary>
    public static string Email(string email)
    {
        var at = email.IndexOf('@');
        return at <= 0 ? "***" : string.Concat(email.AsSpan(0, 1), "***", email.AsSpan(at));
    }
}
