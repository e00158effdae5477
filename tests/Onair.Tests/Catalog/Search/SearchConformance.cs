using Onair.Catalog;
using Onair.Catalog.Search;
using Onair.Storage;
using Onair.Tests.Fixtures;

namespace Onair.Tests.Catalog.Search;

/// <summary>Search and its suggestions on both databases: what is found, in which order, and when.</summary>
public sealed class SearchConformance
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Product_is_found_by_any_of_its_words_in_both_languages(Dialect dialect)
    {
        await using var shop = await ShelvesAsync(dialect);
        foreach (var (text, found) in new[]
        {
            ("머그", "mug"), ("머", "mug"), ("컵", "mug pan"), ("머그 세트", "mug"), ("세트 머그", "mug"), ("MUG", "mug"),
            ("mu", "mug"),
            ("온담", "mug"), ("ondam", "mug"), ("프라이팬", "pan"), ("라이", "pan"), ("PAN-028", "pan"), ("28cm", "pan"),
            ("하늘부엌 프라이팬", "pan"), ("머그 프라이팬", ""), ("머그컵", ""), ("%", ""), ("_", ""), ("' OR 1=1", ""), ("*", ""),
            ("AND", ""), ("NOT mug", ""), ("\"mug\"", "mug"), ("빨강", "pan"), ("mug pan", ""),
        })
        {
            var names = (await FindAsync(shop, new SearchQuery(text, Sort: SearchSort.Price))).Select(p => p.Slug);
            Assert.True(found == string.Join(' ', names), $"{text}: {string.Join(' ', names)} instead of {found}");
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Pieces_in_another_order_are_another_word(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SaveAsync(shop, Draft("one", "나라이팬 프라이어", "one"), Draft("two", "프라이팬", "two"));
        Assert.Equal(["two"], (await FindAsync(shop, new SearchQuery("프라이팬"))).Select(p => p.Slug));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_fits_better_stands_first_and_what_sells_better_among_equals(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SaveAsync(
            shop,
            Draft("brand", "접시", "plate", brand: new LocalText("머그나라", "Mugland")),
            Draft("within", "큰왕머그", "great mug"),
            Draft("second", "하얀 머그", "white mug"),
            Draft("first", "머그 하나", "mug one"),
            Draft("sold", "머그 둘", "mug two"));
        await SellAsync(shop, ("sold", 5));
        Assert.Equal(
            ["sold", "first", "second", "within", "brand"],
            (await FindAsync(shop, new SearchQuery("머그"))).Select(p => p.Slug));
        // What is sold no longer counts no longer.
        await SellAsync(shop, ("second", 1));
        Assert.Equal(["second"], (await FindAsync(shop, new SearchQuery("머그", Sort: SearchSort.Sales, Limit: 1)))
            .Select(p => p.Slug));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Filters_and_sorts_hold_together_over_pages(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        var random = new Random(7);
        var drafts = Enumerable.Range(0, 90).Select(i => Draft(
            $"p{i}", i % 3 == 0 ? $"머그 {i}" : $"접시 {i}", $"thing {i}", random.Next(1, 12) * 1000,
            new LocalText("가", i % 2 == 0 ? "Even" : "Odd"),
            i % 4 == 0
                ? [new LocalText("주방", "Kitchen"), new LocalText("컵", "Cups")]
                : [new LocalText("옷", "Clothes")]))
            .ToArray();
        await SaveAsync(shop, drafts);
        await SellAsync(shop, ("p3", 9), ("p6", 9), ("p0", 2));
        foreach (var sort in Enum.GetValues<SearchSort>())
        {
            foreach (var query in new[]
            {
                new SearchQuery(Sort: sort, Limit: 7), new SearchQuery("머그", Sort: sort, Limit: 7),
                new SearchQuery("머그", "kitchen", Sort: sort, Limit: 4),
                new SearchQuery(Category: "kitchen/cups", Brand: "even", Sort: sort, Limit: 5),
                new SearchQuery("thing", PriceMin: 3000, PriceMax: 7000, Sort: sort, Limit: 11),
                new SearchQuery(Category: "kit", Sort: sort),
            })
            {
                var found = await AllAsync(shop, query);
                var expected = drafts.Where(d => IsFound(d, query)).Select(d => d.Slug!).Order().ToList();
                Assert.Equal(expected, found.Select(p => p.Slug).Order());
                var prices = found.ConvertAll(p => p.Variants[0].Price.Amount);
                if (sort == SearchSort.Price) Assert.Equal(prices.Order(), prices);
                if (sort == SearchSort.PriceDown) Assert.Equal(prices.OrderDescending(), prices);
                if (sort == SearchSort.Newest)
                    Assert.Equal(found.Select(p => p.Position).OrderDescending(), found.Select(p => p.Position));
                if (sort == SearchSort.Sales && query.Brand.Length == 0 && query.PriceMin is null && found.Count > 1
                    && query.Category.Length == 0)
                    Assert.Equal(["p6", "p3", "p0"], found.Take(3).Select(p => p.Slug));
            }
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Sold_out_products_are_left_out_at_the_moment_they_are(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        for (var i = 0; i < 30; i++) await shop.SellsAsync($"mug{i}", 1000 + i, i % 3 == 0 ? 1 : 0);
        var query = new SearchQuery("thing", InStock: true, Sort: SearchSort.Price, Limit: 4);
        Assert.Equal(10, (await AllAsync(shop, query)).Count);
        await shop.BuysAsync("a", ("mug0", 1));
        Assert.Equal(9, (await AllAsync(shop, query)).Count);
        Assert.Equal(30, (await AllAsync(shop, query with { InStock = false })).Count);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Search_follows_every_change_of_a_product(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SaveAsync(shop, Draft("mug", "머그", "mug", 5000), Draft("pan", "냄비", "pan", 9000));
        await SaveAsync(shop, Draft("mug", "찻잔", "teacup", 5000));
        Assert.Empty(await FindAsync(shop, new SearchQuery("머그")));
        Assert.Single(await FindAsync(shop, new SearchQuery("찻잔")));
        Assert.Empty(await SuggestAsync(shop, "머그"));
        Assert.Equal(["찻잔"], await SuggestAsync(shop, "찻"));

        await shop.ChangePriceAsync("sku-mug", 20_000);
        Assert.Equal(
            ["pan", "mug"],
            (await FindAsync(shop, new SearchQuery(Sort: SearchSort.Price))).Select(p => p.Slug));
        Assert.Empty(await FindAsync(shop, new SearchQuery("찻잔", PriceMax: 19_999)));

        await SaveAsync(shop, Draft("mug", "찻잔", "teacup", 20_000) with { Status = ProductStatus.Withdrawn });
        Assert.Empty(await FindAsync(shop, new SearchQuery("찻잔")));
        Assert.Empty(await SuggestAsync(shop, "찻"));
        Assert.False(await CaughtUpAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Brand_or_shelf_with_a_new_name_is_found_by_it_with_all_that_it_has(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        LocalText[] shelf = [new("주방", "Kitchen"), new("컵", "Cups")];
        await SaveAsync(
            shop, Draft("one", "하나", "one", brand: new("온담", "Ondam"), category: shelf),
            Draft("two", "둘", "two", brand: new("온담", "Ondam"), category: shelf));
        await SaveAsync(shop, Draft(
            "three", "셋", "three", brand: new("새온담", "Ondam"), category: [new("부엌", "Kitchen"), new("컵", "Cups")]));
        Assert.Equal(3, (await FindAsync(shop, new SearchQuery("새온담"))).Count);
        Assert.Equal(3, (await FindAsync(shop, new SearchQuery("부엌"))).Count);
        Assert.Empty(await FindAsync(shop, new SearchQuery("주방")));
        Assert.Equal(["새온담"], await SuggestAsync(shop, "새온"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Save_that_is_undone_leaves_nothing_to_find(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await Assert.ThrowsAsync<InvalidOperationException>(() => shop.Database.WriteAsync<int>(
            async open =>
            {
                await shop.Get<SaveProducts>().RunAsync(open, [Draft("mug", "머그", "mug")], false, Cancel);
                throw new InvalidOperationException("on purpose");
            },
            Cancel));
        Assert.Empty(await FindAsync(shop, new SearchQuery("머그")));
        Assert.Empty(await SuggestAsync(shop, "머"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Products_of_a_version_without_search_are_caught_up_with(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SaveAsync(shop, Draft("mug", "머그", "mug"), Draft("pan", "냄비", "pan"));
        await RunAsync(shop, "DELETE FROM search_products");
        await RunAsync(shop, "DELETE FROM search_terms");
        // As yesterday's program writes a name: the row of search stays as it was.
        await RunAsync(shop, "UPDATE products SET name_ko = '찻잔', version = version + 1 WHERE slug = 'mug'");
        Assert.True(await CaughtUpAsync(shop));
        Assert.Equal(["mug"], (await FindAsync(shop, new SearchQuery("찻잔"))).Select(p => p.Slug));
        Assert.Equal(["pan"], (await FindAsync(shop, new SearchQuery("냄비"))).Select(p => p.Slug));
        Assert.False(await CaughtUpAsync(shop));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Words_are_suggested_from_their_first_letters_and_in_spite_of_errors(Dialect dialect)
    {
        await using var shop = await ShelvesAsync(dialect);
        foreach (var (typed, said) in new[]
        {
            ("ㅁ", "머그"), ("머", "머그"), ("먹", "머그"), ("머그", "머그"), ("머그컵", "머그"), ("프라이펜", "프라이팬"), ("프라이", "프라이팬"),
            ("b", "blue"), ("bleu", "blue"), ("하늘", "하늘부엌"), ("haneul ki", "haneul kitchen"), ("세트 머", "세트 머그"),
            ("HANUEL", "haneul kitchen"), ("zzzzzz", ""), ("", ""), (" - ", ""),
        })
        {
            var found = await SuggestAsync(shop, typed);
            Assert.True(
                said.Length == 0 ? found.Count == 0 : found.Contains(said),
                $"{typed}: [{string.Join(", ", found)}] instead of {said}");
        }
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Typed_error_in_a_cup_is_forgiven(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        await SaveAsync(shop, Draft("cup", "머그컵", "mug cup"), Draft("other", "머그잔", "other cup"));
        Assert.Equal(["머그컵"], await SuggestAsync(shop, "머그겁"));
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task What_was_found_is_counted_by_brand(Dialect dialect)
    {
        await using var shop = await ShelvesAsync(dialect);
        var counts = await shop.Get<SearchProducts>().CountAsync(new SearchQuery("컵"), Cancel);
        Assert.Equal(2, counts.Products);
        Assert.Equal(["haneul-kitchen", "ondam"], counts.Brands.Select(b => b.Brand!.Slug).Order());
        Assert.Equal(2, (await shop.Get<SearchProducts>().CountAsync(new SearchQuery(), Cancel)).Products);
        Assert.Equal(0, (await shop.Get<SearchProducts>().CountAsync(new SearchQuery("..."), Cancel)).Products);
    }

    [Theory, ClassData(typeof(BothDatabases))]
    public async Task Best_sellers_are_those_that_were_paid_lately(Dialect dialect)
    {
        await using var shop = await Shop.OpenAsync(dialect);
        foreach (var sku in new[] { "one", "two", "three" }) await shop.SellsAsync(sku, 1000, 50);
        await shop.PaysAsync(await shop.BuysAsync("a", ("two", 3)));
        await shop.PaysAsync(await shop.BuysAsync("b", ("one", 1)));
        await shop.BuysAsync("c", ("three", 9));
        await shop.DeliverAsync();
        await shop.TickAsync();
        var best = await FindAsync(shop, new SearchQuery(Sort: SearchSort.Sales));
        Assert.Equal(["two", "one", "three"], best.Select(p => p.Variants[0].Sku));
        shop.Forward(TimeSpan.FromDays(29));
        await shop.TickAsync();
        best = await FindAsync(shop, new SearchQuery(Sort: SearchSort.Sales));
        Assert.Equal(["three", "two", "one"], best.Select(p => p.Variants[0].Sku));
    }

    private static async Task<Shop> ShelvesAsync(Dialect dialect)
    {
        var shop = await Shop.OpenAsync(dialect);
        await SaveAsync(
            shop,
            Draft(
                "mug", "온담 머그 4종 세트", "Ondam mug set", 3000, new LocalText("온담", "Ondam"),
                [new LocalText("주방", "Kitchen"), new LocalText("컵·식기", "Cups")]),
            Draft(
                "pan", "하늘부엌 프라이팬 28cm", "Blue pan", 9000, new LocalText("하늘부엌", "Haneul Kitchen"),
                [new LocalText("주방", "Kitchen"), new LocalText("컵·식기", "Cups")]) with
            {
                Variants =
                [
                    new VariantDraft
                    {
                        Sku = "PAN-028", Price = new Price(9000),
                        Options = [new Option(new LocalText("색", "Color"), new LocalText("빨강", "Red"))],
                    },
                ],
            });
        return shop;
    }

    private static ProductDraft Draft(
        string slug, string ko, string en, long price = 1000, LocalText? brand = null, LocalText[]? category = null) =>
        new()
        {
            Slug = slug,
            Name = new LocalText(ko, en),
            Brand = brand,
            Category = category ?? [],
            Variants = [new VariantDraft { Sku = "sku-" + slug, Price = new Price(price) }],
        };

    private static bool IsFound(ProductDraft draft, SearchQuery query) =>
        (query.Text.Length == 0 || draft.Name.Ko.Contains(query.Text, StringComparison.Ordinal)
            || draft.Name.En.Contains(query.Text, StringComparison.Ordinal))
        && (query.Category.Length == 0
            || (draft.Category.Count == 2 && query.Category.StartsWith("kitchen", StringComparison.Ordinal)))
        && (query.Brand.Length == 0 || draft.Brand!.En.Equals(query.Brand, StringComparison.OrdinalIgnoreCase))
        && draft.Variants[0].Price.Amount >= (query.PriceMin ?? 0)
        && draft.Variants[0].Price.Amount <= (query.PriceMax ?? long.MaxValue);

    private static async Task SaveAsync(Shop shop, params ProductDraft[] drafts)
    {
        var saved = await shop.Database.WriteAsync(
            open => shop.Get<SaveProducts>().RunAsync(open, drafts, skipBad: false, Cancel), Cancel);
        Assert.Equal(SaveProductsStatus.Saved, saved.Status);
    }

    private static Task SellAsync(Shop shop, params (string Slug, long Pieces)[] sales) => shop.Database.WriteAsync(
        async open =>
        {
            var sold = new List<VariantSales>();
            foreach (var (slug, pieces) in sales)
            {
                var product = (await shop.Get<ShowProduct>().RunAsync(slug, null, Cancel)).Product!;
                sold.Add(new VariantSales(product.Variants[0].Id, pieces));
            }

            await RankProducts.RunAsync(open, sold, Cancel);
        },
        Cancel);

    private static async Task<IReadOnlyList<Product>> FindAsync(Shop shop, SearchQuery query)
    {
        var result = await shop.Get<SearchProducts>().RunAsync(query, Cancel);
        Assert.Equal(SearchProductsStatus.Found, result.Status);
        return result.Products;
    }

    private static async Task<List<Product>> AllAsync(Shop shop, SearchQuery query)
    {
        var all = new List<Product>();
        while (true)
        {
            var result = await shop.Get<SearchProducts>().RunAsync(query, Cancel);
            Assert.Equal(SearchProductsStatus.Found, result.Status);
            all.AddRange(result.Products);
            Assert.Distinct(all.Select(p => p.Slug));
            if (result.Next is null) return all;
            query = query with { Cursor = result.Next };
        }
    }

    private static Task<IReadOnlyList<string>> SuggestAsync(Shop shop, string text) =>
        shop.Get<SuggestWords>().RunAsync(text, SuggestWords.LimitDefault, Cancel);

    /// <summary>True when there was something to catch up with.</summary>
    private static async Task<bool> CaughtUpAsync(Shop shop)
    {
        var before = await NotIndexedAsync(shop);
        await shop.Get<CatchUpSearch>().RunAsync(Cancel);
        Assert.Equal(0, await NotIndexedAsync(shop));
        return before > 0;
    }

    private static Task<long> NotIndexedAsync(Shop shop) => shop.Database.ReadAsync(
        open => open.FirstAsync<long>(
            new Sql("""
                SELECT COUNT(*) FROM products p LEFT JOIN search_products s ON s.position = p.position
                WHERE s.version IS NULL OR s.version <> p.version
                """),
            null, Cancel),
        Cancel);

    private static Task RunAsync(Shop shop, string sql) =>
        shop.Database.WriteAsync(open => open.ExecuteAsync(new Sql(sql), null, Cancel), Cancel);
}
