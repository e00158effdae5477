using Microsoft.Extensions.Options;

namespace Onair.Payments.Routing;

/// <summary>Names every weight that means nothing: a typing error would send all customers to one provider.</summary>
internal sealed class ValidateRouting(PaymentProviders providers) : IValidateOptions<RoutingOptions>
{
    private const int weightMax = 1000;

    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        var wrong = options.Weights.Select(w => Check(w.Key, w.Value)).OfType<string>().ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private string? Check(string key, int weight)
    {
        var parts = key.Split(':');
        if (weight is < 0 or > weightMax) return $"Payments:Routing:Weights:{key} must be 0-{weightMax}.";
        if (providers.Find(parts[0]) is null) return $"Payments:Routing:Weights:{key}: there is no such provider.";
        return parts.Length == 1 || (parts.Length == 2 && PaymentMethods.Find(parts[1]) is not null)
            ? null
            : $"Payments:Routing:Weights:{key}: there is no such way to pay.";
    }
}
