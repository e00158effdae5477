using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Onair.Primitives;

namespace Onair.Catalog.Search;

/// <summary>Search and its suggestions; queries are read by hand, so that one answer names every wrong field.</summary>
internal static class SearchApi
{
    private static readonly (string Name, string Description)[] fields =
    [
        ("q", "Words that a product must all have, Korean or English; one syllable is enough. Empty for all products."),
        ("category", "A shelf's slug, `kitchen` or `kitchen/cookware`; what lies below it counts too."),
        ("brand", "A brand's slug."),
        ("priceMin", "Won; the cheapest variant counts."),
        ("priceMax", "Won; not below `priceMin`."),
        ("inStock", "`true`: only what can be ordered right now."),
        ("sort", $"One of: {SearchSorts.All}."),
        ("cursor", "`next` of the page before, with the same question."),
        ("limit", $"Products per page, 1 to {ListProducts.LimitMax}; {ListProducts.LimitDefault} when it is not said."),
    ];

    private static readonly (string Name, string Description)[] suggestionFields =
    [
        ("q", "What was typed so far."),
        ("limit", $"1 to {SuggestWords.LimitMax}; {SuggestWords.LimitDefault} when it is not said."),
    ];

    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        var search = api.MapGroup("/search").WithTags("Products").ProducesProblem(StatusCodes.Status400BadRequest);
        search.MapGet("", FindAsync)
            .WithName("SearchProducts")
            .WithSummary("Products on sale by words, with filters and sorts")
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, fields));
        search.MapGet("/suggestions", SuggestAsync)
            .WithName("SuggestWords")
            .WithSummary("Words to search for, from the first letters typed, typing errors forgiven")
            .AddOpenApiOperationTransformer((operation, _, _) => Describe(operation, suggestionFields));
    }

    /// <summary>The query as it was asked; what is unknown, twice or no number is added to the errors.</summary>
    public static SearchQuery Read(IQueryCollection query, List<FieldError> errors)
    {
        CheckNames(query, fields, errors);
        var inStock = One(query, "inStock");
        if (inStock is not ("" or "true" or "false")) errors.Add(new FieldError("inStock", "true or false."));
        return new SearchQuery(
            One(query, "q"),
            One(query, "category"),
            One(query, "brand"),
            Won(query, "priceMin"),
            Won(query, "priceMax"),
            inStock == "true",
            query.ContainsKey("sort") ? SearchSorts.Read(One(query, "sort")) : SearchSort.Relevance,
            One(query, "cursor"),
            Whole(query, "limit", ListProducts.LimitDefault));
    }

    private static async Task<Results<Ok<ProductListBody>, ProblemHttpResult>> FindAsync(
        HttpContext http, SearchProducts search, IOptions<CatalogOptions> options, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var query = Read(http.Request.Query, errors);
        if (errors.Count > 0)
        {
            errors.AddRange(query.Check(out _));
            return Problem.Invalid([.. errors.DistinctBy(e => e.Field)]);
        }

        var result = await search.RunAsync(query, cancel);
        if (result.Status == SearchProductsStatus.Found) CatalogApi.Cache(http, options.Value.ReadMaxAgeSeconds);
        return result.Status switch
        {
            SearchProductsStatus.Found => TypedResults.Ok(CatalogApi.ToBody(result.Products, result.Next)),
            SearchProductsStatus.Invalid => Problem.Invalid(result.Errors),
        };
    }

    private static async Task<Results<Ok<SuggestionsBody>, ProblemHttpResult>> SuggestAsync(
        HttpContext http, SuggestWords suggest, IOptions<CatalogOptions> options, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        CheckNames(http.Request.Query, suggestionFields, errors);
        var text = One(http.Request.Query, "q");
        var limit = Whole(http.Request.Query, "limit", SuggestWords.LimitDefault);
        errors.AddRange(new SearchQuery(text).Check(out _));
        if (limit is < 1 or > SuggestWords.LimitMax)
            errors.Add(new FieldError("limit", $"A whole number from 1 to {SuggestWords.LimitMax}."));
        if (errors.Count > 0) return Problem.Invalid(errors);
        CatalogApi.Cache(http, options.Value.SuggestMaxAgeSeconds);
        return TypedResults.Ok(new SuggestionsBody(await suggest.RunAsync(text, limit, cancel)));
    }

    private static void CheckNames(
        IQueryCollection query, (string Name, string Description)[] known, List<FieldError> errors)
    {
        foreach (var (field, values) in query)
        {
            if (!Array.Exists(known, k => k.Name == field))
            {
                var names = string.Join(", ", known.Select(k => k.Name));
                errors.Add(new FieldError(field, $"Unknown; there are: {names}."));
            }
            else if (values.Count > 1)
                errors.Add(new FieldError(field, "Given more than once."));
        }
    }

    private static string One(IQueryCollection query, string field) =>
        query[field].Count == 1 ? query[field].ToString() : "";

    // No number is as wrong as one out of range: 0 stands for both.
    private static int Whole(IQueryCollection query, string field, int otherwise) =>
        !query.ContainsKey(field) ? otherwise
        : int.TryParse(One(query, field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    // Empty is what an empty field of a form sends: no bound.
    private static long? Won(IQueryCollection query, string field) =>
        One(query, field) is not { Length: > 0 } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var won) ? won : -1;

    private static Task Describe(OpenApiOperation operation, (string Name, string Description)[] known)
    {
        operation.Parameters ??= [];
        foreach (var (name, description) in known)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = new OpenApiSchema
                {
                    Type = name is "limit" or "priceMin" or "priceMax" ? JsonSchemaType.Integer
                        : name == "inStock" ? JsonSchemaType.Boolean : JsonSchemaType.String,
                    MaxLength = name == "q" ? SearchQuery.TextLengthMax : null,
                },
            });
        }

        return Task.CompletedTask;
    }
}
