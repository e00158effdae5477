using Microsoft.Extensions.DependencyInjection;

namespace Onair.Catalog;

public static class CatalogSetup
{
    /// <summary>The verbs of this room. Needs storage and a <see cref="TimeProvider"/>.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddOptions<CatalogOptions>().BindConfiguration(CatalogOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CatalogJson.Default));
        services.AddSingleton<SaveProducts>();
        services.AddSingleton<ListProducts>();
        services.AddSingleton<ShowProduct>();
        services.AddSingleton<ChangePrice>();
        services.AddSingleton<ImportProducts>();
        services.AddSingleton<ExportProducts>();
        services.AddSingleton<CreateSampleShop>();
        return services;
    }
}
