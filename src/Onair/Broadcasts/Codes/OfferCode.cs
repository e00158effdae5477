using Onair.Primitives;

namespace Onair.Broadcasts.Codes;

/// <summary>
/// The short word of an offer, as <c>7K3M9Q</c>: what stands in the TV picture's link and QR code. It is no secret; it
/// is made from the offer's id, so that two nodes that make it at once make the same.
/// </summary>
public static class OfferCode
{
    /// <summary>
    /// 30 bits: a billion words. A shop of a hundred offers a day fills a thirty-thousandth of them in a year.
    /// </summary>
    public const int Length = 6;

    /// <summary>
    /// Candidates before a word is given up. Each is taken with a chance below one in a thousand for many years.
    /// </summary>
    public const int TriesMax = 8;

    /// <summary>Crockford's base 32: no I, L, O or U, as words are read from a screen and typed.</summary>
    private const string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A candidate for an offer's word.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="attempt">0; the next one where another offer has that word.</param>
    public static string Of(Guid offer, int attempt)
    {
        Span<byte> bytes = stackalloc byte[16];
        Digest.Of("offer code", offer.ToString("N"), $"{attempt}").TryWriteBytes(bytes, bigEndian: true, out _);
        return string.Create(Length, bytes, static (word, from) =>
        {
            for (var i = 0; i < word.Length; i++) word[i] = alphabet[from[i] & 31];
        });
    }

    /// <summary>A word as somebody typed it, put right: O is 0, I and L are 1. Null for what is none.</summary>
    public static string? Read(string typed)
    {
        if (typed.Length != Length) return null;
        Span<char> word = stackalloc char[Length];
        for (var i = 0; i < Length; i++)
        {
            word[i] = char.ToUpperInvariant(typed[i]) switch { 'O' => '0', 'I' or 'L' => '1', var c => c };
            if (!alphabet.Contains(word[i], StringComparison.Ordinal)) return null;
        }

        return new string(word);
    }
}
