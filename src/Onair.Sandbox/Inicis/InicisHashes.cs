using System.Security.Cryptography;
using System.Text;

namespace Onair.Sandbox.Inicis;

/// <summary>
/// Every hash that the gateway checks or gives. Written apart from the shop's: each checks the other.
/// </summary>
internal static class InicisHashes
{
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
    /// <c>authSignature</c> as the provider's sample programs make it: the last digit of the request's timestamp
    /// chooses three of the four fields and their order.
    /// </summary>
    public static string Answer(string mid, string timestamp, string oid, string price)
    {
        var order = (timestamp.Length > 0 ? timestamp[^1] : '0') switch
        {
            '1' => "omt",
            '2' => "otm",
            '3' => "mot",
            '4' => "mto",
            '5' => "tmo",
            '6' => "tom",
            '7' => "pmt",
            '8' => "ptm",
            '9' => "pot",
            _ => "pto",
        };
        return Sha256(string.Join('&', order.Select(letter => letter switch
        {
            'm' => $"mid={mid}",
            't' => $"tstamp={timestamp}",
            'o' => $"MOID={oid}",
            _ => $"TotPrice={price}",
        })));
    }

    /// <summary><c>authSignature</c> as the manual can be read: all four fields, capitals first.</summary>
    public static string SortedAnswer(string mid, string timestamp, string oid, string price) =>
        Sha256($"MOID={oid}&TotPrice={price}&mid={mid}&tstamp={timestamp}");

    public static string CheckFake(string amount, string oid, string timestamp, string hashKey) =>
        Convert.ToBase64String(SHA512.HashData(Encoding.UTF8.GetBytes(amount + oid + timestamp + hashKey)));

    public static string ApiV1(string apiKey, params ReadOnlySpan<string> parts) =>
        Sha512(Encoding.UTF8.GetBytes(apiKey + string.Concat(parts)));

    /// <param name="data">The bytes of <c>data</c> as they were sent.</param>
    public static string ApiV2(string apiKey, string mid, string type, string timestamp, ReadOnlySpan<byte> data) =>
        Sha512([.. Encoding.UTF8.GetBytes(apiKey + mid + type + timestamp), .. data]);

    /// <summary>A field marked [ENC]; null: not base64, not of whole blocks, or of another key.</summary>
    public static string? Decrypt(string field, string key, string iv)
    {
        try
        {
            using var aes = Aes.Create();
            aes.Key = Encoding.UTF8.GetBytes(key);
            return Encoding.UTF8.GetString(
                aes.DecryptCbc(Convert.FromBase64String(field), Encoding.UTF8.GetBytes(iv)));
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static string Sha256(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Sha512(byte[] bytes) => Convert.ToHexStringLower(SHA512.HashData(bytes));
}
