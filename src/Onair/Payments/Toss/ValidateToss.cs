using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Toss;

/// <summary>
/// Names every wrong setting at once, and never its value. Keys of the test and of the live environment beside each
/// other, or of two kinds, would be refused by Toss with the first payment; here they stop the start.
/// </summary>
internal sealed partial class ValidateToss : IValidateOptions<TossOptions>
{
    public ValidateOptionsResult Validate(string? name, TossOptions options)
    {
        if (!options.HasAnyKey) return ValidateOptionsResult.Success;
        var wrong = new List<string>();
        var client = Key(wrong, nameof(options.ClientKey), options.ClientKey, null, "ck");
        var first = Key(wrong, nameof(options.SecretKey), options.SecretKey, options.SecretKeyFile, "sk");
        CheckPair(wrong, nameof(options.SecretKey), client, first);
        if (IsGiven(options.SecondSecretKey) || IsGiven(options.SecondSecretKeyFile))
        {
            var second = Key(
                wrong, nameof(options.SecondSecretKey), options.SecondSecretKey, options.SecondSecretKeyFile, "sk");
            CheckPair(wrong, nameof(options.SecondSecretKey), client, second);
        }

        if (IsGiven(options.SecurityKeyFile) || IsGiven(options.SecurityKey))
        {
            Text(wrong, nameof(options.SecurityKey), options.SecurityKey, options.SecurityKeyFile);
        }

        CheckAddress(wrong, nameof(options.ApiAddress), options.ApiAddress);
        CheckAddress(wrong, nameof(options.ScriptAddress), options.ScriptAddress);
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static bool IsGiven(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Text(List<string> wrong, string name, string? key, string? file)
    {
        if (IsGiven(key) && IsGiven(file))
        {
            wrong.Add($"Payments:Toss:{name} and {name}File are both given; which one counts?");
            return null;
        }

        try
        {
            var text = TossKeys.Read(key, file);
            if (text is null) wrong.Add($"Payments:Toss:{name} is missing or empty.");
            return text;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            wrong.Add($"Payments:Toss:{name}File cannot be read: {error.GetType().Name}.");
            return null;
        }
    }

    /// <summary>The environment and kind of a key, as <c>test_g</c>; null when it is wrong.</summary>
    private static string? Key(List<string> wrong, string name, string? key, string? file, string kind)
    {
        if (Text(wrong, name, key, file) is not { } text) return null;
        var match = Shape().Match(text);
        if (match.Success && match.Groups["kind"].Value == kind)
        {
            return match.Groups["place"].Value + "_" + match.Groups["widget"].Value;
        }

        wrong.Add($"Payments:Toss:{name} is not a key like test_{kind}_... or live_{kind}_... (or g{kind}).");
        return null;
    }

    private static void CheckPair(List<string> wrong, string name, string? client, string? secret)
    {
        if (client is null || secret is null || client == secret) return;
        wrong.Add($"Payments:Toss:{name} and ClientKey are not of one pair: test and live, or API and widget keys, do "
            + "not go together.");
    }

    private static void CheckAddress(List<string> wrong, string name, Uri? address)
    {
        // Plain HTTP only to this machine, where the sandbox listens: a secret key travels with every call.
        var isGood = address is { IsAbsoluteUri: true, Query: "", Fragment: "", UserInfo: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        if (!isGood) wrong.Add($"Payments:Toss:{name} must be an https address without query.");
    }

    [GeneratedRegex(
        @"\A(?<place>test|live)_(?<widget>g?)(?<kind>ck|sk)_[A-Za-z0-9]{8,100}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
