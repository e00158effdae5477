using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Onair.Payments.Inicis;

internal static class InicisSetup
{
    /// <summary>Offers KG Inicis when its merchant id is set.</summary>
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
        services.AddSingleton<InicisProvider>();
        services.AddSingleton(new OptionalProvider(s => s.GetRequiredService<IOptions<InicisOptions>>().Value.IsSet
            ? s.GetRequiredService<InicisProvider>()
            : null));
        return services;
    }
}
