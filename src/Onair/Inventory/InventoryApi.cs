using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using Onair.Primitives;

namespace Onair.Inventory;

public static class InventoryApi
{
    public static IEndpointRouteBuilder MapInventory(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stock/{sku}", ShowAsync)
            .WithName("ShowStock")
            .WithTags("Stock")
            .WithSummary("Live stock of one SKU")
            .Produces<StockView>()
            .Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound);
        return api;
    }

    private static async Task<IResult> ShowAsync(string sku, ReadStock read, HttpContext http, CancellationToken cancel)
    {
        var found = await read.BySkuAsync([sku], cancel);
        if (found.Count == 0) return Problem.NotFound("SKU with stock");
        // Stock is true for a moment: it may be kept to be asked about, not to be believed.
        http.Response.Headers.CacheControl = "no-cache";
        return Etag.Matches(http, new EntityTagHeaderValue($"\"{found[0].Version}\""))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(StockView.Of(found[0]), InventoryJson.Default.StockView);
    }
}
