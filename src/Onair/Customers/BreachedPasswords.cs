using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Customers;

/// <summary>
/// Passwords that others have lost. The large list is searched by halving the file: some 30 reads of a disk for a
/// billion lines, and nothing of it in memory. The common ones are built in.
/// </summary>
public sealed class BreachedPasswords(IOptions<CustomersOptions> options, ILogger<BreachedPasswords> logger)
{
    /// <summary>Hash, colon and a count of up to 19 digits: longer lines are none of this list.</summary>
    private const int lineBytesMax = 64;

    private const int hashDigits = 40;

    private static readonly Lazy<HashSet<string>> common = new(ReadCommon);

    public bool Has(string password)
    {
        if (common.Value.Contains(password.ToLowerInvariant())) return true;
        var file = options.Value.BreachedPasswordsFile;
        if (file.Length == 0) return false;
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes(password));
        using var list = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Find(list, Convert.ToHexString(hash));
    }

    /// <summary>
    /// Halves the file between two offsets: whatever byte is hit, the line that begins behind it is read.
    /// </summary>
    private bool Find(FileStream list, string wanted)
    {
        // Every line that begins before low is smaller than the wanted one; every one at or behind high is not.
        var (low, high) = (0L, list.Length);
        Span<byte> bytes = stackalloc byte[2 * lineBytesMax];
        Span<char> hash = stackalloc char[hashDigits];
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var (begin, next) = LineBehind(list, middle, bytes, hash);
            if (begin < 0 || begin >= high)
            {
                high = middle;
                continue;
            }

            var order = MemoryExtensions.SequenceCompareTo<char>(hash, wanted);
            if (order == 0) return true;
            if (order < 0) low = next;
            else high = middle;
        }

        return false;
    }

    /// <summary>The first line that begins at the offset or behind it, and where the next one does; -1 at the
    /// end.</summary>
    private (long Begin, long Next) LineBehind(FileStream list, long offset, Span<byte> bytes, Span<char> hash)
    {
        // The byte before tells whether a line begins right here.
        var from = Math.Max(0, offset - 1);
        var read = RandomAccess.Read(list.SafeFileHandle, bytes, from);
        var text = bytes[..read];
        var start = offset == 0 ? 0 : text.IndexOf((byte)'\n') + 1;
        if (offset > 0 && start == 0)
        {
            // No line end within the longest line: the end of the file, or no list.
            if (read == bytes.Length) throw Broken(offset);
            return (-1, -1);
        }

        var line = text[start..];
        if (line.Length == 0) return (-1, -1);
        if (line.Length < hashDigits) throw Broken(offset);
        for (var i = 0; i < hashDigits; i++)
        {
            hash[i] = (char)line[i];
            if (!char.IsAsciiHexDigitUpper(hash[i])) throw Broken(offset);
        }

        var end = line.IndexOf((byte)'\n');
        return (from + start, end < 0 ? list.Length : from + start + end + 1);
    }

    /// <summary>A list that cannot be read lets nobody through in silence: it is weather until it is mended.</summary>
    private IOException Broken(long offset)
    {
        CustomersLog.ListBroken(logger, offset);
        return new IOException("The list of breached passwords cannot be read.");
    }

    private static HashSet<string> ReadCommon()
    {
        using var part = typeof(BreachedPasswords).Assembly.GetManifestResourceStream("Onair.FrequentPasswords.txt")
            ?? throw new InvalidOperationException("The library lacks its list of common passwords.");
        using var reader = new StreamReader(part, Encoding.UTF8);
        const StringSplitOptions words = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        return [.. reader.ReadToEnd().Split('\n', words)];
    }
}
