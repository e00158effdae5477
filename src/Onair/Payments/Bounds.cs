namespace Onair.Payments;

/// <summary>What callers of this room must keep to; a breach is an error in our code, not in a request.</summary>
internal static class Bounds
{
    public static void CheckCount(int count) =>
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, PaymentsOptions.BatchMax);

    public static void CheckAmount(long amount) => ArgumentOutOfRangeException.ThrowIfNegativeOrZero(amount);

    public static void CheckText(string text, int textLengthMax)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        if (text.Length > textLengthMax) throw new ArgumentException($"Longer than {textLengthMax}.", nameof(text));
    }
}
