using System.ComponentModel.DataAnnotations;

namespace Onair.Payments.Toss;

/// <summary>
/// Toss Payments: <c>ONAIR__PAYMENTS__TOSS__...</c>. Without any key the shop does not offer it. A key is given as text
/// or as a file that holds it; a file keeps it out of the process' environment.
/// </summary>
public sealed class TossOptions
{
    /// <summary>For the browser: <c>test_ck_...</c>, <c>live_ck_...</c>, or <c>..._gck_...</c>. Not secret.</summary>
    public string? ClientKey { get; set; }

    /// <summary>For the server: <c>..._sk_...</c> of the same environment and kind as the client key.</summary>
    public string? SecretKey { get; set; }

    /// <summary>A file that holds the secret key, instead of writing it here.</summary>
    public string? SecretKeyFile { get; set; }

    /// <summary>Tried when Toss no longer knows the first, so that keys can be changed without a gap.</summary>
    public string? SecondSecretKey { get; set; }

    /// <summary>A file that holds the second secret key, instead of writing it here.</summary>
    public string? SecondSecretKeyFile { get; set; }

    /// <summary>Signs notices of payouts and sellers. A shop that is no marketplace gets none.</summary>
    public string? SecurityKey { get; set; }

    /// <summary>A file that holds the security key, instead of writing it here.</summary>
    public string? SecurityKeyFile { get; set; }

    /// <summary>Our merchant id with Toss, at most 14 characters; when set, notices of others are refused.</summary>
    [MaxLength(14)]
    public string? MerchantId { get; set; }

    /// <summary>The root under which <c>v1/payments/...</c> lies.</summary>
    public Uri ApiAddress { get; set; } = new("https://api.tosspayments.com");

    /// <summary>The script that opens the window.</summary>
    public Uri ScriptAddress { get; set; } = new("https://js.tosspayments.com/v2/standard");

    /// <summary>
    /// How long one question may take, with all calls it needs. Toss tells no number; card networks answer within
    /// 30 seconds or not at all.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>For one page of a listing. Toss: "may take up to 60 s".</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ListingTimeout { get; set; } = TimeSpan.FromSeconds(70);

    /// <summary>
    /// Calls that one node has open. At a third of a second for a confirm, 64 carry some 190 a second; more would only
    /// wait on their side.
    /// </summary>
    [Range(1, 1000)]
    public int ConcurrencyMax { get; set; } = 64;

    /// <summary>Rows of one page; their maximum is 5,000.</summary>
    [Range(1, 5000)]
    public int PageRows { get; set; } = 5000;

    internal bool HasAnyKey => new[]
    {
        ClientKey, SecretKey, SecretKeyFile, SecondSecretKey, SecondSecretKeyFile, SecurityKey, SecurityKeyFile,
    }.Any(key => !string.IsNullOrWhiteSpace(key));
}
