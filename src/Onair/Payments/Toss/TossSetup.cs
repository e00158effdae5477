using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Toss;

internal static class TossSetup
{
    /// <summary>
    /// A page of 5,000 transactions has about 2 MB, and fields are added to them.
    /// </summary>
    private const int responseBytesMax = 16 * 1024 * 1024;

    /// <summary>Offers Toss Payments when its keys are set.</summary>
    public static void AddToss(this IServiceCollection services)
    {
        services.AddOptions<TossOptions>()
            .BindConfiguration("Onair:Payments:Toss")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<TossOptions>, ValidateToss>();
        services.AddProviderHttp(TossCalls.ClientName, s => LimitsOf(OptionsOf(s)));
        services.AddSingleton(new OptionalProvider(s => OptionsOf(s) is { HasAnyKey: true } options
            ? new TossProvider(
                s.GetRequiredService<IHttpClientFactory>(),
                options,
                s.GetRequiredService<TimeProvider>(),
                s.GetRequiredService<ILogger<TossProvider>>())
            : null));
    }

    private static TossOptions OptionsOf(IServiceProvider services) =>
        services.GetRequiredService<IOptions<TossOptions>>().Value;

    private static ProviderHttpLimits LimitsOf(TossOptions options) => new(
        new Uri(options.ApiAddress.AbsoluteUri.TrimEnd('/') + "/"), options.ConcurrencyMax, responseBytesMax);
}
