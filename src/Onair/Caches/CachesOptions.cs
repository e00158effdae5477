using System.ComponentModel.DataAnnotations;
using Onair.Storage;
using StackExchange.Redis;

namespace Onair.Caches;

/// <summary>
/// What is kept beside the database, and for how long: <c>ONAIR__REDIS</c> and <c>ONAIR__CACHES__...</c>. Nothing here
/// changes what is true.
/// </summary>
public sealed class CachesOptions : IValidatableObject
{
    /// <summary>Bytes of one kept value: a product with 100 variants and long texts is 100 KB.</summary>
    public const int ValueBytesMax = 256 * 1024;

    /// <summary>
    /// <c>ONAIR__REDIS</c>: <c>host:port</c>, and options of StackExchange.Redis behind commas
    /// (<c>redis:6379,password=...,ssl=true</c>). Empty: none, and nothing is missing but speed between nodes.
    /// </summary>
    public string Redis { get; set; } = "";

    /// <summary>
    /// How long an answer of Redis is waited for. In one zone it takes less than a millisecond; what takes longer than
    /// this is slower than the database that it is to spare.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.005", "00:00:05")]
    public TimeSpan RedisPatience { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often a node looks whether Redis is there, and when it came back.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan RedisLookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Bytes that a node keeps in memory: some thousand products, a fifth of a node's 350 MB.</summary>
    [Range(1024 * 1024, 4L * 1024 * 1024 * 1024)]
    public long LocalBytesMax { get; set; } = 64L * 1024 * 1024;

    /// <summary>Keys that seal what lies in Redis, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> SealKeys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Redis.Length > 0 && !IsAddress(Redis))
            yield return new ValidationResult("is host:port, and options behind commas", [nameof(Redis)]);
        if (!SealKeys.All(Seal.IsKey))
            yield return new ValidationResult("each is 32 bytes in base64", [nameof(SealKeys)]);
    }

    private static bool IsAddress(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (ArgumentException)
        {
            // Not an address, or an option that there is not. The text may hold a password: it is not repeated.
            return false;
        }
    }
}
