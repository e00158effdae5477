using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Onair.Catalog.Search;
using Onair.Primitives;

namespace Onair.Catalog;

public static class CatalogApi
{
    /// <summary>Routes under the group that is passed in (<c>/api/v1</c>).</summary>
    public static IEndpointRouteBuilder MapCatalog(this IEndpointRouteBuilder api)
    {
        var products = api.MapGroup("/products").WithTags("Products");
        products.MapGet("", ListAsync)
            .WithName("ListProducts")
            .WithSummary("Products on sale, a page at a time")
            .WithDescription("Answers have an ETag: ask again with If-None-Match.")
            .AddOpenApiOperationTransformer((operation, _, _) =>
            {
                ProductsQueryApi.Describe(operation);
                return Task.CompletedTask;
            })
            .ProducesProblem(StatusCodes.Status400BadRequest);
        products.MapGet("/{slugOrId}", ShowAsync)
            .WithName("ShowProduct")
            .WithSummary("One product on sale, by slug or id")
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapSearch();
        return api;
    }

    private static async Task<Results<Ok<ProductListBody>, StatusCodeHttpResult, ProblemHttpResult>> ListAsync(
        HttpContext http, ListProducts list, IOptions<CatalogOptions> options, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var query = ProductsQueryApi.Read(http.Request.Query, errors);
        if (errors.Count > 0)
        {
            errors.AddRange(ListProducts.Check(query, out _));
            return Problem.Invalid(errors);
        }

        var result = await list.RunAsync(
            query, version => Etag.Matches(http, new EntityTagHeaderValue($"\"c{version}\"")), cancel);
        if (result.Status != ListProductsStatus.Invalid) Cache(http, options.Value.ReadMaxAgeSeconds);
        return result.Status switch
        {
            ListProductsStatus.Listed => TypedResults.Ok(ToBody(result.Products, result.Next)),
            ListProductsStatus.NotChanged => TypedResults.StatusCode(StatusCodes.Status304NotModified),
            ListProductsStatus.Invalid => Problem.Invalid(result.Errors),
        };
    }

    private static async Task<Results<Ok<ProductBody>, StatusCodeHttpResult, ProblemHttpResult>> ShowAsync(
        string slugOrId, HttpContext http, ShowProduct show, IOptions<CatalogOptions> options, CancellationToken cancel)
    {
        var result = await show.RunAsync(slugOrId, version => Etag.Matches(http, TagOf(version)), cancel);
        if (result.Status != ShowProductStatus.NotFound) Cache(http, options.Value.ReadMaxAgeSeconds);
        return result.Status switch
        {
            ShowProductStatus.Shown => TypedResults.Ok(ToBody(result.Product!)),
            ShowProductStatus.NotChanged => TypedResults.StatusCode(StatusCodes.Status304NotModified),
            ShowProductStatus.NotFound => Problem.NotFound("product"),
        };
    }

    private static EntityTagHeaderValue TagOf(string version) => new($"\"p{version}\"");

    internal static void Cache(HttpContext http, int seconds) =>
        http.Response.Headers.CacheControl = $"public, max-age={seconds}, must-revalidate";

    internal static ProductListBody ToBody(IReadOnlyList<Product> products, string? next) =>
        new([.. products.Select(p => ToBody(p) with { Description = null })], next);

    private static ProductBody ToBody(Product product) => new(
        product.Id,
        product.Slug,
        product.Name,
        product.Description,
        product.Brand is { } brand ? new BrandBody(brand.Slug, brand.Name) : null,
        [.. product.CategoryPath.Select(c => new CategoryBody(c.Slug, c.Name))],
        [.. product.Pictures.Select(p => new PictureBody(p.Url, p.Alt))],
        [.. product.Variants.Where(v => v.Status == VariantStatus.Active).Select(ToBody)],
        product.ChangedAt);

    private static VariantBody ToBody(Variant variant) => new(
        variant.Sku,
        [.. variant.Options.Select(o => new OptionBody(o.Name, o.Value))],
        variant.Price.Amount,
        Vat.Included(variant.Price.Amount, variant.Price.TaxFree),
        variant.Price.ListAmount,
        Price.Currency,
        variant.LimitPerCustomer,
        variant.Gtin);
}
