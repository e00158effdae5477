using System.ComponentModel.DataAnnotations;
using Onair.Storage;

namespace Onair.Customers;

/// <summary>Accounts: <c>ONAIR__CUSTOMERS__...</c>. Each default has its reason.</summary>
public sealed class CustomersOptions : IValidatableObject
{
    /// <summary>
    /// The domain that passkeys belong to (the relying party id), without scheme and port: <c>shop.example</c>. A
    /// passkey works at this domain and below it, and nowhere else, so it is said and never guessed from a request.
    /// Empty: passkeys are offered at <c>localhost</c> alone.
    /// </summary>
    public string PasskeyDomain { get; set; } = "";

    /// <summary>
    /// Passwords that were stolen elsewhere: lines of <c>SHA1:count</c> in upper case, sorted by the hash, as the
    /// downloader of Have I Been Pwned writes them. Searched on the disk, never loaded. Empty: the list that is built
    /// in.
    /// </summary>
    public string BreachedPasswordsFile { get; set; } = "";

    /// <summary>Iterations of PBKDF2 with HMAC-SHA512: OWASP's Password Storage Cheat Sheet asks for 210,000.</summary>
    [Range(210_000, 10_000_000)]
    public int HashIterations { get; set; } = 210_000;

    /// <summary>Keys that seal TOTP secrets and links, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> SealKeys { get; } = [];

    /// <summary>A session that nobody used for this long is over: a month of not looking at a shop.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromDays(30);

    /// <summary>However it is used, it ends then: 90 days, a season.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "365.00:00:00")]
    public TimeSpan SessionMax { get; set; } = TimeSpan.FromDays(90);

    /// <summary>An account whose mailbox was never shown goes after this long, so that nobody squats on it.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "90.00:00:00")]
    public TimeSpan UnverifiedKept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// How long a copy of a session's row is believed, in Redis and once more in memory (<see cref="Tickets"/>): the
    /// next page of somebody who is looking around. What ends a session is known before that; this is the bound for a
    /// node that a word does not reach.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan TicketKept { get; set; } = TimeSpan.FromSeconds(5);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PasskeyDomain.Length > 0 && Uri.CheckHostName(PasskeyDomain) != UriHostNameType.Dns)
            yield return new ValidationResult("is a domain without scheme and port", [nameof(PasskeyDomain)]);
        if (BreachedPasswordsFile.Length > 0 && !File.Exists(BreachedPasswordsFile))
            yield return new ValidationResult("does not exist", [nameof(BreachedPasswordsFile)]);
        if (!SealKeys.All(Seal.IsKey))
            yield return new ValidationResult("each is 32 bytes in base64", [nameof(SealKeys)]);
    }
}
