using Microsoft.Extensions.Options;

namespace Onair.Host.Storefront.Legal;

/// <summary>Names everything that a merchant's details lack, at start.</summary>
internal sealed class ValidateMerchant : IValidateOptions<MerchantOptions>
{
    private const int lengthMax = 100;
    private const int businessDigits = 10;

    /// <summary>Weights of the National Tax Service's check digit, of the first nine digits.</summary>
    private static readonly int[] weights = [1, 3, 7, 1, 3, 7, 1, 3, 5];

    public ValidateOptionsResult Validate(string? name, MerchantOptions options)
    {
        (string Field, string Value, bool IsNeeded)[] fields =
        [
            ("Name", options.Name, true),
            ("Representative", options.Representative, true),
            ("Address", options.Address, true),
            ("Phone", options.Phone, true),
            ("Email", options.Email, true),
            ("BusinessNumber", options.BusinessNumber, true),
            ("MailOrderNumber", options.MailOrderNumber, true),
            ("PrivacyOfficer", options.PrivacyOfficer, true),
            ("NameEn", options.NameEn, false),
            ("Hosting", options.Hosting, false),
        ];
        var isAny = Array.Exists(fields, f => f.Value.Length > 0);
        List<string> wrong = [.. fields.Where(f => isAny && f.IsNeeded && f.Value.Length == 0)
            .Select(f => $"Onair:Merchant:{f.Field} is missing: the details are given whole or not at all")];
        wrong.AddRange(fields.Where(f => f.Value.Length > lengthMax || f.Value.Any(char.IsControl))
            .Select(f => $"Onair:Merchant:{f.Field} must be one line of at most {lengthMax} characters"));
        if (options.BusinessNumber.Length > 0 && !IsBusinessNumber(options.BusinessNumber))
        {
            wrong.Add("Onair:Merchant:BusinessNumber must be ten digits whose check digit is right");
        }

        if (options.Texts.Length > 0 && !Directory.Exists(options.Texts))
        {
            wrong.Add("Onair:Merchant:Texts is no folder");
        }

        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    /// <summary>Ten digits, the last of which checks the others; hyphens are left out.</summary>
    internal static bool IsBusinessNumber(string text)
    {
        var digits = text.Replace("-", "", StringComparison.Ordinal);
        if (digits.Length != businessDigits || !digits.All(char.IsAsciiDigit)) return false;
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += (digits[i] - '0') * weights[i];
        sum += (digits[8] - '0') * weights[8] / 10;
        return (10 - (sum % 10)) % 10 == digits[9] - '0';
    }
}
