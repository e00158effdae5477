using Microsoft.Extensions.DependencyInjection;
using Onair.Catalog.Pictures;
using Onair.Catalog.Prices;
using Onair.Catalog.Search;
using Onair.Jobs;

namespace Onair.Catalog;

public static class CatalogSetup
{
    /// <summary>The verbs of this room. Needs storage, caches, a
    /// <see cref="TimeProvider"/>, and for search somebody who knows stock: <see cref="FindInStock"/>.</summary>
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        services.AddOptions<CatalogOptions>().BindConfiguration(CatalogOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, CatalogJson.Default));
        services.AddSingleton<SaveProducts>();
        services.AddSingleton<ListProducts>();
        services.AddSingleton<ShowProduct>();
        services.AddSingleton<CatalogVersions>();
        services.AddSingleton<ShownCatalog>();
        services.AddSingleton<ChangePrice>();
        services.AddSingleton<ImportProducts>();
        services.AddSingleton<ExportProducts>();
        services.AddSingleton<CreateSampleShop>();
        services.AddSingleton<ListAddresses>();
        services.AddSingleton<SearchProducts>();
        services.AddSingleton<ListBestSellers>();
        services.AddSingleton<SuggestWords>();
        services.AddSingleton<CatchUpSearch>();
        services.AddSingleton<ITimedVerb>(rooms => rooms.GetRequiredService<CatchUpSearch>());
        services.AddSingleton<ReviseProduct>();
        services.AddSingleton<RewritePictures>();
        services.AddSingleton<AddProductPicture>();
        services.AddSingleton<PlanPrice>();
        return services;
    }

    /// <summary>What works by itself: planned prices, and pictures that nobody uses.</summary>
    public static IServiceCollection AddCatalogWorkers(this IServiceCollection services) => services
        .AddSingleton<ITimedVerb, BeginPrices>()
        .AddSingleton<ITimedVerb, PurgePictures>();
}
