using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Inicis;

internal static class InicisSetup
{
    /// <summary>Without a merchant id it takes no way to pay, and <see cref="PaymentProviders"/> leaves it out.</summary>
    public static IServiceCollection AddInicis(this IServiceCollection services)
    {
        services.AddOptions<InicisOptions>()
            .BindConfiguration("Onair:Payments:Inicis")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<InicisOptions>, ValidateInicis>();
        services.AddSingleton(s => InicisKeys.Read(s.GetRequiredService<IOptions<InicisOptions>>().Value));
        services.AddSingleton(s => new InicisCenters(s.GetRequiredService<IOptions<InicisOptions>>().Value));
        services.AddProviderHttp(InicisWire.ClientName, s => new ProviderHttpLimits(
            null, s.GetRequiredService<IOptions<InicisOptions>>().Value.ConcurrencyMax, InicisWire.AnswerBytesMax));
        services.AddSingleton<InicisWire>();
        services.AddSingleton<IPaymentProvider, InicisProvider>();
        return services;
    }
}
