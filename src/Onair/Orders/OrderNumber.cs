using Onair.Primitives;

namespace Onair.Orders;

/// <summary>
/// Order numbers, as <c>20261123-0M3K7QXW2V9AT</c>: the date in Korea, five characters of the time of day (they keep
/// the index in order) and eight random ones, 40 bits. A number is not a secret by itself: reading an order takes its
/// token.
/// </summary>
public static class OrderNumber
{
    public const int LengthMin = 6;

    /// <summary>The shortest limit of the payment providers (30-payments: P_OID).</summary>
    public const int LengthMax = 40;

    // Crockford's base 32: no I, L, O or U, as numbers are read out on the phone.
    private const string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly TimeSpan korea = TimeSpan.FromHours(9);

    public static string Create(DateTimeOffset now)
    {
        Span<byte> random = stackalloc byte[8];
        RandomBytes.Fill(random);
        Span<char> number = stackalloc char[22];
        var local = now.ToOffset(korea);
        local.TryFormat(number, out _, "yyyyMMdd");
        number[8] = '-';
        // A 250th of a second in 25 bits: 21,600,000 a day of 33,554,432. About one batch of orders under load.
        var tick = (int)(local.TimeOfDay.Ticks / (TimeSpan.TicksPerSecond / 250));
        for (var i = 0; i < 5; i++) number[9 + i] = alphabet[(tick >> (20 - (5 * i))) & 31];
        for (var i = 0; i < 8; i++) number[14 + i] = alphabet[random[i] & 31];
        return new string(number);
    }

    /// <summary>6-40 of <c>[A-Za-z0-9_-]</c>.</summary>
    public static bool IsValid(string number)
    {
        if (number.Length is < LengthMin or > LengthMax) return false;
        foreach (var c in number)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-')) return false;
        }

        return true;
    }
}
