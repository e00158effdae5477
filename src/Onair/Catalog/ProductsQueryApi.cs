using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using Onair.Primitives;

namespace Onair.Catalog;

/// <summary>The query of the list of products: read by hand, so that one answer names every wrong field, and described
/// by hand for that reason.</summary>
internal static class ProductsQueryApi
{
    private static readonly (string Name, string Description, OpenApiSchema Schema)[] fields =
    [
        ("category", "A shelf's slug, `kitchen` or `kitchen/cookware`; what lies below it counts too.", Text()),
        ("brand", "A brand's slug.", Text()),
        ("sku", "The product that has this SKU.", Text(Variant.SkuLengthMax)),
        ("q", "Looked for in names, SKUs and brands, without regard to case.", Text(ListProducts.TextLengthMax)),
        ("cursor", "`next` of the page before.", Text()),
        ("limit", $"Products per page; {ListProducts.LimitDefault} when it is not said.", Limit()),
    ];

    private static readonly string[] names = [.. fields.Select(field => field.Name)];

    /// <summary>The query as it was asked; what is unknown, twice or no number is added to the errors.</summary>
    public static ProductQuery Read(IQueryCollection query, List<FieldError> errors)
    {
        foreach (var (field, values) in query)
        {
            if (!names.Contains(field, StringComparer.Ordinal))
                errors.Add(new FieldError(field, $"Unknown; there are: {string.Join(", ", names)}."));
            else if (values.Count > 1) errors.Add(new FieldError(field, "Given more than once."));
        }

        var limit = ListProducts.LimitDefault;
        // No number is as wrong as one out of range: 0 stands for both.
        if (query.ContainsKey("limit")
            && !int.TryParse(One("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out limit))
            limit = 0;
        return new ProductQuery(One("category"), One("brand"), One("sku"), One("q"), One("cursor"), limit);

        string One(string field) => query[field].Count == 1 ? query[field].ToString() : "";
    }

    /// <summary>The same for the description of the API.</summary>
    public static void Describe(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        foreach (var (name, description, schema) in fields)
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = name,
                In = ParameterLocation.Query,
                Description = description,
                Schema = schema,
            });
        }
    }

    private static OpenApiSchema Text(int? lengthMax = null) =>
        new() { Type = JsonSchemaType.String, MaxLength = lengthMax };

    private static OpenApiSchema Limit() => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = ListProducts.LimitMax.ToString(CultureInfo.InvariantCulture),
        Default = ListProducts.LimitDefault,
    };
}
