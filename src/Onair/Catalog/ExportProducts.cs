using Onair.Catalog.Feeds;
using Onair.Storage;

namespace Onair.Catalog;

/// <param name="File">Written to and left open.</param>
/// <param name="ShopUrl">Where the shop is: feeds for others need whole addresses. <c>https://shop.example</c>.</param>
/// <param name="Report">Called with the lines written so far.</param>
public sealed record ExportRequest(Stream File, FeedFormat Format, string ShopUrl = "", Action<int>? Report = null);

/// <summary>Which of these variants have stock, asked within the reading of the export.</summary>
public delegate Task<IReadOnlySet<Guid>> FindInStock(
    Transaction open, IReadOnlyList<Variant> variants, CancellationToken cancel);

/// <param name="Products">Written.</param>
/// <param name="Lines">One per variant.</param>
public readonly record struct ExportProductsResult(int Products, int Lines);

/// <summary>
/// Writes the catalog to a file, page by page, so that its size does not matter. Onair's CSV has everything, withdrawn
/// products too; Google's feed has what is on sale.
/// </summary>
public sealed class ExportProducts(Database database)
{
    private const int productsPerPage = 500;

    public Task<ExportProductsResult> RunAsync(ExportRequest request, FindInStock inStock, CancellationToken cancel) =>
        database.ReadAsync(open => WriteAsync(open, request, inStock, cancel), cancel);

    private static async Task<ExportProductsResult> WriteAsync(
        Transaction open, ExportRequest request, FindInStock inStock, CancellationToken cancel)
    {
        var shape = FeedShape.Of(request.Format, request.ShopUrl);
        await using var writer = FeedWriter.Open(request.File, request.Format, shape, request.ShopUrl);
        await writer.StartAsync();
        var everything = request.Format == FeedFormat.Csv;
        var query = new ProductQuery(Limit: productsPerPage);
        var (products, lines, after) = (0, 0, 0L);
        while (true)
        {
            var page = await ListProducts.PageAsync(open, query, after, everything, cancel);
            var variants = page.Products
                .SelectMany(p => p.Variants, (product, variant) => (Product: product, Variant: variant))
                .Where(line => everything || line.Variant.Status == VariantStatus.Active)
                .ToList();
            var stocked = everything ? null : await inStock(open, variants.ConvertAll(v => v.Variant), cancel);
            foreach (var (product, variant) in variants)
                await writer.WriteAsync(shape.Write(product, variant, stocked?.Contains(variant.Id) ?? true));
            products += page.Products.Count;
            lines += variants.Count;
            request.Report?.Invoke(lines);
            if (page.Next is null) break;
            after = page.Products[^1].Position;
        }

        await writer.EndAsync();
        return new ExportProductsResult(products, lines);
    }
}
