using Onair.Catalog;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Catalog;

/// <summary>The catalog's verbs behave the same on both databases.</summary>
public sealed class CatalogConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_saved_product_is_shown_as_it_was_drafted(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        var draft = CatalogDesk.Mug() with
        {
            Variants =
            [
                new VariantDraft
                {
                    Sku = "M-RED",
                    Gtin = "4006381333931",
                    Price = new Price(1000, 2000, TaxFree: true),
                    Options = [new(new("색상", "Color"), new("빨강", "Red")), new(new("크기", "Size"), new("대", "L"))],
                },
                new VariantDraft
                {
                    Sku = "M-OLD",
                    Price = new Price(0),
                    Status = VariantStatus.Withdrawn,
                    LimitPerCustomer = 7,
                },
            ],
        };
        var saved = await desk.SaveAsync(draft);
        Assert.Equal(SaveProductsStatus.Saved, saved.Status);
        Assert.Equal((1, 0, 0), (saved.Created, saved.Changed, saved.Unchanged));
        var product = await desk.FindAsync("mug-set");
        Assert.NotNull(product);
        Assert.Equal(draft.Name, product.Name);
        Assert.Equal(draft.Description, product.Description);
        Assert.Equal(new Brand("ondam", draft.Brand!), product.Brand);
        Assert.Equal(["kitchen", "kitchen/cups"], product.CategoryPath.Select(c => c.Slug));
        Assert.Equal(draft.Pictures, product.Pictures);
        Assert.Equal(TestDatabase.Start, product.CreatedAt);
        Assert.Equal(draft.Variants.Select(v => v.Sku), product.Variants.Select(v => v.Sku));
        Assert.Equal(draft.Variants[0].Options, product.Variants[0].Options);
        Assert.Equal(draft.Variants[0].Price, product.Variants[0].Price);
        Assert.Equal("4006381333931", product.Variants[0].Gtin);
        Assert.Equal((VariantStatus.Withdrawn, 7), (product.Variants[1].Status, product.Variants[1].LimitPerCustomer));
        Assert.Equal(product.Id, (await desk.FindAsync(product.Id.ToString()))?.Id);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Saving_what_is_already_so_changes_nothing(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug());
        var before = await desk.List.RunAsync(new ProductQuery(), isKnown: null, Cancel);
        var again = await desk.SaveAsync(CatalogDesk.Mug());
        var after = await desk.List.RunAsync(new ProductQuery(), isKnown: null, Cancel);
        Assert.Equal((0, 0, 1), (again.Created, again.Changed, again.Unchanged));
        Assert.Equal(before.Version, after.Version);
        Assert.Equal([39_900L], await desk.PricesAsync("MUG-1"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_changed_price_appends_to_the_history(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug());
        var saved = await desk.SaveAsync(CatalogDesk.Mug(price: 29_900));
        Assert.Equal((1, 1), (saved.Changed, saved.PricesChanged));
        var statuses = await desk.Shop.Database.WriteAsync(
            async open => new[]
            {
                await desk.Change.RunAsync(open, "MUG-1", 19_900, 29_900, Cancel),
                await desk.Change.RunAsync(open, "MUG-1", 19_900, 29_900, Cancel),
                await desk.Change.RunAsync(open, "MUG-1", 19_900, null, Cancel),
                await desk.Change.RunAsync(open, "MUG-1", 19_900, 9_900, Cancel),
                await desk.Change.RunAsync(open, "NONE", 19_900, null, Cancel),
            },
            Cancel);
        Assert.Equal(
            [
                ChangePriceStatus.Changed, ChangePriceStatus.Unchanged, ChangePriceStatus.Changed,
                ChangePriceStatus.Invalid,
                ChangePriceStatus.UnknownVariant,
            ],
            statuses);
        Assert.Equal([39_900L, 29_900L, 19_900L], await desk.PricesAsync("MUG-1"));
        var variant = (await desk.FindAsync("mug-set"))!.Variants[0];
        Assert.Equal((new Price(19_900), 3), (variant.Price, variant.PriceVersion));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_SKU_of_another_product_is_refused_and_nothing_is_written(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug("A", slug: "first"));
        var refused = await desk.SaveAsync(CatalogDesk.Mug("B", name: "New"), CatalogDesk.Mug("A", slug: "second"));
        Assert.Equal(SaveProductsStatus.Refused, refused.Status);
        Assert.Equal(new DraftFault(1, 0, "sku", "belongs to the product first"), Assert.Single(refused.Faults));
        Assert.Null(await desk.FindAsync("new"));

        var part = await desk.SaveAsync(
            skipBad: true, CatalogDesk.Mug("B", name: "New"), CatalogDesk.Mug("A", slug: "second"));
        Assert.Equal((SaveProductsStatus.SavedInPart, 1), (part.Status, part.Created));
        Assert.NotNull(await desk.FindAsync("new"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Products_of_one_name_get_addresses_of_their_own(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug("A"), CatalogDesk.Mug("B"));
        await desk.SaveAsync(CatalogDesk.Mug("C"), CatalogDesk.Mug("D", name: "머그컵"));
        var page = await desk.List.RunAsync(new ProductQuery(), isKnown: null, Cancel);
        Assert.Equal(["mug-set", "mug-set-b", "mug-set-c", "meogeukeop"], page.Products.Select(p => p.Slug));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Variants_that_a_draft_does_not_name_stay(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug("A", slug: "mug"));
        var second = await desk.SaveAsync(CatalogDesk.Mug("B", slug: "mug"));
        Assert.Equal("B", Assert.Single(second.NewVariants).Sku);
        var product = await desk.FindAsync("mug");
        Assert.Equal(["B", "A"], product!.Variants.Select(v => v.Sku));
        Assert.Equal(2, product.Version);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task A_renamed_brand_shows_on_all_of_its_products(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(CatalogDesk.Mug("A", slug: "a"), CatalogDesk.Mug("B", slug: "b"));
        var before = await desk.Show.RunAsync("a", isKnown: null, Cancel);
        await desk.SaveAsync(CatalogDesk.Mug("B", slug: "b") with { Brand = new LocalText("새 온담", "Ondam") });
        var after = await desk.Show.RunAsync("a", isKnown: null, Cancel);
        Assert.Equal("새 온담", after.Product!.Brand!.Name.Ko);
        Assert.NotEqual(before.Version, after.Version);
        var known = await desk.Show.RunAsync("a", version => version == after.Version, Cancel);
        Assert.Equal(ShowProductStatus.NotChanged, known.Status);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pages_follow_each_other_without_gaps_or_repeats(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync([.. Enumerable.Range(0, 25).Select(i => CatalogDesk.Mug($"S{i:00}", slug: $"p{i:00}"))]);
        var seen = new List<string>();
        var cursor = "";
        do
        {
            var page = await desk.List.RunAsync(new ProductQuery(Cursor: cursor, Limit: 7), isKnown: null, Cancel);
            seen.AddRange(page.Products.Select(p => p.Slug));
            // A product that goes in between hides no other one.
            if (cursor.Length == 0)
                await desk.SaveAsync(CatalogDesk.Mug("S03", slug: "p03") with { Status = ProductStatus.Withdrawn });
            cursor = page.Next ?? "";
        }
        while (cursor.Length > 0);
        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"p{i:00}"), seen);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Filters_find_what_they_name_and_nothing_else(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        await desk.SaveAsync(
            CatalogDesk.Mug("A-1", slug: "a", name: "100% Wool_Scarf") with
            {
                Category = [new("패션", "Fashion")],
                Brand = null,
            },
            CatalogDesk.Mug("B-1", slug: "b", name: "ÉCLAIR"),
            CatalogDesk.Mug("C-1", slug: "c") with { Category = [new("주방", "Kitchen")] },
            CatalogDesk.Mug("D-1", slug: "d") with { Status = ProductStatus.Withdrawn },
            CatalogDesk.Mug("E-1", slug: "e") with
            {
                Category = [new("주방용", "Kitchenware")],
                Brand = new("서로", "Seoro"),
            });
        Assert.Equal("a,b,c,e", await Found(new ProductQuery()));
        Assert.Equal("b,c", await Found(new ProductQuery(Category: "kitchen")));
        Assert.Equal("b", await Found(new ProductQuery(Category: "kitchen/cups")));
        Assert.Equal("e", await Found(new ProductQuery(Brand: "seoro")));
        Assert.Equal("e", await Found(new ProductQuery(Text: "SEORO")));
        Assert.Equal("e", await Found(new ProductQuery(Text: "서로")));
        Assert.Equal("b", await Found(new ProductQuery(Text: "éclair")));
        Assert.Equal("a", await Found(new ProductQuery(Text: "100%")));
        Assert.Equal("a", await Found(new ProductQuery(Text: "l_s")));
        Assert.Equal("", await Found(new ProductQuery(Text: "l_f")));
        Assert.Equal("c", await Found(new ProductQuery(Text: "c-1")));
        Assert.Equal("c", await Found(new ProductQuery(Sku: "C-1")));
        Assert.Equal("", await Found(new ProductQuery(Sku: "C")));
        Assert.Null(await desk.FindAsync("d"));

        async Task<string> Found(ProductQuery query)
        {
            var page = await desk.List.RunAsync(query, isKnown: null, Cancel);
            Assert.Equal(ListProductsStatus.Listed, page.Status);
            return string.Join(',', page.Products.Select(p => p.Slug));
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_can_be_sold_is_read_in_the_callers_round(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        var variants = CatalogDesk.Mug("A").Variants;
        await desk.SaveAsync(CatalogDesk.Mug("A") with
        {
            Variants =
            [
                variants[0] with
                {
                    Options = [new(new("색상", "Color"), new("빨강", "Red")), new(new("크기", "Size"), new("대", "L"))],
                },
                variants[0] with { Sku = "OLD", Status = VariantStatus.Withdrawn },
            ],
        });
        var found = new List<SellableVariant>();
        await desk.Shop.Database.ReadAsync(
            async open =>
            {
                var round = open.Round();
                ReadSellable.Into(round, ["A", "OLD", "NONE"], found);
                return await round.ExecuteAsync(Cancel);
            },
            Cancel);
        var sold = found.Single(v => v.Sku == "A");
        Assert.Equal(("머그 세트 (빨강 / 대)", "Mug set (Red / L)"), (sold.NameKo, sold.NameEn));
        Assert.Equal(
            (39_900L, 1, 2, "KRW", true),
            (sold.Price, sold.PriceVersion, sold.LimitPerCustomer, sold.Currency, sold.OnSale));
        Assert.False(found.Single(v => v.Sku == "OLD").OnSale);
        Assert.Equal(2, found.Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Two_saves_at_once_take_turns(Dialect dialect)
    {
        await using var desk = await CatalogDesk.OpenAsync(dialect);
        var saves = Enumerable.Range(0, 6).Select(i => Task.Run(() => desk.SaveAsync(
            CatalogDesk.Mug("SAME", price: 1000 + i, slug: "same"), CatalogDesk.Mug($"OWN-{i}", slug: $"own-{i}"))));
        var results = await Task.WhenAll(saves);
        Assert.All(results, r => Assert.Equal(SaveProductsStatus.Saved, r.Status));
        Assert.Equal(7, results.Sum(r => r.Created));
        Assert.Equal(6, (await desk.PricesAsync("SAME")).Count);
    }
}
