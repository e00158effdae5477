using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Onair.Storage;

namespace Onair.Host.Storefront.Tv;

/// <summary>
/// Marks of who came by the link in the TV picture. A mark says which show and which ten minutes, under a key of the
/// shop: it is the same for everybody who comes then, so that pages with it can be cached and it says nothing of a
/// person; and nobody can write one, so that a link which is passed on elsewhere ends within the hour.
/// </summary>
internal sealed class TvVisits(SecretStore secrets, TimeProvider time)
{
    public const string Field = "via";

    /// <summary>Characters of a mark; what is longer is none.</summary>
    public const int LengthMax = 40;

    private const string secretName = "tv-visit";

    /// <summary>64 bits: a mark is worth a channel in a statistic, and is good for an hour.</summary>
    private const int macBytes = 8;

    private static readonly TimeSpan window = TimeSpan.FromMinutes(10);

    /// <summary>From the picture to the order: most order within minutes, some look around first.</summary>
    private static readonly TimeSpan good = TimeSpan.FromHours(1);

    /// <summary>A form that is older than this is judged as if it were made now.</summary>
    private static readonly TimeSpan formKept = TimeSpan.FromHours(24);

    private volatile byte[]? key;

    /// <summary>The mark of who comes now.</summary>
    public async ValueTask<string> MarkAsync(Guid show, CancellationToken cancel)
    {
        var number = time.GetUtcNow().UtcTicks / window.Ticks;
        return $"{number.ToString("x", CultureInfo.InvariantCulture)}-{await MacAsync(show, number, cancel)}";
    }

    /// <summary>True when the mark is one of this show's and not too old.</summary>
    /// <param name="mark">As it came.</param>
    /// <param name="show">The show whose offer is ordered.</param>
    /// <param name="formKey">The form's key, a UUID of version 7: the mark is judged at the time when the form was
    /// made, so that the same form sent again is the same order.</param>
    /// <param name="cancel">Gives up.</param>
    public async ValueTask<bool> IsGoodAsync(string mark, Guid show, string formKey, CancellationToken cancel)
    {
        if (mark.Length is 0 or > LengthMax || mark.Split('-', 2) is not [var first, var mac]) return false;
        if (!long.TryParse(first, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            return false;
        var at = MadeAt(formKey);
        if (number < 0 || number > at.UtcTicks / window.Ticks || number < (at - good).UtcTicks / window.Ticks)
            return false;
        var right = await MacAsync(show, number, cancel);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.ASCII.GetBytes(right));
    }

    private DateTimeOffset MadeAt(string formKey)
    {
        const int version7 = 7;
        var now = time.GetUtcNow();
        if (!Guid.TryParse(formKey, out var id) || id.Version != version7) return now;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var made = 0L;
        foreach (var b in bytes[..6]) made = (made << 8) | b;
        // The first 48 bits: within a DateTimeOffset until the year 10889, and what claims to be later is not ours.
        var age = now.ToUnixTimeMilliseconds() - made;
        return age >= 0 && age <= formKept.TotalMilliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(made) : now;
    }

    private async ValueTask<string> MacAsync(Guid show, long number, CancellationToken cancel)
    {
        var secret = key ??= await secrets.GetAsync(secretName, cancel);
        var text = string.Create(CultureInfo.InvariantCulture, $"{show:N} {number}");
        var mac = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));
        return Base64Url.EncodeToString(mac.AsSpan(0, macBytes));
    }
}
