using Onair.Catalog;
using Onair.Host.StaffConsole.Desks;
using Onair.Host.StaffConsole.Tables;
using Onair.Staff;
using Onair.Staff.Audit;

namespace Onair.Host.StaffConsole.Products;

/// <summary>All products, on sale or not, in the order in which they came.</summary>
internal sealed class ProductsTable(ReviseProduct revise) : IDeskTable<Product>
{
    private const string text = "q";
    private const string sku = "sku";
    private const string shelf = "shelf";

    public string Name => "products";

    public StaffRight Right => StaffRight.ReadProducts;

    public string TitleOf(ConsoleWords w) => w.Products;

    public string EmptyOf(ConsoleWords w) => w.ProductsEmpty;

    public object KeyOf(Product row) => row.Id;

    public (Deed Deed, string Detail)? LookOf(DeskView view) => null;

    public IReadOnlyList<DeskColumn<Product>> Columns(ConsoleWords w) =>
    [
        new("name", w.What, row => w.Say(row.Name)) { Link = row => $"/products/{row.Slug}" },
        new("status", w.Status, row => w.StateOf(row.Status)) { Raw = row => row.Status.ToString() },
        new("brand", w.Brand, row => row.Brand is { } brand ? w.Say(brand.Name) : ""),
        new("shelf", w.Shelf, row => string.Join(" > ", row.CategoryPath.Select(one => w.Say(one.Name)))),
        new("skus", w.Sku, row => string.Join(", ", row.Variants.Select(variant => variant.Sku))),
        new("price", w.Price, row => PriceOf(row, w)) { IsNumber = true, Raw = row => RawPriceOf(row) },
        new("pictures", w.Pictures, row => w.Count(row.Pictures.Count)) { IsNumber = true, IsExtra = true },
        new("changed", w.ChangedAt, row => w.Moment(row.ChangedAt))
        {
            IsExtra = true, Raw = row => OrdersTable.Stamp(row.ChangedAt),
        },
        new("slug", w.SlugTitle, row => row.Slug) { IsExtra = true },
    ];

    public IReadOnlyList<DeskFilter> Filters(ConsoleWords w) =>
    [
        new(text, w.FindProducts, DeskFilterKind.Text) { CharsMax = ListProducts.TextLengthMax },
        new(sku, w.Sku, DeskFilterKind.Text) { CharsMax = Variant.SkuLengthMax },
        new(shelf, w.ShelfSlug, DeskFilterKind.Text),
    ];

    public async Task<DeskPage<Product>> PageAsync(
        DeskView view, ConsoleWords w, int limit, CancellationToken cancel)
    {
        var query = new ProductQuery(
            view[shelf], "", view[sku], view[text], view[DeskView.AfterKey], Math.Min(limit, ListProducts.LimitMax));
        var page = await revise.ListAsync(query, cancel);
        return page.Status == ListProductsStatus.Listed
            ? new DeskPage<Product>(page.Products, page.Next)
            : new DeskPage<Product>([], null, w.BadFilter);
    }

    private static string PriceOf(Product product, ConsoleWords w)
    {
        if (product.Variants.Count == 0) return "-";
        var (least, most) = Span(product);
        return least == most ? w.Won(least) : $"{w.Won(least)} - {w.Won(most)}";
    }

    private static string RawPriceOf(Product product) =>
        product.Variants.Count == 0 ? "" : OrdersTable.Text(Span(product).Least);

    private static (long Least, long Most) Span(Product product) => (
        product.Variants.Min(variant => variant.Price.Amount), product.Variants.Max(variant => variant.Price.Amount));
}
