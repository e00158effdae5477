using Microsoft.AspNetCore.Routing;

namespace Onair.Catalog;

public static class CatalogApi
{
    /// <summary>Routes under the group that is passed in (<c>/api/v1</c>).</summary>
    public static IEndpointRouteBuilder MapCatalog(this IEndpointRouteBuilder api)
    {
        return api;
    }
}
