using System.Diagnostics;
using System.Globalization;
using HdrHistogram;
using Onair.Bench.Servers;
using Onair.Catalog;
using Onair.Catalog.Search;
using Onair.Host.Web;
using Onair.Storage;

namespace Onair.Bench;

/// <summary>
/// Search over many products on both databases: <c>Onair.Bench search [PRODUCTS]</c>. Seeds a shop, asks what people
/// ask, and prints percentiles per kind of question. Held to p99 50 ms over 50,000 products (exit code 1 otherwise).
/// </summary>
internal static class SearchBench
{
    public const string Command = "search";

    private const int productsDefault = 50_000;
    private const int productsPerSave = 5_000;
    private const int questions = 400;
    private const int warmUp = 40;
    private const double barMs = 50;

    /// <summary>A microsecond to ten seconds, to three digits.</summary>
    private const long highestMicroseconds = 10_000_000;

    private static readonly string[] looks =
        ["온담", "데일리", "프리미엄", "국내산", "대용량", "휴대용", "무선", "스마트", "친환경", "초경량", "클래식", "모던", "순면", "유기농", "수제", "미니"];

    private static readonly (string Ko, string En)[] things =
    [
        ("머그컵", "mug"), ("프라이팬", "frying pan"), ("주물냄비", "cast iron pot"), ("블렌더", "blender"), ("전기주전자", "kettle"),
        ("에어프라이어", "air fryer"), ("밥솥", "rice cooker"), ("김치", "kimchi"), ("갈비 세트", "short ribs"), ("감귤", "mandarins"),
        ("이불", "duvet"), ("베개", "pillow"), ("스탠드 조명", "lamp"), ("운동화", "sneakers"), ("패딩 점퍼", "down jacket"),
        ("스카프", "scarf"), ("선크림", "sunscreen"), ("샴푸", "shampoo"), ("비타민", "vitamins"), ("홍삼정", "red ginseng"),
        ("요가 매트", "yoga mat"), ("캠핑 텐트", "tent"), ("여행 가방", "suitcase"), ("공기청정기", "air purifier"),
    ];

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var products = productsDefault;
        if (arguments.Count > 1 || (arguments.Count == 1
            && (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out products)
                || products is < 1 or > 1_000_000)))
        {
            await Console.Error.WriteLineAsync("onair-bench: search [PRODUCTS]: 1 to 1000000");
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("onair-search-").FullName;
        var worst = 0.0;
        try
        {
            worst = Math.Max(worst, await MeasureAsync("SQLite", new StorageOptions { Data = folder }, products));
            await using var postgres = await BenchPostgres.StartAsync();
            var options = new StorageOptions { Postgres = await postgres.NewDatabaseAsync() };
            worst = Math.Max(worst, await MeasureAsync("PostgreSQL", options, products));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        Console.WriteLine($"worst p99 {worst:F1} ms, the bar is {barMs:F0} ms");
        return worst <= barMs ? 0 : 1;
    }

    private static async Task<double> MeasureAsync(string name, StorageOptions options, int products)
    {
        await using var database = BenchShop.Open(options);
        await database.MigrateAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        await SeedAsync(database, products);
        Console.WriteLine($"{name}: {products:N0} products saved in {watch.Elapsed.TotalSeconds:F1} s, "
            + $"{products / watch.Elapsed.TotalSeconds:N0} a second");
        var search = new SearchProducts(database, StockQuestions.InStock);
        var suggest = new SuggestWords(database);
        var worst = 0.0;
        foreach (var (kind, ask) in Kinds(search, suggest))
            worst = Math.Max(worst, await MeasureAsync(name, kind, ask));
        return worst;
    }

    private static (string Kind, Func<Random, Task> Ask)[] Kinds(SearchProducts search, SuggestWords suggest) =>
    [
        ("two words", random => Find(search, new SearchQuery($"{Look(random)} {Thing(random).Ko}"))),
        ("one word", random => Find(search, new SearchQuery(Thing(random).Ko))),
        ("one word, English", random => Find(search, new SearchQuery(Thing(random).En))),
        ("two syllables", random => Find(search, new SearchQuery(Thing(random).Ko[..2]))),
        ("one syllable", random => Find(search, new SearchQuery(Thing(random).Ko[..1]))),
        ("one in a thousand", random => Find(search, new SearchQuery($"no{random.Next(1000)}x"))),
        ("word, price and brand", random => Find(search, new SearchQuery(
            Thing(random).Ko, Brand: $"brand-{random.Next(200)}", PriceMin: 20_000, PriceMax: 90_000))),
        ("word, cheapest first", random => Find(search, new SearchQuery(Thing(random).Ko, Sort: SearchSort.Price))),
        ("shelf, newest first", random => Find(search, new SearchQuery(
            Category: $"shelf-{random.Next(12)}", Sort: SearchSort.Newest))),
        ("shelf, dearest in stock", random => Find(search, new SearchQuery(
            Category: $"shelf-{random.Next(12)}", InStock: true, Sort: SearchSort.PriceDown))),
        ("all, best sellers", _ => Find(search, new SearchQuery())),
        ("count by brand", random => search.CountAsync(new SearchQuery(Thing(random).Ko), CancellationToken.None)),
        ("suggestion", random => suggest.RunAsync(
            Thing(random).Ko[..random.Next(1, 3)], SuggestWords.LimitDefault, CancellationToken.None)),
        ("suggestion with an error", random => suggest.RunAsync(
            Thing(random).En.Remove(1, 1), SuggestWords.LimitDefault, CancellationToken.None)),
    ];

    private static async Task<double> MeasureAsync(string name, string kind, Func<Random, Task> ask)
    {
        var random = new Random(11);
        var times = new LongHistogram(highestMicroseconds, 3);
        for (var i = 0; i < warmUp + questions; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(random);
            if (i >= warmUp) times.RecordValue((long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
        }

        var (half, most) = (times.GetValueAtPercentile(50) / 1000.0, times.GetValueAtPercentile(99) / 1000.0);
        Console.WriteLine($"{name,-10} {kind,-26} p50 {half,6:F1} ms   p99 {most,6:F1} ms");
        return most;
    }

    private static async Task SeedAsync(Database database, int products)
    {
        var save = new SaveProducts(TimeProvider.System);
        var random = new Random(3);
        for (var from = 0; from < products; from += productsPerSave)
        {
            var drafts = Enumerable.Range(from, Math.Min(productsPerSave, products - from))
                .Select(i => Draft(i, random)).ToList();
            var saved = await database.WriteAsync(
                open => save.RunAsync(open, drafts, skipBad: false, CancellationToken.None), CancellationToken.None);
            if (saved.Status != SaveProductsStatus.Saved)
                throw new InvalidOperationException($"the seed is wrong: {saved.Faults[0]}");
        }
    }

    private static ProductDraft Draft(int number, Random random)
    {
        var (look, thing, brand) = (Look(random), Thing(random), random.Next(200));
        var (shelf, corner) = (random.Next(12), random.Next(5));
        return new ProductDraft
        {
            Slug = $"p{number}",
            Name = new LocalText(
                $"{look} {thing.Ko} {Look(random)} {random.Next(1, 40) * 50}ml",
                $"{thing.En} no{number % 1000}x deluxe"),
            Brand = new LocalText($"브랜드{brand}", $"Brand {brand}"),
            Category =
            [
                new LocalText($"매장{shelf}", $"Shelf {shelf}"),
                new LocalText($"코너{corner}", $"Corner {corner}"),
            ],
            Variants =
            [
                new VariantDraft { Sku = $"S-{number}", Price = new Price(random.Next(10, 2000) * 100) },
            ],
        };
    }

    private static string Look(Random random) => looks[random.Next(looks.Length)];

    private static (string Ko, string En) Thing(Random random) => things[random.Next(things.Length)];

    private static async Task Find(SearchProducts search, SearchQuery query)
    {
        var found = await search.RunAsync(query, CancellationToken.None);
        if (found.Status != SearchProductsStatus.Found) throw new InvalidOperationException("a question is wrong");
    }
}
