using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Onair.Sandbox;

/// <summary>
/// Chance that can be had again: a number follows from the seed, a name and a count alone, whichever thread asks and
/// whatever else was asked before.
/// </summary>
internal static class Seeded
{
    private const string letters = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int mantissaBits = 53;

    /// <summary>From 0, below 1.</summary>
    public static double Fraction(ulong seed, string name, long count) =>
        (Number(seed, name, count) >> (64 - mantissaBits)) * (1.0 / (1L << mantissaBits));

    public static ulong Number(ulong seed, string name, long count)
    {
        // FNV-1a over the name, then the finaliser of SplitMix64, once for each part.
        var hash = 14695981039346656037;
        foreach (var letter in name) hash = (hash ^ letter) * 1099511628211;
        return Mix(Mix(Mix(seed + 0x9E3779B97F4A7C15) ^ hash) ^ (ulong)count);
    }

    /// <summary>Letters and digits that differ for each count.</summary>
    /// <param name="length">1 to 32.</param>
    public static string Word(ulong seed, string name, long count, int length)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> input = stackalloc byte[16 + 64];
        BinaryPrimitives.WriteUInt64LittleEndian(input, seed);
        BinaryPrimitives.WriteInt64LittleEndian(input[8..], count);
        var written = Encoding.UTF8.GetBytes(name, input[16..]);
        SHA256.HashData(input[..(16 + written)], digest);
        Span<char> word = stackalloc char[length];
        for (var i = 0; i < length; i++) word[i] = letters[digest[i] % letters.Length];
        return new string(word);
    }

    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
