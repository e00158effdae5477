using System.Security.Cryptography;
using System.Text;

namespace Onair.Payments.Inicis;

/// <summary>Every hash of the three generations of the gateway. Pure; each has a worked example in its tests.</summary>
internal static class InicisSignatures
{
    private const int decimalBase = 10;

    /// <summary>What the PC window is told instead of the key.</summary>
    public static string MerchantKey(string signKey) => Sha256(signKey);

    public static string Window(string oid, string price, string timestamp) =>
        Sha256($"oid={oid}&price={price}&timestamp={timestamp}");

    public static string WindowVerification(string oid, string price, string signKey, string timestamp) =>
        Sha256($"oid={oid}&price={price}&signKey={signKey}&timestamp={timestamp}");

    public static string Approval(string authToken, string timestamp) =>
        Sha256($"authToken={authToken}&timestamp={timestamp}");

    public static string ApprovalVerification(string authToken, string signKey, string timestamp) =>
        Sha256($"authToken={authToken}&signKey={signKey}&timestamp={timestamp}");

    /// <summary>
    /// Whether an approval's <c>authSignature</c> is of this merchant, order and price. The gateway's samples choose
    /// three of the four fields and their order by the last digit of the timestamp; its manual speaks of all four in
    /// alphabetical order. Either is taken: the hash has no key in it, so it guards against mix-ups, not against
    /// people, and the fields are compared one by one besides. Constant time.
    /// </summary>
    public static bool IsAnswer(string claimed, string mid, string timestamp, string oid, string price)
    {
        var sample = Encoding.ASCII.GetBytes(SampleAnswer(mid, timestamp, oid, price));
        var sorted = Encoding.ASCII.GetBytes(Answer(mid, timestamp, oid, price));
        var given = Encoding.UTF8.GetBytes(claimed.ToLowerInvariant());
        return CryptographicOperations.FixedTimeEquals(sample, given)
            | CryptographicOperations.FixedTimeEquals(sorted, given);
    }

    public static string Answer(string mid, string timestamp, string oid, string price) =>
        Sha256($"MOID={oid}&TotPrice={price}&mid={mid}&tstamp={timestamp}");

    public static string SampleAnswer(string mid, string timestamp, string oid, string price)
    {
        var (m, t, o, p) = ($"mid={mid}", $"tstamp={timestamp}", $"MOID={oid}", $"TotPrice={price}");
        string[] signed = timestamp[^1] switch
        {
            '1' => [o, m, t],
            '2' => [o, t, m],
            '3' => [m, o, t],
            '4' => [m, t, o],
            '5' => [t, m, o],
            '6' => [t, o, m],
            '7' => [p, m, t],
            '8' => [p, t, m],
            '9' => [p, o, t],
            _ => [p, t, o],
        };
        return Sha256(string.Join('&', signed));
    }

    /// <summary>
    /// Milliseconds since 1970, cut to tens: a last digit of 0 makes the sample's signature cover price and order.
    /// </summary>
    public static string Timestamp(DateTimeOffset now)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        return (milliseconds - (milliseconds % decimalBase)).ToString();
    }

    /// <summary><c>P_CHKFAKE</c> of the mobile window and of its net cancel.</summary>
    public static string CheckFake(string amount, string oid, string timestamp, string hashKey) =>
        Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(amount + oid + timestamp + hashKey)));

    /// <summary>INIAPI v1: the parts in the order of the manual, encrypted fields as they are sent.</summary>
    public static string ApiV1(string apiKey, params ReadOnlySpan<string> parts) =>
        Sha512(apiKey + string.Concat(parts));

    /// <summary>INIAPI v2; <paramref name="json"/> is the very text that is sent.</summary>
    public static string ApiV2(string apiKey, string mid, string type, string timestamp, string json) =>
        Sha512(apiKey + mid + type + timestamp + json);

    /// <summary>A field marked [ENC]: AES in CBC mode with PKCS7, as base64.</summary>
    public static string Encrypt(string text, string key, string iv)
    {
        using var aes = Aes.Create();
        aes.Key = Encoding.UTF8.GetBytes(key);
        return Convert.ToBase64String(aes.EncryptCbc(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(iv)));
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Sha512(string text) =>
        Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(text)));
}
