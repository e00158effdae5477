using Microsoft.Extensions.DependencyInjection;

namespace Onair.Catalog;

public static class CatalogSetup
{
    public static IServiceCollection AddCatalog(this IServiceCollection services)
    {
        return services;
    }
}
