using System.Text;
using Onair.Catalog;
using Onair.Catalog.Feeds;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Catalog;

/// <summary>A merchandiser's desk: the verbs of the catalog on a database of the test's own.</summary>
public sealed class CatalogDesk : IAsyncDisposable
{
    public const string ShopUrl = "https://shop.example";

    private CatalogDesk(TestDatabase shop)
    {
        Shop = shop;
        Save = new SaveProducts(shop.Time);
        Import = new ImportProducts(shop.Database, Save);
        Export = new ExportProducts(shop.Database);
        List = new ListProducts(shop.Database);
        Show = new ShowProduct(shop.Database);
        Change = new ChangePrice(shop.Time);
    }

    public TestDatabase Shop { get; }

    public SaveProducts Save { get; }

    public ImportProducts Import { get; }

    public ExportProducts Export { get; }

    public ListProducts List { get; }

    public ShowProduct Show { get; }

    public ChangePrice Change { get; }

    /// <summary>What imports handed over as opening stock.</summary>
    public List<OpeningStock> Received { get; } = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<CatalogDesk> OpenAsync(Dialect dialect) => new(await TestDatabase.CreateAsync(dialect));

    public static ProductDraft Mug(
        string sku = "MUG-1", long price = 39_900, string? slug = null, string name = "Mug set") => new()
    {
        Slug = slug,
        Name = new LocalText("머그 세트", name),
        Description = new LocalText("첫 줄\n둘째 줄", "first line\nsecond line"),
        Brand = new LocalText("온담", "Ondam"),
        Category = [new LocalText("주방", "Kitchen"), new LocalText("컵", "Cups")],
        Pictures = [new Picture("/pictures/mug-set.svg", new LocalText("머그", "A mug"))],
        Variants = [new VariantDraft { Sku = sku, Price = new Price(price, price + 100), LimitPerCustomer = 2 }],
    };

    public Task<SaveProductsResult> SaveAsync(params ProductDraft[] drafts) => SaveAsync(skipBad: false, drafts);

    public Task<SaveProductsResult> SaveAsync(bool skipBad, params ProductDraft[] drafts) =>
        Shop.Database.WriteAsync(open => Save.RunAsync(open, drafts, skipBad, Cancel), Cancel);

    public async Task<ImportProductsResult> ImportAsync(string text, FeedFormat format, bool skipBad = false)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return await Import.RunAsync(new ImportRequest(file, format, skipBad, ShopUrl), ReceiveAsync, Cancel);
    }

    public async Task<string> ExportAsync(FeedFormat format)
    {
        using var file = new MemoryStream();
        await Export.RunAsync(
            new ExportRequest(file, format, ShopUrl),
            (_, variants, _) => Task.FromResult<IReadOnlySet<Guid>>(variants.Select(v => v.Id).ToHashSet()),
            Cancel);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    public async Task<Product?> FindAsync(string slug) => (await Show.RunAsync(slug, isKnown: null, Cancel)).Product;

    public Task<List<long>> PricesAsync(string sku) => Shop.Database.ReadAsync(
        open => open.QueryAsync<long>(
            new Sql("""
                SELECT p.price FROM variant_prices p JOIN variants v ON v.id = p.variant_id
                WHERE v.sku = @sku ORDER BY p.version LIMIT 100
                """),
            new { sku },
            Cancel),
        Cancel);

    public ValueTask DisposeAsync() => Shop.DisposeAsync();

    private Task ReceiveAsync(Transaction open, IReadOnlyList<OpeningStock> stock, CancellationToken cancel)
    {
        Received.AddRange(stock);
        return Task.CompletedTask;
    }
}
