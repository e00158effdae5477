using Microsoft.Extensions.Options;

namespace Onair.Payments.Inicis;

/// <summary>The keys as they are used, read once. Prints nothing of them.</summary>
internal sealed class InicisKeys(string sign, string api, string apiIv, string mobileHash)
{
    public string Sign { get; } = sign;

    public string Api { get; } = api;

    public string ApiIv { get; } = apiIv;

    public string MobileHash { get; } = mobileHash;

    public static InicisKeys Read(InicisOptions options) => new(
        ReadOne(options.SignKey, options.SignKeyFile),
        ReadOne(options.ApiKey, options.ApiKeyFile),
        ReadOne(options.ApiIv, options.ApiIvFile),
        ReadOne(options.MobileHashKey, options.MobileHashKeyFile));

    public override string ToString() => "(keys)";

    internal static string ReadOne(string key, string file) =>
        file.Length > 0 ? File.ReadAllText(file).Trim() : key;
}

/// <summary>Names every wrong field at once, and never the value of a key.</summary>
internal sealed class ValidateInicis : IValidateOptions<InicisOptions>
{
    private const int midLengthMax = 10;
    private const int ivBytes = 16;

    public ValidateOptionsResult Validate(string? name, InicisOptions options)
    {
        if (!options.IsSet) return ValidateOptionsResult.Success;
        var wrong = new List<string>();
        if (options.Mid.Length > midLengthMax || !options.Mid.All(char.IsAsciiLetterOrDigit)) wrong.Add("Mid");
        Key(wrong, "SignKey", options.SignKey, options.SignKeyFile, key => key.Length > 0);
        Key(wrong, "ApiKey", options.ApiKey, options.ApiKeyFile, key => key.Length is 16 or 24 or 32);
        Key(wrong, "ApiIv", options.ApiIv, options.ApiIvFile, iv => iv.Length == ivBytes);
        Key(wrong, "MobileHashKey", options.MobileHashKey, options.MobileHashKeyFile, key => key.Length > 0);
        Address(wrong, "ScriptUrl", options.ScriptUrl, endsWithSlash: false);
        Address(wrong, "MobileUrl", options.MobileUrl, endsWithSlash: false);
        Address(wrong, "ApiUrl", options.ApiUrl, endsWithSlash: true);
        if (options.Centers.Count == 0) wrong.Add("Centers");
        foreach (var (key, center) in options.Centers)
        {
            Address(wrong, $"Centers:{key}:Pc", center.Pc, endsWithSlash: true);
            Address(wrong, $"Centers:{key}:Mobile", center.Mobile, endsWithSlash: true);
        }

        if (InicisNotices.Senders(options.NoticeSenders) is not { Count: > 0 }) wrong.Add("NoticeSenders");
        if (InicisText.Find(options.Charset) is null) wrong.Add("Charset");
        if (!System.Net.IPAddress.TryParse(options.ClientIp, out _)) wrong.Add("ClientIp");
        if (InicisWords.Methods(options.Methods) is not { Count: > 0 }) wrong.Add("Methods");
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(wrong.Select(field => $"Onair:Payments:Inicis:{field} is missing or wrong."));
    }

    private static void Key(List<string> wrong, string field, string key, string file, Func<string, bool> fits)
    {
        if (key.Length > 0 && file.Length > 0) wrong.Add($"{field} and {field}_FILE");
        else if (file.Length > 0 && !File.Exists(file)) wrong.Add($"{field}_FILE");
        else if (!fits(InicisKeys.ReadOne(key, file))) wrong.Add(field);
    }

    // Plain HTTP is for a sandbox on this machine only.
    private static void Address(List<string> wrong, string field, string text, bool endsWithSlash)
    {
        var fits = Uri.TryCreate(text, UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
            && (!endsWithSlash || text.EndsWith('/'));
        if (!fits) wrong.Add(field);
    }
}
